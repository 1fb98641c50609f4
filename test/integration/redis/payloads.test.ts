import { gunzipSync, gzipSync } from 'node:zlib'
import { Redis } from 'ioredis'
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { FetchLock } from '../../../electron/core/ports/cache.ts'
import type { RedisSession } from '../../../electron/core/ports/connection.ts'
import { parseCacheDay } from '../../../shared/time/cache-day.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { someNumber, textLike } from '../../support/some.ts'
import { openSession } from '../../support/test-session.ts'

let redis: TestRedis
let session: RedisSession
let client: Redis

beforeAll(async () => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
})
afterAll(async () => {
  client.disconnect()
  await redis.stop()
})
beforeEach(async () => {
  await client.flushall()
  session = await openSession(redis)
})
afterEach(() => session.close())

const key = 'unified:search_combined:a23b8f70'
const mebibyte = 1_048_576

const day = (text: string) => {
  const parsed = parseCacheDay(text)
  if (!parsed) throw new Error(`no day: ${text}`)
  return parsed
}

describe('payloads', () => {
  test('are plain up to 1 MiB of text and packed above it, as the Python writer counts', async () => {
    const cache = session.payloads()
    const plain = 'x'.repeat(mebibyte)
    expect(await cache.write(key, plain, 86_400, true)).toBe(key)
    expect(await client.strlen(key)).toBe(mebibyte)
    expect(await cache.write(key, `${plain}x`, 86_400, true)).toBe(`${key}:gz`)
    const packed = await client.getBuffer(`${key}:gz`)
    expect(packed && gunzipSync(packed).toString()).toBe(`${plain}x`)
    expect(await client.ttl(`${key}:gz`)).toBe(86_400)
  })

  test('leave one form only: the sibling goes in the same transaction', async () => {
    const cache = session.payloads()
    await cache.write(key, 'x'.repeat(mebibyte + 1), 100, true)
    await cache.write(key, '{"new":1}', 100, true)
    expect(await client.keys('*')).toEqual([key])
    await cache.write(key, 'x'.repeat(mebibyte + 1), 100, true)
    expect(await client.keys('*')).toEqual([`${key}:gz`])
  })

  test('of a family without a packed form stay plain, and nothing else is touched', async () => {
    await client.set('pncp:search_v2:1:gz', 'stranger')
    expect(await session.payloads().write('pncp:search_v2:1', 'x'.repeat(mebibyte + 1), 100, false)).toBe(
      'pncp:search_v2:1',
    )
    expect(await client.get('pncp:search_v2:1:gz')).toBe('stranger')
  })

  test('are read packed first, by what they are and not by their name', async () => {
    await client.set(key, 'plain')
    await client.set(`${key}:gz`, gzipSync('packed'), 'EX', 50)
    expect(await session.payloads().read(key)).toMatchObject({
      text: 'packed',
      key: `${key}:gz`,
      ttlMs: someNumber,
    })
    await client.set(`${key}:gz`, 'not packed at all')
    expect(await session.payloads().read(key)).toMatchObject({ text: 'not packed at all', ttlMs: null })
    await client.del(`${key}:gz`)
    expect(await session.payloads().read(key)).toMatchObject({ text: 'plain', key })
    await client.del(key)
    expect(await session.payloads().read(key)).toBeNull()
  })

  test('that would unpack to more than 64 MiB, or not at all, are refused', async () => {
    await client.set(`${key}:gz`, gzipSync(Buffer.alloc(70 * 1024 * 1024)))
    await expect(session.payloads().read(key)).rejects.toMatchObject({ code: 'too_large' })
    await client.set(`${key}:gz`, gzipSync('whole').subarray(0, 12))
    await expect(session.payloads().read(key)).rejects.toMatchObject({
      code: 'server_error',
      params: { key: `${key}:gz` },
    })
  })
})

describe('daily fetches', () => {
  const of = day('2026-11-23')
  const dailyKey = 'pncp:daily_fetch:2026-11-23'
  const lockKey = `pcc:lock:{${dailyKey}}`
  const payload = (total: number, data = '[]') =>
    `{"provider": "pncp", "fetch_date": "2026-11-23T06:00:00", "total_opportunities": ${total}, "data": ${data}}`

  const take = async (): Promise<FetchLock> => {
    const lock = await session.dailyFetches().lock('pncp', of, 60_000)
    if ('heldBy' in lock) throw new Error(`held by ${lock.heldBy}`)
    return lock
  }

  test('R42: are committed as one value for 25 h while the lock is held', async () => {
    const lock = await take()
    const text = payload(2, '[1, 2]')
    const chunks = [Buffer.from(text.slice(0, 40)), Buffer.from(text.slice(40))]
    expect(await session.dailyFetches().commit('pncp', of, chunks, lock)).toBe('stored')
    expect(await client.get(dailyKey)).toBe(text)
    expect(await client.ttl(dailyKey)).toBe(90_000)
    expect(await session.dailyFetches().read('pncp', of)).toMatchObject({ bytes: text.length, items: 2 })
  })

  test('R38: are not committed once the lock is lost to another', async () => {
    await client.set(dailyKey, 'live')
    const lock = await take()
    await client.set(lockKey, JSON.stringify({ holder: 'ana@outra', since: 1, token: 'x' }))
    expect(await session.dailyFetches().commit('pncp', of, [Buffer.from(payload(1))], lock)).toBe('lock_lost')
    expect(await lock.renew()).toBe(false)
    await lock.release()
    expect(await client.get(dailyKey)).toBe('live')
    expect(await client.exists(lockKey)).toBe(1)
  })

  test('are locked once: the second is told who holds it, a release lets the next in', async () => {
    const lock = await take()
    const other = await openSession(redis)
    expect(await other.dailyFetches().lock('pncp', of, 60_000)).toEqual({
      heldBy: textLike(/.+@.+/),
      since: someNumber,
      removing: false,
    })
    expect(await client.pttl(lockKey)).toBeGreaterThan(55_000)
    await client.pexpire(lockKey, 5_000)
    expect(await lock.renew()).toBe(true)
    expect(await client.pttl(lockKey)).toBeGreaterThan(55_000)
    await lock.release()
    expect(await client.exists(lockKey)).toBe(0)
    expect(await other.dailyFetches().lock('pncp', of, 60_000)).not.toHaveProperty('heldBy')
    await other.close()
  })

  test('that were refused are kept aside for a day under a key of their own', async () => {
    await client.set(dailyKey, 'live')
    const aside = await session.dailyFetches().setAside('pncp', of, [Buffer.from('ab'), Buffer.from('cd')], 'n')
    expect(aside).toBe(`pcc:aside:{${dailyKey}}`)
    expect(await client.get(aside)).toBe('abcd')
    expect(await client.ttl(aside)).toBe(86_400)
    expect(await client.get(`${aside}:note`)).toBe('n')
    expect(await client.get(dailyKey)).toBe('live')
  })

  test('are told apart: absent, compact, another order, no JSON, another type', async () => {
    const read = () => session.dailyFetches().read('pncp', of)
    expect(await read()).toBeNull()
    await client.set(dailyKey, '{"provider":"pncp","fetch_date":"x","total_opportunities":7,"data":[]}')
    expect(await read()).toMatchObject({ items: 7, ttlMs: null })
    await client.set(dailyKey, `{"data": ["${'y'.repeat(2_000)}"], "total_opportunities": 8}`)
    expect(await read()).toMatchObject({ items: 8 })
    await client.set(dailyKey, 'pickle')
    expect(await read()).toMatchObject({ items: null, bytes: 6 })
    await client.del(dailyKey)
    await client.hset(dailyKey, 'f', '1')
    expect(await read()).toMatchObject({ items: null, bytes: someNumber })
  })

  test('the last good one is the newest that holds items', async () => {
    await client.set('pncp:daily_fetch:2026-11-23', payload(0))
    await client.set('pncp:daily_fetch:2026-11-21', payload(21))
    await client.set('pncp:daily_fetch:2026-11-20', payload(20))
    expect(await session.dailyFetches().lastGood('pncp', of, 7)).toMatchObject({ items: 21 })
    expect(await session.dailyFetches().lastGood('pncp', of, 2)).toBeNull()
  })
})
