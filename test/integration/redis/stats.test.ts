import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { collectStats } from '../../../electron/core/stats/collect-stats.ts'
import type { StatsReport } from '../../../shared/contract/stats.ts'
import { StatsReport as StatsReportSchema } from '../../../shared/contract/stats.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { seeded, seedKeyspace } from '../../support/seed-keyspace.ts'
import { namespaces, openSession, testSystem } from '../../support/test-session.ts'

let redis: TestRedis

beforeAll(async () => {
  redis = await startRedis()
  await seedKeyspace(redis.port)
  await redis.cli('acl', 'setuser', 'noscript', 'on', '>pw', '~*', '+@all', '-@scripting')
  await redis.cli('acl', 'setuser', 'pncponly', 'on', '>pw', '~pncp:*', '+@all')
})
afterAll(() => redis.stop())

const request = (mode: 'exact' | 'sample', sampleSize: number | null = null) => ({
  namespaces,
  mode,
  sampleSize,
  pace: 'fast' as const,
  signal: new AbortController().signal,
  onProgress: () => undefined,
})

const countsOf = (report: StatsReport) => {
  const counts: Record<string, number> = { '': report.other.keys }
  for (const { namespace, families } of report.namespaces) {
    for (const { family, keys } of families) if (keys > 0) counts[`${namespace}:${family}`] = keys
  }
  return counts
}

async function bytesByCli(prefix: string): Promise<number> {
  const script = `local n=0 for _,k in ipairs(redis.call('KEYS','*')) do if string.sub(k,1,#ARGV[1])==ARGV[1] then n=n+redis.call('MEMORY','USAGE',k) end end return n`
  return Number(await redis.cli('eval', script, '0', prefix))
}

const familyOf = (report: StatsReport, namespace: string, family: string) =>
  report.namespaces.find((row) => row.namespace === namespace)?.families.find((row) => row.family === family)

describe('an exact pass', () => {
  test('is not counted as use of the cache: the hit ratio stays that of the others', async () => {
    const session = await openSession(redis)
    await redis.cli('config', 'resetstat')
    await redis.cli('get', 'unified:synonyms:merenda escolar')
    await redis.cli('get', 'nothing here')
    await collectStats(session.reader(), testSystem, request('exact'))
    const list = session.reader().list({ prefixes: ['pncp:'], tally: 'unified:' }, request('exact'))
    let listed = 0
    for await (const step of list) listed += step.keys.length
    expect(listed).toBeGreaterThan(0)
    await session
      .reader()
      .probe([Buffer.from('pncp:daily_fetch:2026-11-01'), Buffer.from('pncp:daily_fetch:2030-01-01')])
    expect(await session.facts()).toMatchObject({ hits: 1, misses: 1, hitRatio: 0.5 })
    await session.close()
  })

  test('counts and weighs every key where it belongs, by its bytes', async () => {
    const session = await openSession(redis)
    const report = StatsReportSchema.parse(await collectStats(session.reader(), testSystem, request('exact')))
    await session.close()
    expect(countsOf(report)).toEqual(seeded)
    expect(report).toMatchObject({ exact: true, complete: true, cancelled: false })
    expect(report.keys).toBe(Number(await redis.cli('dbsize')))
    expect(report.bytes).toBe(await bytesByCli(''))
    expect(familyOf(report, 'pncp', 'embeddings')?.bytes).toBe(await bytesByCli('pncp:embeddings:'))
    expect(report.unified).toEqual({ combinedSearches: 31, deduplication: 50, synonyms: 2 })
  })

  test('sorts lifetimes into buckets and names types and the biggest keys', async () => {
    const session = await openSession(redis)
    const report = await collectStats(session.reader(), testSystem, request('exact'))
    await session.close()
    const search = familyOf(report, 'pncp', 'search_v2')
    // 150 of 300 at 86,000 s and two odd names at 7,000 s
    expect(search?.ttl).toEqual([0, 2, 0, 0, 0, 150, 0])
    expect(search?.noTtl).toBe(150)
    expect(familyOf(report, 'unified', 'deduplication')?.types).toEqual({ hash: 50 })
    expect(familyOf(report, 'pncp', 'daily_fetch')?.ttl).toEqual([0, 0, 0, 0, 0, 0, 3])
    expect(report.biggest.slice(0, 3).map((row) => row.key.label)).toEqual(
      expect.arrayContaining([
        'pncp:daily_fetch:2026-11-01',
        'pncp:daily_fetch:2026-11-02',
        'pncp:daily_fetch:2026-11-03',
      ]),
    )
    expect(report.biggest[0]).toMatchObject({ namespace: 'pncp', family: 'daily_fetch' })
  })

  test('counts keys that may not be read as unmeasured and does not call itself exact', async () => {
    const session = await openSession(redis, { username: 'pncponly' }, 'pw')
    const report = await collectStats(session.reader(), testSystem, request('exact'))
    await session.close()
    expect(countsOf(report)).toEqual(seeded)
    expect(report).toMatchObject({ exact: false, complete: true, bytes: null })
    expect(familyOf(report, 'comprasnet', 'search_v2')).toMatchObject({
      keys: 120,
      unmeasured: 120,
      bytes: null,
      noTtl: 0,
    })
    expect(familyOf(report, 'pncp', 'search_v2')).toMatchObject({ keys: 302, unmeasured: 0 })
  })

  test('answers with what it has seen when it is cancelled', async () => {
    const session = await openSession(redis)
    const stop = new AbortController()
    stop.abort(new Error('enough'))
    const report = await collectStats(session.reader(), testSystem, { ...request('exact'), signal: stop.signal })
    await session.close()
    expect(report).toMatchObject({ cancelled: true, complete: false, exact: false })
    expect(report.expectedKeys).toBe(Number(await redis.cli('dbsize')))
  })
})

describe('without scripting rights', () => {
  test('counts stay exact, and small families are measured whole', async () => {
    const session = await openSession(redis, { username: 'noscript' }, 'pw')
    expect(await session.reader().canAggregate()).toBe(false)
    const report = await collectStats(session.reader(), testSystem, request('exact'))
    await session.close()
    expect(countsOf(report)).toEqual(seeded)
    expect(report).toMatchObject({ exact: true, complete: true })
    expect(report.bytes).toBe(await bytesByCli(''))
  })

  test('packed keys are a stratum of their own: all are measured, however few among the plain ones', async () => {
    const other = await startRedis()
    await other.cli('acl', 'setuser', 'noscript', 'on', '>pw', '~*', '+@all', '-@scripting')
    const write = `for i = 1, tonumber(ARGV[2]) do redis.call('SET', 'unified:search_combined:' .. i .. ARGV[1], string.rep('x', tonumber(ARGV[3]))) end`
    await other.cli('eval', write, '0', '', '5000', '10')
    await other.cli('eval', write, '0', ':gz', '40', '60000')
    const session = await openSession(other, { username: 'noscript' }, 'pw')
    const report = await collectStats(session.reader(), testSystem, request('exact', 40))
    const used = await other.cli('info', 'commandstats')
    await session.close()
    const combined = familyOf(report, 'unified', 'search_combined')
    expect(combined?.keys).toBe(5_040)
    expect(report.measured).toBe(80)
    // Plain keys weigh one of few sizes, so nearly all of the interval's width is theirs: the packed ones add none.
    expect(combined?.bytesError).toBeLessThan(0.01)
    const names = await other.cli('--scan')
    let truth = 0
    for (const name of names.split('\n').filter((name) => name.endsWith(':gz')))
      truth += Number(await other.cli('memory', 'usage', name))
    truth += 5_000 * Number(await other.cli('memory', 'usage', 'unified:search_combined:1234'))
    await other.stop()
    expect(Math.abs((combined?.bytes ?? 0) / truth - 1)).toBeLessThan(0.01)
    expect(used).not.toMatch(/cmdstat_(keys|eval_ro|evalsha|evalsha_ro):calls=[1-9]/)
  })
})

describe('a sample', () => {
  test('has exact counts, and an interval that holds the true weight', async () => {
    const session = await openSession(redis)
    const report = StatsReportSchema.parse(await collectStats(session.reader(), testSystem, request('sample', 30)))
    await session.close()
    expect(countsOf(report)).toEqual(seeded)
    expect(report.exact).toBe(false)
    const search = familyOf(report, 'comprasnet', 'search_v2')
    expect(search?.bytes).toBe(await bytesByCli('comprasnet:search_v2:')) // all of one size: the mean is the truth
    expect(search?.bytesError).toBe(0)
    expect(search?.unmeasured).toBe(90)
    const varied = familyOf(report, 'pncp', 'search_v2')
    expect(varied?.bytesError).toBeGreaterThan(0)
    const truth = await bytesByCli('pncp:search_v2:')
    expect(Math.abs((varied?.bytes ?? 0) / truth - 1)).toBeLessThan(3 * (varied?.bytesError ?? 0))
  })

  test('of one key says that the weight is unknown, not what one key weighs', async () => {
    const session = await openSession(redis)
    const report = await collectStats(session.reader(), testSystem, request('sample', 1))
    await session.close()
    expect(familyOf(report, 'pncp', 'search_v2')?.bytes).toBeNull()
    expect(report.bytes).toBeNull()
  })

  test('counts on the server: only names that may be chosen travel, and the choice is even over the whole walk', async () => {
    const other = await startRedis()
    await other.cli('eval', "for i = 1, 30000 do redis.call('SET', 'pncp:search_v2:' .. i, 'x') end", '0')
    await other.cli(
      'eval',
      "for i = 1, 50 do redis.call('SET', 'unified:search_combined:' .. i .. ':gz', 'x') end",
      '0',
    )
    const session = await openSession(other)
    await other.cli('config', 'resetstat')
    const counting = session.reader().count(namespaces, 400, request('sample'))
    let step = await counting.next()
    for (; step.done !== true; step = await counting.next()) expect(step.value.cells.length).toBeGreaterThan(0)
    const sent = Number(/total_net_output_bytes:(\d+)/.exec(await other.cli('info', 'stats'))?.[1])
    await session.close()
    await other.stop()
    const [plain, packed] = step.value.toSorted((a, b) => b.keys - a.keys)
    expect(plain).toMatchObject({ namespace: 'pncp', family: 'search_v2', keys: 30_000 })
    expect(packed).toMatchObject({ namespace: 'unified', family: 'search_combined', keys: 50 })
    expect(packed?.chosen).toHaveLength(50)
    const chosen = new Set(plain?.chosen.map((key) => Buffer.from(key).toString()))
    expect(chosen.size).toBe(400)
    // Names are numbered as they were written: of 400 even draws fewer than 120 in a half is a matter of 10^-15.
    const low = [...chosen].filter((name) => Number(name.split(':')[2]) <= 15_000).length
    expect(low).toBeGreaterThan(120)
    expect(low).toBeLessThan(280)
    expect(sent).toBeLessThan(30_000 * 10) // all names would be 600 kB
  })
})
