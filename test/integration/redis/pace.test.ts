import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { Pace } from '../../../electron/core/ports/keyspace.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { collect, namespaces, openSession } from '../../support/test-session.ts'

let redis: TestRedis
let client: Redis

beforeAll(async () => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
  await client.eval(`for i = 1, 60000 do redis.call('SET', 'pncp:search_v2:' .. i, i, 'EX', 5000) end`, 0)
})
afterAll(async () => {
  client.disconnect()
  await redis.stop()
})

/** @returns the share of the time in which the server ran our scripts, by its own clock, and how often it did */
async function shareOf(pace: Pace): Promise<{ readonly share: number; readonly calls: number }> {
  const session = await openSession(redis)
  await client.config('RESETSTAT')
  const startedAt = performance.now()
  await collect(session.reader().aggregate(namespaces, { pace, signal: new AbortController().signal }))
  const elapsedMs = performance.now() - startedAt
  await session.close()
  const [, calls, micros] = /^cmdstat_evalsha_ro:calls=(\d+),usec=(\d+)/m.exec(await client.info('commandstats')) ?? []
  return { share: Number(micros) / 1_000 / elapsedMs, calls: Number(calls) }
}

// A little more than the pace says: what the server needs to take a script and to answer is not in the script's own time.
test.each([
  ['normal', 0.5],
  ['gentle', 0.2],
] as const)('a walk at the pace "%s" takes at most %d of the server', async (pace, most) => {
  const { share, calls } = await shareOf(pace)
  expect(calls).toBeGreaterThan(10)
  expect(share).toBeLessThan(most * 1.2)
})

test('no command of a walk is KEYS, or longer than its steps', async () => {
  await shareOf('fast')
  const used = [...(await client.info('commandstats')).matchAll(/^cmdstat_(\S+?):/gm)].map(([, command]) => command)
  expect(used).not.toContain('keys')
  // One SCAN in a script looks at a hundred keys: far fewer would come back a thousand times as often.
  const [, scans] = /^cmdstat_scan:calls=(\d+)/m.exec(await client.info('commandstats')) ?? []
  expect(Number(scans)).toBeGreaterThanOrEqual(60_000 / 110)
})
