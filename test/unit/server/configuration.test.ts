import { describe, expect, test } from 'vitest'
import type { NodeConfiguration } from '../../../electron/core/ports/configuration.ts'
import { configurationPast, configurationReport } from '../../../electron/core/server/configuration-report.ts'
import { configurationRisks } from '../../../electron/core/server/configuration-risks.ts'
import { canonical, isSameValue, memoryBytes } from '../../../electron/core/server/configuration-value.ts'
import { recommendedConfiguration } from '../../../electron/core/server/recommended-configuration.ts'
import { changeQuestion } from '../../../electron/ipc/handlers/configuration-question.ts'

const node = (patch: Partial<NodeConfiguration> = {}): NodeConfiguration => ({
  node: 'n:6379',
  values: new Map(),
  silence: null,
  configFile: '',
  usedMemoryBytes: 1_000,
  systemMemoryBytes: 10_000,
  uptimeSeconds: 100,
  ...patch,
})

describe('values', () => {
  test('memory as redis.conf writes it', () => {
    expect(['2gb', '1k', '512MB', '0', '1.5gb', '-1', 'gb', ''].map(memoryBytes)).toEqual([
      2_147_483_648,
      1_000,
      536_870_912,
      0,
      null,
      null,
      null,
      null,
    ])
    expect(['2147483648', '268435456', '1000', '0', 'much'].map((text) => canonical('memory', text))).toEqual([
      '2gb',
      '256mb',
      '1000',
      '0',
      'much',
    ])
  })

  test('the same value written otherwise is the same', () => {
    expect(isSameValue('memory', '2gb', '2147483648')).toBe(true)
    expect(isSameValue('memory', '2gb', '2g')).toBe(false)
    expect(isSameValue('snapshots', '900  1 300 10', '900 1 300 10')).toBe(true)
    expect(isSameValue('snapshots', '""', '')).toBe(true)
    expect(isSameValue('policy', 'allkeys-lru', 'ALLKEYS-LRU')).toBe(true)
  })
})

describe('effects', () => {
  const ids = (kind: Parameters<typeof configurationRisks>[0], to: string, ...nodes: NodeConfiguration[]) =>
    configurationRisks(kind, to, nodes).map(({ id }) => id)

  test('the excess of each node is added up', () => {
    const nodes = [node({ usedMemoryBytes: 1_500 }), node({ usedMemoryBytes: 900 }), node({ usedMemoryBytes: 1_200 })]
    expect(configurationRisks('memory', '1000', nodes)[0]).toEqual({ id: 'evicts_now', bytes: 700, nodes: null })
  })

  test('memory that is not known is said, not taken for none', () => {
    expect(ids('memory', '1000', node({ usedMemoryBytes: null }))).toEqual(['memory_unknown'])
    expect(ids('memory', '20000', node())).toEqual(['above_machine'])
    expect(ids('memory', '5000', node())).toEqual([])
  })

  test('policies and snapshots', () => {
    expect(ids('policy', 'allkeys-lru', node())).toEqual(['any_key_evicted'])
    expect(ids('policy', 'volatile-ttl', node())).toEqual(['only_ttl_evicted'])
    expect(ids('policy', 'noeviction', node())).toEqual(['refuses_writes_when_full'])
    const full = node({ values: new Map([['maxmemory', '900']]) })
    expect(ids('policy', 'noeviction', full)).toEqual(['refuses_writes_now'])
    expect(ids('snapshots', '', node())).toEqual(['snapshots_off'])
    expect(ids('snapshots', '900 1', node())).toEqual(['snapshot_forks'])
    expect(ids('encoding', '512', node(), node())).toEqual(['from_now_on', 'each_node'])
  })
})

describe('report', () => {
  const table = recommendedConfiguration('development')
  const entry = (at: number, what: string, details: Record<string, string>) => ({
    seq: 1,
    at,
    who: 'a@b',
    what,
    connection: 'c',
    details: { server: 's:1', ended: 'done', ...details },
  })
  const policy = (value: string, past: ReturnType<typeof configurationPast>, uptimeSeconds: number | null = 1_000) =>
    configurationReport(
      2_000_000,
      [node({ values: new Map([['maxmemory-policy', value]]), uptimeSeconds })],
      table,
      past,
    ).rows.find(({ name }) => name === 'maxmemory-policy')

  const change = entry(1_900_000, 'config.end', { name: 'maxmemory-policy', from: 'noeviction', to: 'allkeys-lru' })

  test('an older server knows the ziplist names', () => {
    const values = new Map([
      ['hash-max-ziplist-entries', '128'],
      ['set-max-intset-entries', '512'],
    ])
    const { rows } = configurationReport(0, [node({ values })], table, configurationPast([], 's:1'))
    expect(rows.find(({ name }) => name === 'hash-max-ziplist-entries')).toMatchObject({ state: 'differs' })
    expect(rows.find(({ name }) => name === 'zset-max-listpack-value')).toMatchObject({ state: 'unknown', values: [] })
  })

  test('put back is offered only while the server has what the change set', () => {
    const past = configurationPast([change], 's:1')
    expect(policy('allkeys-lru', past)).toMatchObject({ putBack: 'noeviction', persisted: false })
    expect(policy('allkeys-lfu', past)).toMatchObject({ putBack: null, persisted: null })
    expect(policy('allkeys-lru', configurationPast([change], 'other:1'))).toMatchObject({ putBack: null })
    const failed = { ...change, details: { ...change.details, ended: 'failed' } }
    expect(policy('allkeys-lru', configurationPast([failed], 's:1'))).toMatchObject({ lastChange: null })
  })

  test('persisted: only by a later write of the file, and unknown once the server was started anew', () => {
    const written = entry(1_950_000, 'config.rewrite', {})
    const before = entry(1_800_000, 'config.rewrite', {})
    expect(policy('allkeys-lru', configurationPast([written, change], 's:1'))).toMatchObject({ persisted: true })
    expect(policy('allkeys-lru', configurationPast([change, before], 's:1'))).toMatchObject({ persisted: false })
    expect(policy('allkeys-lru', configurationPast([change], 's:1'), 10)).toMatchObject({ persisted: null })
  })
})

test('the native question names old and new value in the operator’s language', () => {
  const change = { name: 'maxmemory', from: '8gb', to: '' }
  expect(changeQuestion(change, 'alicit', 'pt-BR')).toMatchObject({
    message: 'Mudar maxmemory em alicit?',
    detail: expect.stringContaining('maxmemory: 8gb → ""') as unknown,
  })
  expect(changeQuestion(change, 'alicit', 'en-US').confirm).toBe('Change maxmemory')
})
