import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { seeded, seedKeyspace } from '../../support/seed-keyspace.ts'

const password = 'canary-5f1c'
const total = Object.values(seeded).reduce((sum, keys) => sum + keys, 0)
const keysOf = (namespace: string) =>
  Object.entries(seeded).reduce((sum, [place, keys]) => sum + (place.startsWith(`${namespace}:`) ? keys : 0), 0)

let redis: TestRedis
let pcc: Pcc
let url: string
beforeAll(async () => {
  ;[redis, pcc] = await Promise.all([startRedis(), preparePcc()])
  url = redis.url
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose()]))
beforeEach(async () => {
  await redis.cli('flushall')
  await seedKeyspace(redis.port)
})

describe('pcc key', () => {
  test('prints the key and nothing else', async () => {
    expect(await pcc.run(['key', 'pncp', 'search_v2', '{"a": 1}'])).toEqual({
      code: 0,
      stdout: 'pncp:search_v2:42b7b4f2\n',
      stderr: '',
    })
  })

  test('keeps the text of a number: 1 and 1.0 are two keys', async () => {
    const lines = ['1', '1.0'].map((n) => `{"provider":"pncp","operation":"search_v2","params":{"a":${n}}}`)
    const { code, stdout } = await pcc.run(['key', '--stdin'], { input: `${lines.join('\n')}\n` })
    expect(code).toBe(0)
    expect(stdout.trim().split('\n')).toEqual(['pncp:search_v2:42b7b4f2', 'pncp:search_v2:4b893796'])
  })

  test('answers a bad line on stderr, goes on, and ends with 2', async () => {
    const input = 'not json\n{"provider":"pncp","operation":"search_v2","params":{"a":1}}\n'
    const { code, stdout, stderr } = await pcc.run(['key', '--stdin'], { input })
    expect([code, stdout]).toEqual([2, 'pncp:search_v2:42b7b4f2\n'])
    expect(stderr).toContain('line 1')
  })

  test.each([['*'], ['PNCP'], ['']])('takes no provider named %j', async (provider) => {
    expect(await pcc.run(['key', provider, 'search_v2', '{}'])).toMatchObject({ code: 2, stdout: '' })
  })
})

describe('pcc stats', () => {
  test('prints the documented shape with exact figures', async () => {
    const { code, document, stdout } = await pcc.json(['--url', url, 'stats'])
    expect(code).toBe(0)
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(document).toMatchObject({ exact: true, complete: true, keys: total, other: { keys: seeded[''] } })
    expect(Object.keys(document)).toEqual(
      expect.arrayContaining([
        'at',
        'exact',
        'complete',
        'keys',
        'bytes',
        'elapsed_ms',
        'namespaces',
        'other',
        'unified',
        'server',
      ]),
    )
    expect(document.unified).toEqual({ combined_searches: 31, deduplication_cache: 50, synonyms_cache: 2 })
    const namespaces = document.namespaces as {
      namespace: string
      keys: number
      families: { family: string; keys: number; bytes: number }[]
    }[] // the documented shape
    expect(namespaces.map(({ namespace, keys }) => [namespace, keys])).toEqual(
      ['pncp', 'comprasnet', 'govbr', 'unified'].map((namespace) => [namespace, keysOf(namespace)]),
    )
    expect(namespaces[0]?.families.find(({ family }) => family === 'other')?.keys).toBe(1)
  })

  test('by sample keeps exact counts', async () => {
    const { document } = await pcc.json(['--url', url, 'stats', '--sample', '50'])
    expect(document).toMatchObject({ exact: false, complete: true, keys: total })
  })

  test('by sample tells no part of the keys without a TTL as the whole', async () => {
    const searches = async (...options: string[]) => {
      const { document } = await pcc.json(['--url', url, 'stats', ...options])
      const namespaces = document.namespaces as { families: { family: string; no_ttl: number | null }[] }[] // the documented shape
      return namespaces[0]?.families.find(({ family }) => family === 'search_v2')?.no_ttl
    }
    expect(await searches('--sample', '50')).toBeNull()
    expect(await searches('--exact')).toBeTypeOf('number')
  })

  test.each([
    ['--sample', '0'],
    ['--sample', 'x'],
    ['--exact', '--sample', '5'],
  ])('%j %j is bad usage', async (...options) => {
    expect(await pcc.run(['--url', url, 'stats', ...options])).toMatchObject({ code: 2, stdout: '' })
  })

  test('writes a table for people', async () => {
    const { stdout } = await pcc.run(['--url', url, 'stats', '--lang', 'pt-BR'])
    expect(stdout).toContain('pncp:search_v2')
  })
})

describe('pcc invalidate', () => {
  const books = [
    'namespace',
    'previewed',
    'deleted',
    'changed',
    'gone',
    'failed',
    'not_attempted',
    'bundle',
    'elapsed_ms',
  ]

  test('--dry-run looks and removes nothing', async () => {
    const { code, document } = await pcc.json(['--url', url, 'invalidate', 'pncp', '--dry-run'])
    expect(code).toBe(0)
    expect(document).toMatchObject({
      namespace: 'pncp',
      previewed: keysOf('pncp'),
      deleted: 0,
      bundle: null,
      dry_run: true,
    })
    expect(Object.keys(document)).toEqual(expect.arrayContaining(books))
    expect(await redis.cli('dbsize')).toBe(String(total))
  })

  test('--confirm removes the whole namespace, and says where undo is', async () => {
    const { code, document } = await pcc.json(['--url', url, 'invalidate', 'pncp', '--confirm', 'pncp'])
    expect(code).toBe(0)
    expect(document).toMatchObject({
      previewed: keysOf('pncp'),
      deleted: keysOf('pncp'),
      not_attempted: 0,
      dry_run: false,
    })
    expect(readdirSync(join(pcc.dataFolder, 'undo'))).toContain(`${String(document.bundle)}.pcu`)
    expect(await redis.cli('dbsize')).toBe(String(total - keysOf('pncp')))
  })

  test('--family takes that family alone, --no-undo saves nothing', async () => {
    const { document } = await pcc.json([
      '--url',
      url,
      'invalidate',
      'pncp',
      '--family',
      'embeddings',
      '--family',
      'daily_fetch',
      '--confirm',
      'pncp',
      '--no-undo',
    ])
    expect(document).toMatchObject({ deleted: 45, bundle: null })
    expect(await redis.cli('dbsize')).toBe(String(total - 45))
  })

  test('of nothing is done', async () => {
    await redis.cli('flushall')
    expect(await pcc.json(['--url', url, 'invalidate', 'govbr', '--confirm', 'govbr'])).toMatchObject({
      code: 0,
      document: { previewed: 0, deleted: 0, dry_run: false },
    })
  })

  test.each([
    ['without --confirm', []],
    ['with another name', ['--confirm', 'govbr']],
    ['with another case', ['--confirm', 'PNCP']],
    ['with a blank', ['--confirm', 'pncp ']],
    ['with nothing', ['--confirm', '']],
  ])('%s is refused with 3', async (_what, options) => {
    const answer = await pcc.run(['--url', url, 'invalidate', 'pncp', ...options])
    expect(answer).toMatchObject({ code: 3, stdout: '' })
    expect(answer.stderr).toContain('[not_confirmed]')
    expect(await redis.cli('dbsize')).toBe(String(total))
  })

  test('on a read-only connection is refused with 3', async () => {
    const answer = await pcc.run(['--url', url, '--read-only', 'invalidate', 'pncp', '--confirm', 'pncp'])
    expect(answer).toMatchObject({ code: 3, stdout: '' })
    expect(answer.stderr).toContain('[read_only]')
    expect(await redis.cli('dbsize')).toBe(String(total))
  })

  test('on a read-only connection or a replica is refused before the keys are walked, and journaled', async () => {
    await redis.cli('config', 'resetstat')
    const command = ['invalidate', 'pncp', '--confirm', 'pncp']
    const lastEntry = () => readFileSync(join(pcc.dataFolder, 'journal.jsonl'), 'utf8').trim().split('\n').at(-1) ?? ''
    await pcc.run(['--url', url, '--read-only', ...command])
    expect(JSON.parse(lastEntry())).toMatchObject({ what: 'refused', details: { subject: 'pncp', code: 'read_only' } })
    await redis.cli('replicaof', '127.0.0.1', '1')
    try {
      expect((await pcc.run(['--url', url, ...command])).stderr).toContain('[read_only_replica]')
    } finally {
      await redis.cli('replicaof', 'no', 'one')
    }
    expect(JSON.parse(lastEntry())).toMatchObject({ what: 'refused', details: { code: 'read_only_replica' } })
    expect(await redis.cli('info', 'commandstats')).not.toContain('cmdstat_scan:')
  })

  // The whole list of the acceptance battery (B1 to B7) is put to the core and to the page's door; these go the long way.
  const bad = ['*', '', 'pncp:*', 'pncp,govbr', '../govbr', '__proto__', 'a'.repeat(10_000), 'рncp', 'pncp\n']

  test('takes no name that is not registered: 2, no command sent, nothing written outside the data folder', async () => {
    const before = Number(/total_connections_received:(\d+)/.exec(await redis.cli('info', 'stats'))?.[1])
    const answers = await Promise.all(
      bad.map((name) => pcc.run(['--url', url, 'invalidate', '--confirm', name, '--', name])),
    )
    for (const { code, stdout, stderr } of answers) {
      expect([code, stdout]).toEqual([2, ''])
      expect(stderr.length).toBeLessThan(600)
      expect(stderr).not.toMatch(/\n\s+at /)
    }
    const after = Number(/total_connections_received:(\d+)/.exec(await redis.cli('info', 'stats'))?.[1])
    expect(after - before).toBe(1) // our own second question
    expect(await redis.cli('dbsize')).toBe(String(total))
    expect(readdirSync(pcc.dataFolder).sort()).toEqual(expect.arrayContaining(['journal.jsonl']))
  })

  test('journals what it refused, cut short', async () => {
    await pcc.run(['--url', url, 'invalidate', 'x'.repeat(500), '--dry-run'])
    const last = readFileSync(join(pcc.dataFolder, 'journal.jsonl'), 'utf8').trim().split('\n').at(-1) ?? ''
    expect(JSON.parse(last)).toMatchObject({
      what: 'refused',
      details: { subject: 'x'.repeat(64), code: 'unknown_namespace' },
    })
  })

  test('takes no family that is not registered', async () => {
    const answer = await pcc.run(['--url', url, 'invalidate', 'pncp', '--family', '*', '--confirm', 'pncp'])
    expect(answer).toMatchObject({ code: 2, stdout: '' })
    expect(answer.stderr).toContain('[unknown_family]')
  })
})

describe('pcc check', () => {
  test('says who answers and what this user may do', async () => {
    const { code, document } = await pcc.json(['--url', url, 'check'])
    expect(code).toBe(0)
    expect(document).toMatchObject({
      connection: { port: redis.port, read_only: false },
      server: { product: 'redis', role: 'primary', topology: 'standalone' },
      app: { data_folder: pcc.dataFolder },
    })
  })

  test('a missing right is named and ends with 4', async () => {
    await redis.cli('acl', 'setuser', 'narrow', 'on', '>pw', '~*', '+@all', '-unlink')
    const answer = await pcc.run(['--url', `redis://narrow:pw@127.0.0.1:${redis.port}/0`, 'check'])
    expect(answer.code).toBe(4)
    expect(answer.stdout).toContain('UNLINK')
  })
})

describe('the connection', () => {
  test('a password goes in by the URL or the environment and comes out nowhere', async () => {
    const guarded = await startRedis({ password })
    try {
      const bare = `redis://127.0.0.1:${guarded.port}/0`
      expect((await pcc.run(['--url', guarded.url, 'stats'])).code).toBe(0)
      expect((await pcc.run(['--url', bare, 'stats'], { env: { PCC_REDIS_PASSWORD: password } })).code).toBe(0)
      const wrong = await pcc.run(['--url', `redis://:${password}x@127.0.0.1:${guarded.port}/0`, 'stats'])
      expect(wrong).toMatchObject({ code: 1, stdout: '' })
      expect(wrong.stderr).toContain('[auth_failed]')
      expect(wrong.stderr).not.toContain(password)
      const none = await pcc.run(['--url', bare, 'stats'])
      expect(none.stderr).toContain('[auth_required]')
    } finally {
      await guarded.stop()
    }
  })

  test.each([
    ['nobody listens', ['--url', 'redis://127.0.0.1:1/0', 'stats'], 1, '[connect_refused]'],
    ['no such database', ['--url', 'DATABASE', 'stats'], 1, '[database_missing]'],
    ['not a Redis URL', ['--url', 'http://127.0.0.1/', 'stats'], 2, '[bad_input]'],
    ['none named', ['stats'], 2, '[bad_input]'],
    ['both named', ['--url', 'redis://127.0.0.1', '--connection', 'x', 'stats'], 2, '[bad_input]'],
    ['not saved', ['--connection', 'nope', 'stats'], 2, '[unknown_profile]'],
  ] as const)('%s: said with its code', async (_what, args, code, words) => {
    const answer = await pcc.run(args.map((arg) => (arg === 'DATABASE' ? url.replace(/0$/, '99999') : arg)))
    expect([answer.code, answer.stdout]).toEqual([code, ''])
    expect(answer.stderr).toContain(words)
    expect(answer.stderr).not.toMatch(/\n\s+at /)
  })

  test('unknown commands and options are bad usage', async () => {
    for (const args of [['flush'], ['stats', '--nope'], ['invalidate'], ['--lang', 'xx', 'stats']]) {
      expect(await pcc.run(args)).toMatchObject({ code: 2, stdout: '' })
    }
  })

  test('--help and --version end with 0', async () => {
    expect(await pcc.run(['--help'])).toMatchObject({ code: 0, stderr: '' })
    expect((await pcc.run(['--version'])).stdout).toMatch(/^\d+\.\d+\.\d+\n$/)
  })
})
