import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RedisSession } from '../../electron/core/ports/connection.ts'
import { createUnifiedCache, type UnifiedCache } from '../../electron/core/unified/unified-cache.ts'
import { createRedisConnector } from '../../electron/redis/redis-connector.ts'
import { createSystem } from '../../electron/storage/node-system.ts'
import { dailyFetchHead, dailyFetchItem, dailyFetchTail } from '../../shared/keys/daily-fetch-text.ts'
import { searchFilters } from '../../shared/keys/params-hash.ts'
import { cacheZone, localIsoText, parseCacheDay } from '../../shared/time/cache-day.ts'
import { opportunity } from '../support/opportunity-sample.ts'
import { askPythonPeer, hasPythonPeer } from '../support/python-peer.ts'
import { startRedis, type TestRedis, targetOf } from '../support/redis-server.ts'

// The Python side of the cache, as its own program: it reads what we wrote, and we read what it wrote.
const log = { info: () => undefined, warn: () => undefined, error: () => undefined }

describe.skipIf(!hasPythonPeer)('with the Python peer (not run where python3-redis is absent)', () => {
  let redis: TestRedis
  let session: RedisSession
  let cache: UnifiedCache

  beforeAll(async () => {
    redis = await startRedis()
    const system = createSystem(log)
    const secrets = { password: null, sentinelPassword: null }
    session = await createRedisConnector(system).open(targetOf(redis), secrets, new AbortController().signal)
    cache = createUnifiedCache({ payloads: session.payloads(), system, zone: cacheZone })
  })

  afterAll(async () => {
    await session.close()
    await redis.stop()
  })

  const peer = (...args: string[]) => askPythonPeer(redis.url, ...args)

  test.each([
    ['small', 3],
    ['larger than 1 MiB', 3_000],
  ])('a combined search of ours is read there: %s', async (keywords, count) => {
    const items = Array.from({ length: count }, (_, index) =>
      opportunity(`id-${index}`, {
        description: 'Pregão eletrônico – lote único. '.repeat(10),
        estimated_value: 75_480,
      }),
    )
    const key = await cache.writeCombined(searchFilters({ keywords, min_value: 10_000 }), new Map([['govbr', items]]))
    expect(key.endsWith(':gz')).toBe(count > 100)
    const read = await peer(
      'read-combined',
      JSON.stringify({ keywords, min_value: 10_000 }).replace('10000', '10000.0'),
    )
    expect(read).toMatchObject({ providers: ['govbr'], total_results: count, ttl_hours: 24, data: { govbr: items } })
    expect(await redis.cli('ttl', key)).toMatch(/^86(400|39\d)$/)
  })

  test('a daily fetch of ours is read there', async () => {
    const day = parseCacheDay('2026-09-22')
    if (day === null) throw new Error('a day')
    const items = [opportunity('a', { title: 'Licitação “ç” 😀' }), opportunity('b')]
    const head = dailyFetchHead({
      provider: 'pncp',
      fetchDate: localIsoText(Date.UTC(2026, 8, 22, 9)),
      total: items.length,
    })
    const text = head + items.map((item, index) => dailyFetchItem(item, index === 0)).join('') + dailyFetchTail()
    await redis.cli('set', `pncp:daily_fetch:${day}`, text)
    expect(await peer('read-daily', 'pncp', day)).toEqual({
      provider: 'pncp',
      fetch_date: '2026-09-22T06:00:00',
      total_opportunities: 2,
      data: items,
    })
  })

  test('its searches, plain, packed and empty, are read here', async () => {
    await peer('seed-cache', '--date', '2026-09-22')
    const sizes = async (keywords: string) => {
      const stored = await cache.readCombined(searchFilters({ keywords }))
      return stored && [...stored.data].map(([provider, { items, invalid }]) => [provider, items.length, invalid])
    }
    const each = (count: number) => ['pncp', 'comprasnet', 'govbr'].map((provider) => [provider, count, 0])
    expect(await sizes('merenda escolar')).toEqual(each(3))
    expect(await sizes('licitação')).toEqual(each(900))
    expect(await sizes('nada')).toEqual([])
    expect(await sizes('ninguém procurou isto')).toBeNull()
    const window = searchFilters({ publication_date_from: '2026-09-15', publication_date_to: '2026-09-22' })
    expect((await cache.readSearch('comprasnet', window))?.items).toHaveLength(10)
    expect(await cache.readSearch('comprasnet', window)).toMatchObject({ invalid: 0 })
  })

  test('an old packed search does not hide what we write after it', async () => {
    await peer('seed-cache', '--date', '2026-09-22', '--stale-pair')
    const filters = searchFilters({ keywords: 'par antigo' })
    await cache.writeCombined(filters, new Map([['pncp', [opportunity('new')]]]))
    expect(await peer('read-combined', '{"keywords": "par antigo"}')).toMatchObject({ total_results: 1 })
  })
})
