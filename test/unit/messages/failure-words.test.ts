import { describe, expect, test } from 'vitest'
import { type FailureCode, failureCodes } from '../../../shared/contract/failure.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'

const languages = ['pt-BR', 'en'] as const
const failure = (code: FailureCode, params: Record<string, string | number> = {}) => ({
  code,
  message: 'technical-message',
  retryable: false,
  params,
})

describe.each(languages)('%s', (language) => {
  test.each(failureCodes)('%s: says what happened and what to do, without any parameter', (code) => {
    for (const sentence of Object.values(failureWords(failure(code), language))) {
      expect(sentence).toMatch(/^\p{Lu}.*\.$/su)
      expect(sentence).not.toMatch(/undefined|null|NaN|\[object|technical-message|\s{2}|\s[.,:;]|[:(]\.|\(\)/)
      expect(sentence).not.toMatch(/[a-z]_[a-z]/)
    }
  })

  test.each([
    ['connect_refused', { host: 'redis.example', port: 6379 }, ['redis.example:6379']],
    ['auth_failed', { host: 'redis.example', port: 6379, user: 'console' }, ['redis.example:6379', 'console']],
    ['unknown_namespace', { namespace: 'pncp:*' }, ['pncp:*']],
    ['unknown_family', { namespace: 'pncp', family: 'synonyms' }, ['pncp', 'synonyms']],
    ['no_permission', { user: 'viewer', command: 'UNLINK' }, ['viewer', 'UNLINK']],
    ['provider_failed', { provider: 'PNCP', page: 12, status: 503 }, ['PNCP', '12', '503']],
    [
      'provider_schema_changed',
      { provider: 'PNCP', page: 2, field: 'objetoCompra', expected: 'string', got: 'number' },
      ['PNCP', '2', 'objetoCompra', 'string', 'number'],
    ],
    ['redis_server_missing', { command: 'sudo dnf install valkey' }, ['sudo dnf install valkey']],
    ['storage_failed', { file: 'journal.jsonl', reason: 'EACCES' }, ['journal.jsonl', 'EACCES']],
  ] as const)('%s: names what it happened on', (code, params, expected) => {
    const { what, next } = failureWords(failure(code, params), language)
    for (const part of expected) expect(`${what} ${next}`).toContain(part)
  })

  test('sizes are said in units, ports and counts as they are', () => {
    const { what } = failureWords(failure('too_large', { key: 'k', limit: 64 * 1024 * 1024 }), language)
    expect(what).toContain('64 MiB')
    const full = failureWords(failure('disk_full', { needed: 1.5 * 1024 ** 3, free: 0 }), language).what
    expect(full).toMatch(/1[.,]5 GiB.*\b0 B/)
    expect(failureWords(failure('provider_page_limit', { limit: 2_000 }), language).what).toContain('2000')
  })

  test('a bad Redis address is explained in words, not by its code', () => {
    const { what } = failureWords(failure('bad_input', { what: '--url', reason: 'bad_port' }), language)
    expect(what).toContain('--url')
    expect(what).toContain('65535')
    expect(what).not.toContain('bad_port')
  })

  test('a hostile parameter stays on one line, short, and cannot reorder or colour the text', () => {
    const namespace = `a\n\u001b[31m\u202e${'x'.repeat(10_000)}`
    const { what } = failureWords(failure('unknown_namespace', { namespace }), language)
    expect(what).not.toMatch(/[\p{Cc}\p{Cf}]/u)
    expect(what.length).toBeLessThan(400)
  })

  test('an empty name is said in words', () => {
    const { what } = failureWords(failure('unknown_namespace', { namespace: '' }), language)
    expect(what).toMatch(/an empty name|nome vazio/)
    expect(what).not.toContain('“')
  })

  test('a parameter named like an inherited property is not taken for one', () => {
    const params = JSON.parse('{"reason": "constructor", "what": "toString"}') as Record<string, string>
    expect(failureWords(failure('bad_input', params), language).what).toContain('toString')
    expect(failureWords(failure('bad_input', params), language).what).toContain('constructor')
  })
})

test.each(failureCodes)('%s: the two languages differ', (code) => {
  const [first, second] = languages.map((language) => failureWords(failure(code), language))
  expect(first?.what).not.toBe(second?.what)
  expect(first?.next).not.toBe(second?.next)
})
