import { constants, deflateRawSync } from 'node:zlib'
import { afterAll, afterEach, beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest'
import { defaultLimits } from '../../electron/providers/http/http-funnel.ts'
import { createPncp } from '../../electron/providers/pncp.ts'
import type { FetchLane } from '../../shared/contract/fetch.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { tellFigure } from '../support/battery.ts'
import { openFetchConsole, today } from '../support/fetch-console.ts'
import { pncpPage, pncpRecord, pncpRecords, pncpWalk } from '../support/pncp-pages.ts'
import { type ProviderServer, type Reply, type SeenRequest, startProviderServer } from '../support/provider-server.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'
import { quickLimits, walkProvider } from '../support/walk-provider.ts'

// Provider answers of the acceptance battery, each through the adapter, the runner and a real Redis: whatever comes, what
// stands under the day's key stays as it is. The same answers one by one: test/integration/providers.

const key = `pncp:daily_fetch:${today}`
const live = JSON.stringify({ provider: 'pncp', fetch_date: '2026-01-01T06:00:00', total_opportunities: 40, data: [] })

let redis: TestRedis
const servers: ProviderServer[] = []
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.cli('flushall')
  await redis.cli('set', key, live, 'EX', '50000')
})
afterEach(() => Promise.all(servers.splice(0).map((server) => server.close())))

async function serve(answer: (request: SeenRequest, count: number) => Reply): Promise<ProviderServer> {
  const server = await startProviderServer(answer)
  servers.push(server)
  return server
}

/** Runs a fetch of one modality into the real server. */
async function fetchFrom(url: string, limits = quickLimits): Promise<FetchLane> {
  const console = await openFetchConsole(redis, [createPncp(limits)], { pncp: url }, { modalities: ['6'] })
  onTestFinished(() => console.close())
  return console.fetch()
}

async function expectUntouched(lane: FetchLane): Promise<void> {
  expect(['failed', 'kept_old']).toContain(lane.outcome)
  expect(lane.key).toBeNull()
  expect(await redis.cli('get', key)).toBe(live)
  expect(Number(await redis.cli('ttl', key))).toBeLessThanOrEqual(50_000)
}

test.each([
  ['500', { status: 500, body: '' }, 'provider_failed'],
  ['502', { status: 502, body: '' }, 'provider_failed'],
  ['503', { status: 503, body: '' }, 'provider_failed'],
  ['a reset', { reset: true }, 'provider_unreachable'],
] as const)('B28: %s: five attempts, then failed, and the live key stays', async (_what, reply, code) => {
  const server = await serve(() => reply)
  const lane = await fetchFrom(server.url)
  expect([lane.outcome, lane.failure?.code, lane.attempts]).toEqual(['failed', code, 5])
  expect(server.seen).toHaveLength(5)
  await expectUntouched(lane)
})

test('B28: a name that does not resolve: failed, and the live key stays', async () => {
  // One attempt: between two of them the pace of a public service is kept.
  const lane = await fetchFrom('https://nobody.invalid', { ...quickLimits, attempts: 1 })
  expect([lane.outcome, lane.failure?.code]).toEqual(['failed', 'provider_unreachable'])
  await expectUntouched(lane)
})

test.each(['-1', 'abc', ''])('B29: Retry-After %j makes no sense and is a usual wait', async (header) => {
  const server = await serve((_, count) =>
    count === 1 ? { status: 429, headers: { 'retry-after': header }, body: '' } : pncpPage(pncpRecords(1, 40), {}),
  )
  expect(await fetchFrom(server.url)).toMatchObject({ outcome: 'stored', items: 40, pages: 'r' })
})

test('B31: one byte at a time ends at the deadline although no gap is too long', async (context) => {
  const server = await serve(() => ({ dripMs: 20 }))
  const startedAt = performance.now()
  const lane = await fetchFrom(server.url, { ...quickLimits, deadlineMs: 300, gapMs: 200, attempts: 1 })
  tellFigure(context, `${Math.round(performance.now() - startedAt)} ms at a deadline of 300 ms`)
  expect(lane.failure).toMatchObject({ code: 'provider_timeout' })
  expect(lane.failure?.params.reason).toContain('300 ms')
  await expectUntouched(lane)
  await server.allClosed()
})

test.each([
  ['JSON cut', { body: '{"data":[{"a":1},{"b' }],
  ['a length larger than the body', { body: '{"data":[]', announcedLength: 5_000 }],
  ['a stream cut between two chunks', { body: '{"data":[],"paginasRestantes":0}', cut: true }],
] as const)('B32: %s is truncated, tried again, and never shorter data', async (_what, reply) => {
  const server = await serve(({ query }) =>
    query.get('pagina') === '2' ? reply : pncpWalk(2)({ query } as SeenRequest),
  )
  const lane = await fetchFrom(server.url)
  expect(lane).toMatchObject({ outcome: 'kept_old', reason: 'incomplete', pages: 'df', attempts: 6 })
  expect(lane.failure?.code).toBe('provider_truncated')
  await expectUntouched(lane)
})

test('B33: what is no answer has words of its own each time', async (context) => {
  const replies: readonly Reply[] = [
    { headers: { 'content-type': 'text/html' }, body: '<html></html>' },
    { body: '' },
    { status: 401, body: '' },
    { status: 403, body: '' },
    { status: 404, body: '' },
    { status: 429, headers: { 'retry-after': '9999' }, body: '' },
    { status: 500, body: '' },
    { reset: true },
  ]
  const words = new Set<string>()
  for (const reply of replies) {
    const server = await serve(() => reply)
    const lane = await fetchFrom(server.url)
    await expectUntouched(lane)
    if (lane.failure) words.add(failureWords(lane.failure, 'en').what)
  }
  tellFigure(context, `${words.size} different sentences for ${replies.length} answers`)
  expect([...words]).toHaveLength(replies.length)
})

test('B33: 204 and an explicit empty page count as nothing found', async () => {
  for (const reply of [{ status: 204 }, pncpPage([], { totalRegistros: 0, paginasRestantes: 0 })]) {
    const server = await serve(() => reply)
    expect(await fetchFrom(server.url)).toMatchObject({ items: 0, failure: null, outcome: 'kept_old', reason: 'empty' })
  }
})

test('B34: bodies of 100 MB, of 5 GB, without end, and of 10 MiB that unpack to 10 GiB end at 32 MiB', async (context) => {
  const packed = gzipOfZeros(10 * 1024)
  expect(packed.length).toBeLessThan(11 << 20)
  const replies: Reply[] = [
    { endless: 65_536, announcedLength: 100e6 },
    { endless: 65_536, announcedLength: 5e9 },
    { endless: 65_536 },
    { headers: { 'content-encoding': 'gzip' }, body: packed },
  ]
  let [growth, longestMs] = [0, 0]
  for (const reply of replies) {
    const server = await serve(() => reply)
    const [before, startedAt] = [process.memoryUsage.rss(), Date.now()]
    const { error } = await walkProvider(createPncp(defaultLimits), server.url)
    growth = Math.max(growth, Math.round((process.memoryUsage.rss() - before) / 1_048_576))
    longestMs = Math.max(longestMs, Date.now() - startedAt)
    expect(error).toMatchObject({ code: 'provider_too_large', params: { limit: '32 MiB' } })
    expect(server.seen).toHaveLength(1)
  }
  tellFigure(context, `at most ${longestMs} ms and RSS + ${growth} MiB each, limits 60 s and 100 MiB`)
  expect(growth).toBeLessThanOrEqual(100)
  expect(longestMs).toBeLessThanOrEqual(60_000)
})

/** One gzip stream of so many MiB of zeros; nobody is meant to come to its end, where the check sum would be. */
function gzipOfZeros(mebibytes: number): Buffer {
  const head = Buffer.from([0x1f, 0x8b, 8, 0, 0, 0, 0, 0, 0, 3])
  // It ends at a byte, is not marked as the last, and refers to nothing before it: it can follow itself.
  const piece = deflateRawSync(Buffer.alloc(64 << 20), { level: 9, finishFlush: constants.Z_FULL_FLUSH })
  return Buffer.concat([head, ...Array.from({ length: mebibytes / 64 }, () => piece)])
}

test.each([
  ['renamed', { dataPublicacaoPncp: undefined }, 'dataPublicacaoPncp'],
  ['turned to text', { valorTotalEstimado: '1' }, 'valorTotalEstimado'],
])('B36: a field %s ends the run with its name and a sample, and the live key stays', async (_what, change, field) => {
  const data = Array.from({ length: 40 }, (_, n) => pncpRecord(n, change))
  const server = await serve(() => pncpPage(data, { totalRegistros: 40, paginasRestantes: 0 }))
  const lane = await fetchFrom(server.url)
  expect(lane.failure).toMatchObject({ code: 'provider_schema_changed', params: { field, page: 1 } })
  expect(lane.pageFailure?.bodySample).toContain('numeroControlePNCP')
  await expectUntouched(lane)
})

test('B36: fields nobody documented only warn', async () => {
  const data = Array.from({ length: 40 }, (_, n) => pncpRecord(n, { novidade: n }))
  const server = await serve(() => pncpPage(data, { totalRegistros: 40, paginasRestantes: 0 }))
  const lane = await fetchFrom(server.url)
  expect(lane).toMatchObject({ outcome: 'stored', items: 40, rejected: 0 })
  expect(lane.warnings).toContain('fields nobody documented: novidade')
})

test('B37: null in one required field of a hundred is told by id; in more the run ends', async (context) => {
  const page = (bad: number) =>
    Array.from({ length: 400 }, (_, n) =>
      pncpRecord(n, { objetoCompra: n < bad ? null : 'x', informacaoComplementar: null }),
    )
  const serveBad = (bad: number) => serve(() => pncpPage(page(bad), { totalRegistros: 400, paginasRestantes: 0 }))
  const few = await fetchFrom((await serveBad(4)).url)
  expect(few).toMatchObject({ outcome: 'stored', items: 396, rejected: 4 })
  expect(few.warnings.join()).toContain('rejected 00394429000100-1-000000/2026: field objetoCompra')
  await redis.cli('set', key, live, 'EX', '50000')
  const many = await fetchFrom((await serveBad(5)).url)
  expect(many.failure?.code).toBe('provider_schema_changed')
  await expectUntouched(many)
  tellFigure(context, '4 of 400 rejected are stored, 5 of 400 are not')
})

test('B38: a list that shrank while it was read is incomplete, and the live key stays', async () => {
  const server = await serve(({ query }) => {
    const page = Number(query.get('pagina'))
    const data = page === 1 ? pncpRecords(1, 50) : pncpRecords(52, 20)
    return pncpPage(data, { totalRegistros: page === 1 ? 71 : 70, paginasRestantes: 2 - page })
  })
  const lane = await fetchFrom(server.url)
  expect(lane).toMatchObject({ outcome: 'kept_old', reason: 'incomplete' })
  await expectUntouched(lane)
})

test('B39: pages without end stop at the limit and are not saved', async (context) => {
  const server = await serve((_, count) => pncpPage(pncpRecords(count * 100, 1), { paginasRestantes: 9 }))
  const lane = await fetchFrom(server.url, { ...quickLimits, maxPages: 200 })
  tellFigure(
    context,
    `stopped at page ${server.seen.length} with a limit of 200; the product's is ${defaultLimits.maxPages}`,
  )
  expect(server.seen).toHaveLength(200)
  expect(lane).toMatchObject({ outcome: 'kept_old', reason: 'incomplete', failure: { code: 'provider_page_limit' } })
  await expectUntouched(lane)
})

test("B40: a byte-order mark is no part of the JSON, and the provider's clock decides nothing", async () => {
  const body = `\ufeff${String(pncpPage(pncpRecords(1, 40), { totalRegistros: 40, paginasRestantes: 0 }).body)}`
  const yesterday = new Date(Date.now() - 86_400_000).toUTCString()
  const server = await serve(() => ({ headers: { 'content-type': 'application/json', date: yesterday }, body }))
  expect(await fetchFrom(server.url)).toMatchObject({ outcome: 'stored', items: 40, key })
})
