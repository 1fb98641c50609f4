import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { readFreshness } from '../../../electron/core/freshness/read-freshness.ts'
import { FreshnessReport } from '../../../shared/contract/freshness.ts'
import { cacheZone } from '../../../shared/time/cache-day.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { openSession } from '../../support/test-session.ts'

let redis: TestRedis
let client: Redis

// 02:30 UTC of the 24th is still the 23rd in São Paulo.
const now = () => Date.UTC(2026, 10, 24, 2, 30)

beforeAll(async () => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
  const put = (provider: string, day: string, total: number, ttl: number) =>
    client.set(
      `${provider}:daily_fetch:${day}`,
      `{"provider": "${provider}", "fetch_date": "${day}T06:00:12.345000", "total_opportunities": ${total}, "data": []}`,
      'EX',
      ttl,
    )
  await put('pncp', '2026-11-23', 120, 90_000 - 3_600)
  await put('pncp', '2026-11-22', 100, 20_000)
  await put('pncp', '2026-11-20', 110, 20_000)
  await put('pncp', '2026-11-19', 500, 20_000)
  await client.set('comprasnet:daily_fetch:2026-11-22', 'pickle')
})
afterAll(async () => {
  client.disconnect()
  await redis.stop()
})

test('tells each day of each provider by its own key, without a scan', async () => {
  const session = await openSession(redis)
  await client.config('RESETSTAT')
  const report = FreshnessReport.parse(
    await readFreshness(session, now, { providers: ['pncp', 'comprasnet', 'govbr'], days: 7, zone: cacheZone }),
  )
  const used = await client.info('commandstats')
  await session.close()
  expect(used).not.toMatch(/cmdstat_(scan|keys|eval)/)
  expect(report).toMatchObject({ today: '2026-11-23', zone: 'America/Sao_Paulo' })
  const [pncp, comprasnet, govbr] = report.providers
  expect(pncp?.days.map(({ day, state, items }) => [day, state, items])).toEqual([
    ['2026-11-23', 'present', 120],
    ['2026-11-22', 'present', 100],
    ['2026-11-21', 'absent', null],
    ['2026-11-20', 'present', 110],
    ['2026-11-19', 'present', 500],
    ['2026-11-18', 'absent', null],
    ['2026-11-17', 'absent', null],
  ])
  expect(pncp).toMatchObject({ lastDay: '2026-11-23', medianItems: 110 })
  expect(pncp?.days[0]?.fetchDate).toBe('2026-11-23T06:00:12.345000')
  expect(pncp?.ageSeconds).toBeGreaterThanOrEqual(3_600)
  expect(pncp?.ageSeconds).toBeLessThan(3_660)
  expect(comprasnet).toMatchObject({ lastDay: null, ageSeconds: null, medianItems: null })
  expect(comprasnet?.days[1]).toMatchObject({
    state: 'unreadable',
    items: null,
    bytes: 6,
    ttlSeconds: null,
    expiresAt: null,
  })
  expect(govbr?.days.every(({ state }) => state === 'absent')).toBe(true)
})

test('a key that may not be read is no missing day', async () => {
  await redis.cli('acl', 'setuser', 'narrow', 'on', '>pw', '~pncp:*', '+@all')
  const session = await openSession(redis, { username: 'narrow' }, 'pw')
  const report = await readFreshness(session, now, { providers: ['govbr'], days: 2, zone: cacheZone })
  await session.close()
  expect(report.providers[0]?.days.map(({ state }) => state)).toEqual(['no_permission', 'no_permission'])
})
