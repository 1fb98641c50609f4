import { rm, writeFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { runFreshness } from '../../../electron/commands/freshness-command.ts'
import { runSearch, type SearchOptions } from '../../../electron/commands/search-command.ts'
import { type ReplayProvider, startReplayProvider } from '../../../electron/sandbox/replay-provider.ts'
import { type Commands, prepareCommands } from '../../support/commands.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { askPythonPeer, hasPythonPeer } from '../../support/python-peer.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { someNumber, textLike } from '../../support/some.ts'

const recordingsFolder = fileURLToPath(new URL('../../../electron/sandbox/recordings', import.meta.url))

interface Part {
  readonly provider: string
  readonly from: string
  readonly opportunities: number | null
}

let redis: TestRedis
let pcc: Pcc
let commands: Commands
let replay: ReplayProvider
beforeAll(async () => {
  ;[redis, pcc, replay] = await Promise.all([
    startRedis(),
    preparePcc(),
    startReplayProvider({ recordingsFolder, latencyMs: 0 }),
  ])
  commands = await prepareCommands(redis)
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose(), commands.dispose(), replay.close()]))
beforeEach(() => redis.cli('flushall'))

/** As a process of its own, as cron would run it. */
const pccSearch = (filters: string, ...args: string[]) =>
  pcc.json(['--url', redis.url, 'search', filters, '--development', ...args, ...replayed()], { PCC_GOVBR_KEY: 'key' })
/** The same command, without the process. */
const search = (
  filters: string,
  options: SearchOptions = {},
  where: { readonly readOnly?: boolean; readonly env?: Record<string, string> } = {},
) =>
  commands.run(
    (context) => {
      const providerUrl = replayed().filter((arg) => arg !== '--provider-url')
      return runSearch(context, filters, { ...options, development: true, providerUrl })
    },
    { env: { PCC_GOVBR_KEY: 'key' }, ...where },
  )
const replayed = () => Object.entries(replay.urls).flatMap(([id, address]) => ['--provider-url', `${id}=${address}`])
const parts = (document: Record<string, unknown>) => document.providers as Part[] // the documented shape
const sources = (document: Record<string, unknown>) =>
  parts(document).map(({ provider, from }) => `${provider} ${from}`)
const everyLive = ['pncp live', 'comprasnet live', 'govbr live']

describe('pcc search', () => {
  test('asks the providers, stores the whole, and says where each part came from', async () => {
    const { code, document, stdout } = await pccSearch('{"keywords": "aquisição"}')
    expect([code, sources(document)]).toEqual([0, everyLive])
    expect(stdout.trim().split('\n')).toHaveLength(1)
    expect(Object.keys(document)).toEqual(['filters', 'key', 'from', 'providers', 'total_results', 'groups', 'data'])
    expect(document).toMatchObject({ from: 'assembled', filters: { keywords: 'aquisição', page: 1, page_size: 20 } })
    expect(document.key).toEqual(textLike(/^unified:search_combined:[0-9a-f]{8}$/))
    const total = parts(document).reduce((sum, part) => sum + (part.opportunities ?? 0), 0)
    expect(document.total_results).toBe(total)
    expect(total).toBeGreaterThan(0)
    const stored = JSON.parse(await redis.cli('get', String(document.key))) as Record<string, unknown> // the wire format
    expect(stored).toMatchObject({ total_results: total, providers: ['pncp', 'comprasnet', 'govbr'] })
    expect(stored.data).toEqual(document.data)
  })

  test('the second time the unified cache answers, and --refresh asks again', async () => {
    const first = await search('{}')
    const second = await search('{}')
    expect(second.document).toEqual({
      ...first.document,
      from: 'unified',
      providers: parts(first.document).map((part) => ({ ...part, from: 'cache' })),
    })
    expect(sources((await search('{}', { refresh: true })).document)).toEqual(everyLive)
  })

  test('S24: --csv has a line per record, and goes not with --json', async () => {
    const { document } = await search('{}')
    const args = ['--url', redis.url, 'search', '{}', '--csv']
    const { code, stdout } = await pcc.run(args)
    expect(code).toBe(0)
    // The head, the records, and what is behind the last line end.
    expect(stdout.split('\r\n')).toHaveLength(Number(document.total_results) + 2)
    expect(await pcc.run(['--json', ...args])).toMatchObject({ code: 2, stdout: '' })
  })

  test("without a combined search each provider's own one answers", async () => {
    const { document } = await search('{}')
    await redis.cli('del', String(document.key))
    await redis.cli('del', 'govbr:search_v2:a23b8f70')
    const again = await search('{}')
    expect(again.document).toMatchObject({ from: 'assembled', key: document.key, data: document.data })
    expect(sources(again.document)).toEqual(['pncp cache', 'comprasnet cache', 'govbr live'])
  })

  test('a provider that failed is one: 4, unknown instead of nothing, and no part is stored as the whole', async () => {
    const { code, document, said } = await search('{}', {}, { env: {} })
    expect([code, sources(document)]).toEqual([4, ['pncp live', 'comprasnet live', 'govbr failed']])
    expect(parts(document)[2]).toMatchObject({ opportunities: null, failure: { code: 'provider_key_missing' } })
    expect(Object.keys(document.data as object)).toEqual(['pncp', 'comprasnet'])
    expect(document.key).toBeNull()
    expect(said).toContain('[provider_key_missing]')
    expect(await redis.cli('--raw', 'keys', 'unified:search_combined:*')).toBe('')
    expect((await search('{}', { provider: ['govbr'] }, { env: {} })).code).toBe(1)
  })

  test('--provider asks that one alone, and never puts a part where a wider search stands', async () => {
    const narrow = await search('{}', { provider: ['pncp'] })
    expect(sources(narrow.document)).toEqual(['pncp live'])
    const wide = await search('{}')
    expect(sources(wide.document)).toEqual(['pncp cache', 'comprasnet live', 'govbr live'])
    const stored = await redis.cli('get', String(wide.document.key))
    const again = await search('{}', { provider: ['pncp'], refresh: true })
    expect(again).toMatchObject({ code: 0, document: { key: null }, said: textLike(/holds more providers/) })
    expect(await redis.cli('get', String(wide.document.key))).toBe(stored)
  })

  test('a provider that is switched off is not asked unless it is named', async () => {
    const settings = { providers: { comprasnet: { enabled: false, baseUrl: null, coverage: {} } } }
    const file = `${commands.dataFolder}/settings.json`
    await writeFile(file, JSON.stringify(settings), { mode: 0o600 })
    try {
      expect(sources((await search('{}')).document)).toEqual(['pncp live', 'govbr live'])
      expect(sources((await search('{}', { provider: ['comprasnet'] })).document)).toEqual(['comprasnet live'])
    } finally {
      await rm(file)
    }
  })

  test('on a read-only connection answers and stores nothing', async () => {
    const answer = await search('{}', {}, { readOnly: true })
    expect(answer).toMatchObject({ code: 0, document: { key: null, total_results: someNumber } })
    expect(answer.said).toContain('[read_only]')
    expect(await redis.cli('dbsize')).toBe('0')
  })

  test('bad filters are bad usage, and nothing is asked or stored', async () => {
    expect(await pccSearch('{"keyword": "a"}')).toMatchObject({ code: 2, stdout: '' })
    expect(await search('{"sort_by": "colour"}')).toMatchObject({ code: 2, document: {} })
    expect(await redis.cli('dbsize')).toBe('0')
  })

  test('filters of a provider of another program are never taken for none', async () => {
    const { code, document } = await search('{"provider_specific_filters": {"pncp": {"x": 1.0}}}', {
      provider: ['pncp'],
    })
    expect([code, parts(document)[0]]).toMatchObject([1, { from: 'failed', failure: { code: 'bad_input' } }])
    expect(await redis.cli('dbsize')).toBe('0')
  })

  test('no provider but the registered ones', async () => {
    expect(await search('{}', { provider: ['unified'] })).toMatchObject({ code: 2, document: {} })
  })
})

describe.skipIf(!hasPythonPeer)('with the Python peer (not run where python3-redis is absent)', () => {
  test('what pcc stored is what it reads, number for number', async () => {
    const filters = '{"keywords": "aquisição", "min_value": 10000.0}'
    const { document } = await pccSearch(filters)
    expect(await askPythonPeer(redis.url, 'read-combined', filters)).toMatchObject({
      filters: document.filters,
      data: document.data,
      total_results: document.total_results,
      ttl_hours: 24,
    })
  })

  test('what it stored, plain, packed and with a bad item, pcc answers from, and counts the bad one', async () => {
    await askPythonPeer(redis.url, 'seed-cache', '--date', '2026-09-22')
    const small = await search('{"keywords": "merenda escolar"}')
    expect(small.document).toMatchObject({ from: 'unified', total_results: 9 })
    expect(await search('{"keywords": "licitação"}')).toMatchObject({
      code: 0,
      document: { from: 'unified', total_results: 2_700, key: textLike(/:gz$/) },
    })
    const key = String(small.document.key)
    const value = JSON.parse(await redis.cli('get', key)) as { data: { pncp: unknown[] } } // the wire format
    value.data.pncp[1] = "OpportunityData(external_id='1')"
    await redis.cli('set', key, JSON.stringify(value))
    const { document } = await search('{"keywords": "merenda escolar"}')
    expect(parts(document)[0]).toMatchObject({ opportunities: 2, rejected: 1, from: 'cache' })
  })

  test('every family it writes is counted, and its days are fresh', async () => {
    const written = (await askPythonPeer(redis.url, 'seed-cache', '--date', '2026-09-22')) as { key: string }[]
    const { document } = await pcc.json(['--url', redis.url, 'stats'])
    const namespaces = document.namespaces as { namespace: string; families: { family: string; keys: number }[] }[]
    const counted = namespaces.flatMap((row) => row.families.map((it) => [`${row.namespace}:${it.family}`, it.keys]))
    const expected: Record<string, number> = {}
    for (const { key } of written) {
      const place = key.split(':').slice(0, 2).join(':')
      expected[place] = (expected[place] ?? 0) + 1
    }
    expect(Object.fromEntries(counted)).toEqual(expected)
    expect(document).toMatchObject({ other: { keys: 0 }, unified: { deduplication_cache: 2, synonyms_cache: 2 } })
    const today = String((await commands.run((context) => runFreshness(context, 1))).document.today)
    await askPythonPeer(redis.url, 'seed-cache', '--date', today)
    const fresh = await pcc.json(['--url', redis.url, 'freshness', '--days', '2'])
    expect(fresh.code).toBe(0)
    for (const provider of fresh.document.providers as { days: unknown[] }[]) {
      expect(provider).toMatchObject({
        last_day: today,
        days: [{ day: today, state: 'present', opportunities: 40 }, {}],
      })
    }
  })
})
