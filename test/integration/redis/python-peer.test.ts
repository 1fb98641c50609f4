import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RedisSession } from '../../../electron/core/ports/connection.ts'
import { collectStats } from '../../../electron/core/stats/collect-stats.ts'
import { parseCacheDay } from '../../../shared/time/cache-day.ts'
import { askPythonPeer, hasPythonPeer } from '../../support/python-peer.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { namespaces, openSession, testSystem } from '../../support/test-session.ts'

describe.skipIf(!hasPythonPeer)('the Python side', () => {
  let redis: TestRedis
  let session: RedisSession

  beforeAll(async () => {
    redis = await startRedis()
    session = await openSession(redis)
  })
  afterAll(async () => {
    await session.close()
    await redis.stop()
  })

  const ask = (...args: string[]) => askPythonPeer(redis.url, ...args)

  test('reads a daily fetch that we committed', async () => {
    const day = parseCacheDay('2026-11-23')
    if (!day) throw new Error('no day')
    const store = session.dailyFetches()
    const lock = await store.lock('govbr', day, 60_000)
    if ('heldBy' in lock) throw new Error('held')
    const text =
      '{"provider": "govbr", "fetch_date": "2026-11-23T06:00:00", "total_opportunities": 1, "data": [{"title": "licita\\u00e7\\u00e3o"}]}'
    expect(await store.commit('govbr', day, [Buffer.from(text)], lock)).toBe('stored')
    await lock.release()
    expect(await ask('read-daily', 'govbr', '2026-11-23')).toMatchObject({
      total_opportunities: 1,
      data: [{ title: 'licitação' }],
    })
  })

  test('reads combined searches that we stored, plain and packed', async () => {
    const cache = session.payloads()
    const key = 'unified:search_combined:a23b8f70' // all defaults
    const text = (filler: string) =>
      JSON.stringify({ providers: ['pncp'], total_results: 1, data: { pncp: [{ title: filler }] } })
    await cache.write(key, text('small'), 86_400, true)
    expect(await ask('read-combined', '{}')).toMatchObject({ data: { pncp: [{ title: 'small' }] } })
    await cache.write(key, text('x'.repeat(1_100_000)), 86_400, true)
    expect(await ask('read-combined', '{}')).toMatchObject({ data: { pncp: [{ title: 'x'.repeat(1_100_000) }] } })
  })

  test("writes what we read: a day's items, a packed search, every family in its place", async () => {
    const written = (await ask('seed-cache', '--date', '2026-11-22')) as { key: string; gzip: boolean }[]
    const day = parseCacheDay('2026-11-22')
    if (!day) throw new Error('no day')
    expect(await session.dailyFetches().read('pncp', day)).toMatchObject({ items: 40 })
    const packed = written.find((row) => row.gzip)
    const found = await session.payloads().read(packed?.key.replace(/:gz$/, '') ?? '')
    expect(found?.key).toBe(packed?.key)
    expect(JSON.parse(found?.text ?? '')).toMatchObject({ total_results: 2_700 })
    const report = await collectStats(session.reader(), testSystem, {
      namespaces,
      mode: 'exact',
      pace: 'fast',
      sampleSize: null,
      signal: new AbortController().signal,
      onProgress: () => undefined,
    })
    expect(report.namespaces.flatMap((row) => row.families).filter((row) => row.family === 'other')).toEqual([])
    expect(report.unified).toMatchObject({ deduplication: 2, synonyms: 2 })
  })
})
