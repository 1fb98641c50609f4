import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { collectStats } from '../../../electron/core/stats/collect-stats.ts'
import type { StatsReport } from '../../../shared/contract/stats.ts'
import { startDelayProxy } from '../../support/delay-proxy.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { namespaces, openSession, testSystem } from '../../support/test-session.ts'

const keys = 60_000
const roundTripMs = 20

let redis: TestRedis
let client: Redis
let proxy: Awaited<ReturnType<typeof startDelayProxy>>

beforeAll(async () => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
  proxy = await startDelayProxy(redis.port, roundTripMs)
  await write(0, keys)
})
afterAll(async () => {
  client.disconnect()
  await proxy.close()
  await redis.stop()
})

/** Names of three families and of nobody's; every hundredth key is a hash. */
const write = (from: number, to: number) =>
  client.eval(
    `local lifetimes = { 5000, 40000, 200000 }
     local names = { 'pncp:search_v2:', 'govbr:embeddings:', 'unified:deduplication:', 'elsewhere:' }
     for i = ARGV[1], ARGV[2] - 1 do
       local key = names[i % 4 + 1] .. i
       if i % 100 == 0 then redis.call('HSET', key, 'a', i) else redis.call('SET', key, i, 'EX', lifetimes[i % 3 + 1]) end
     end`,
    0,
    from,
    to,
  )

async function passOf(mayBeSplit: boolean, onProgress: (report: StatsReport) => void = () => undefined) {
  const session = await openSession({ port: proxy.port })
  try {
    const signal = new AbortController().signal
    const request = {
      namespaces,
      mode: 'exact',
      sampleSize: null,
      pace: 'fast',
      mayBeSplit,
      signal,
      onProgress,
    } as const
    return await collectStats(session.reader(), testSystem, request)
  } finally {
    await session.close()
  }
}

const figures = ({ at: _at, elapsedMs: _elapsedMs, ...rest }: StatsReport) => ({
  ...rest,
  // Of keys of one size any may be among the biggest.
  biggest: rest.biggest.map(({ bytes }) => bytes),
})

/** Scripts the server has run since it was last asked. */
async function scriptsRun(): Promise<number> {
  const told = await client.info('commandstats')
  await client.config('RESETSTAT')
  return [...told.matchAll(/^cmdstat_evalsha(?:_ro)?:calls=(\d+)/gm)].reduce((sum, [, calls]) => sum + Number(calls), 0)
}

test('a far server walked in eight places at once gives the same figures to the key', async () => {
  await scriptsRun()
  const one = await passOf(false)
  const alone = await scriptsRun()
  const split = await passOf(true)
  expect(await scriptsRun()).toBeGreaterThanOrEqual(Math.max(8, alone))
  expect(split.keys).toBe(keys)
  expect(split.exact).toBe(true)
  expect(figures(split)).toEqual(figures(one))
})

test('it stays exact while the table is rehashed', async () => {
  // A table of 65,536 buckets grows behind the first figures, and is moved step by step while it is walked.
  const growing: Promise<unknown>[] = []
  const report = await passOf(true, () => {
    if (growing.length === 0) growing.push(client.eval(`for i = 1, 10000 do redis.call('SET', 'late:' .. i, i) end`, 0))
  })
  expect(growing).toHaveLength(1)
  await Promise.all(growing)
  expect(report.namespaces.reduce((sum, row) => sum + row.keys, 0)).toBe((3 * keys) / 4)
  expect(report.other.keys).toBeGreaterThanOrEqual(keys / 4)
  expect(report.other.keys).toBeLessThanOrEqual(keys / 4 + 10_000)
})

test('a walk in several places that is stopped leaves nothing under way', async () => {
  const session = await openSession({ port: proxy.port })
  const stop = new AbortController()
  const options = { pace: 'fast', signal: stop.signal, mayBeSplit: true } as const
  const walk = session.reader().aggregate(namespaces, options)[Symbol.asyncIterator]()
  await walk.next()
  stop.abort(new Error('enough'))
  const rest = async () => {
    for (let step = await walk.next(); step.done !== true; step = await walk.next());
  }
  await expect(rest()).rejects.toThrow('enough')
  await session.close()
})
