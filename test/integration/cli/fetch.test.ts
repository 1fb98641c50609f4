import { readFile, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { type ReplayProvider, startReplayProvider } from '../../../electron/sandbox/replay-provider.ts'
import { cacheDayOf } from '../../../shared/time/cache-day.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

const recordingsFolder = fileURLToPath(new URL('../../../electron/sandbox/recordings', import.meta.url))
const day = cacheDayOf(Date.now())
const key = (provider: string) => `${provider}:daily_fetch:${day}`

interface Lane {
  readonly provider: string
  readonly status: string
  readonly key: string | null
  readonly opportunities: number | null
  readonly failure: { readonly code: string } | null
}

let redis: TestRedis
let pcc: Pcc
let replay: ReplayProvider
beforeAll(async () => {
  ;[redis, pcc, replay] = await Promise.all([
    startRedis(),
    preparePcc(),
    startReplayProvider({ recordingsFolder, latencyMs: 0 }),
  ])
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose(), replay.close()]))
beforeEach(() => redis.cli('flushall'))

const urls = (change: Readonly<Record<string, string>> = {}) =>
  Object.entries({ ...replay.urls, ...change }).flatMap(([id, address]) => ['--provider-url', `${id}=${address}`])
const fetch = (args: readonly string[], env: Readonly<Record<string, string>> = { PCC_GOVBR_KEY: 'key' }) =>
  pcc.json(['--url', redis.url, 'fetch', '--day', day, ...args], env)
const lanesOf = (document: Record<string, unknown>) => document.providers as Lane[] // the documented shape

test('--all stores one payload per provider under its day, for 25 hours', async () => {
  const { code, document } = await fetch(['--all', '--development', ...urls()])
  expect(code).toBe(0)
  expect(document.day).toBe(day)
  for (const lane of lanesOf(document)) {
    expect(lane).toMatchObject({ status: 'stored', key: key(lane.provider), failure: null })
    const stored = JSON.parse(await redis.cli('get', key(lane.provider))) as { readonly data: readonly unknown[] } // the wire format
    expect(stored).toMatchObject({ provider: lane.provider, total_opportunities: lane.opportunities })
    expect(stored.data).toHaveLength(lane.opportunities ?? -1)
    expect(lane.opportunities).toBeGreaterThan(0)
    expect(Number(await redis.cli('ttl', key(lane.provider)))).toBeGreaterThan(89_900)
  }
  expect(lanesOf(document).map(({ provider }) => provider)).toEqual(['pncp', 'comprasnet', 'govbr'])
})

test('requests are as far apart as the settings want them', async () => {
  const pncp = { enabled: true, baseUrl: null, coverage: { modalities: ['6', '8', '9'] }, gapMs: 700 }
  const file = join(pcc.dataFolder, 'settings.json')
  await writeFile(file, JSON.stringify({ providers: { pncp } }), { mode: 0o600 })
  try {
    const startedAt = performance.now()
    const { code, document } = await fetch(['pncp', '--development', ...urls()])
    const { pages } = (document.providers as { pages: number }[])[0] ?? { pages: 0 } // the documented shape
    expect([code, pages >= 3]).toEqual([0, true])
    expect(performance.now() - startedAt).toBeGreaterThan((pages - 1) * 700)
  } finally {
    await rm(file, { force: true })
  }
})

test('--all leaves out what the operator switched off, without a failure; named, it is a gap', async () => {
  const off = { enabled: false, baseUrl: null, coverage: {} }
  const file = join(pcc.dataFolder, 'settings.json')
  await writeFile(file, JSON.stringify({ providers: { govbr: off } }), { mode: 0o600 })
  try {
    const all = await fetch(['--all', '--development', ...urls()])
    expect([all.code, lanesOf(all.document).map(({ status }) => status)]).toEqual([0, ['stored', 'stored', 'skipped']])
    expect((await fetch(['pncp', 'govbr', '--development', ...urls()])).code).toBe(4)
    await writeFile(file, JSON.stringify({ providers: { pncp: off, comprasnet: off, govbr: off } }), { mode: 0o600 })
    expect((await fetch(['--all', '--development', ...urls()])).code).toBe(1)
  } finally {
    await rm(file, { force: true })
  }
})

test('what the settings narrow it to is asked for and recorded, what they leave empty is wide', async () => {
  const pncp = { enabled: true, baseUrl: null, coverage: { modalities: ['6'], ufs: [] } }
  const file = join(pcc.dataFolder, 'settings.json')
  await writeFile(file, JSON.stringify({ providers: { pncp } }), { mode: 0o600 })
  try {
    const { code, document } = await fetch(['pncp', 'comprasnet', '--development', ...urls()])
    const covered = { modalities: ['6'], ufs: [] }
    expect([code, lanesOf(document)]).toMatchObject([
      0,
      [{ coverage: covered }, { coverage: { modalities: ['5', '6', '7', '3'], ufs: [] } }],
    ])
    const data = JSON.parse(await redis.cli('get', key('pncp'))) as {
      data: { provider_specific_data: { modalidadeId: number } }[]
    } // the wire format
    expect(new Set(data.data.map((item) => item.provider_specific_data.modalidadeId))).toEqual(new Set([6]))
    const history = (await readFile(join(pcc.dataFolder, 'runs.jsonl'), 'utf8')).trim().split('\n').at(-1) ?? ''
    expect(JSON.parse(history)).toMatchObject({ lanes: [{ provider: 'pncp', coverage: covered }, {}] })
  } finally {
    await rm(file)
  }
})

test('--dry-run compares and writes nothing', async () => {
  const { code, document } = await fetch(['pncp', '--dry-run', '--development', ...urls()])
  expect([code, lanesOf(document)[0]?.status]).toEqual([0, 'compared'])
  expect(await redis.cli('dbsize')).toBe('0')
})

test('one provider that fails is a failure of its own: 4, and the others are stored', async () => {
  const { code, document } = await fetch(['pncp', 'govbr', '--development', ...urls()], {})
  expect(code).toBe(4)
  const [pncp, govbr] = lanesOf(document)
  expect(pncp?.status).toBe('stored')
  expect(govbr).toMatchObject({ status: 'failed', opportunities: null, failure: { code: 'provider_key_missing' } })
})

test('a day that another console holds: it says who, since when and how far, and asks nobody', async () => {
  const lock = `pcc:lock:{${key('pncp')}}`
  await redis.cli('set', lock, '{"holder":"ana@outra","since":1790000000000,"token":"x"}', 'PX', '60000')
  const news = { runId: 'r', at: 1_790_000_060_000, state: 'running', pages: 37, pagesTotal: 1_000, items: 1_850 }
  await redis.cli('set', `${lock}:run`, JSON.stringify({ ...news, outcome: null, reason: null }), 'PX', '60000')
  const { code, document } = await fetch(['pncp', '--development', ...urls()])
  expect([code, lanesOf(document)[0]]).toMatchObject([
    1,
    { status: 'skipped', reason: 'locked', holder: { by: 'ana@outra', run: { pages: 37, pages_total: 1_000 } } },
  ])
  const { stdout } = await pcc.run(['--url', redis.url, 'fetch', 'pncp', '--day', day, '--development', ...urls()])
  expect(stdout).toContain('ana@outra, since 2026-09-21T14:13:20.000Z: 37 of 1,000 pages, 1,850 items')
})

test('a loopback address without --development is refused, and nothing is stored', async () => {
  const { code, document } = await fetch(['pncp', ...urls()])
  expect(code).toBe(1)
  expect(lanesOf(document)[0]?.failure?.code).toBe('provider_url_refused')
  expect(await redis.cli('dbsize')).toBe('0')
})

test('a read-only connection is refused before any provider is asked', async () => {
  const answer = await pcc.run(['--url', redis.url, '--read-only', 'fetch', 'pncp', '--development', ...urls()])
  expect(answer).toMatchObject({ code: 3, stdout: '' })
  expect(answer.stderr).toContain('[read_only]')
})

test.each([
  ['no provider', []],
  ['providers and --all', ['pncp', '--all']],
  ['a pattern', ['*']],
  ['unified, which is no provider', ['unified']],
  ['a day that is none', ['pncp', '--day', '2026-02-30']],
  ['an address without an id', ['pncp', '--provider-url', 'http://127.0.0.1']],
])('%s is bad usage', async (_what, args) => {
  expect(await pcc.run(['--url', redis.url, 'fetch', ...args])).toMatchObject({ code: 2, stdout: '' })
})
