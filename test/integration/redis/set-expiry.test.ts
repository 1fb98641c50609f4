import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import type { RedisSession } from '../../../electron/core/ports/connection.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { openSession } from '../../support/test-session.ts'

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
beforeEach(() => redis.cli('flushall'))

const key = (name: string) => Buffer.from(name)
const later = Date.now() + 3_600_000
const evenLater = later + 3_600_000

test('a key gets another expiry only while it has the one that was seen', async () => {
  await redis.cli('set', 'a', '1')
  await redis.cli('set', 'b', '1', 'PXAT', String(later))
  await redis.cli('set', 'c', '1', 'PXAT', String(later))
  const outcomes = await session.writer().setExpiry([
    { key: key('a'), expiresAt: null, newExpiresAt: later },
    { key: key('b'), expiresAt: later, newExpiresAt: evenLater },
    { key: key('c'), expiresAt: null, newExpiresAt: evenLater },
    { key: key('d'), expiresAt: null, newExpiresAt: later },
  ])
  expect(outcomes).toEqual(['set', 'set', 'changed', 'gone'])
  const expiries = await Promise.all(['a', 'b', 'c'].map((name) => redis.cli('pexpiretime', name)))
  expect(expiries).toEqual([String(later), String(evenLater), String(later)])
})

test('and none again', async () => {
  await redis.cli('set', 'a', '1', 'PXAT', String(later))
  expect(await session.writer().setExpiry([{ key: key('a'), expiresAt: later, newExpiresAt: null }])).toEqual(['set'])
  expect(await redis.cli('ttl', 'a')).toBe('-1')
})

test('a user who may not set expiries is told so, and nothing changed', async () => {
  await redis.cli('set', 'a', '1')
  await redis.cli('acl', 'setuser', 'limited', 'on', '>secret', '~*', '+@all', '-pexpireat')
  const limited = await openSession(redis, { username: 'limited' }, 'secret')
  const request = { key: key('a'), expiresAt: null, newExpiresAt: later }
  await expect(limited.writer().setExpiry([request])).rejects.toMatchObject({ code: 'no_permission' })
  await limited.close()
  expect(await redis.cli('ttl', 'a')).toBe('-1')
})
