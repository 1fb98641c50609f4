import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { LiveFeed, LiveStatus } from '../../../shared/contract/live.ts'
import { tellFigure } from '../../support/battery.ts'
import { startCluster } from '../../support/redis-cluster.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { seeded, seedKeyspace } from '../../support/seed-keyspace.ts'
import { countsOf, liveConsole, switchOn, walkedCounts } from './live-laboratory.ts'

let redis: TestRedis
beforeEach(async () => {
  redis = await startRedis({ args: ['--notify-keyspace-events', 'Egxen', '--enable-debug-command', 'yes'] })
  await seedKeyspace(redis.port)
})
afterEach(() => redis.stop())

const total = Object.values(seeded).reduce((sum, keys) => sum + keys, 0)
const patience = { timeout: 20_000, interval: 50 }
const sortedOf = (counts: Record<string, number>) =>
  Object.entries(counts)
    .map(([place, keys]) => `${place}=${keys}`)
    .sort((a, b) => (a < b ? -1 : 1))
    .join(' ')
const size = async () => Number(await redis.cli('dbsize'))

test('from the first walk on, every way a key comes and goes is counted by its event', async () => {
  const { core } = await liveConsole(redis)
  const { live } = core
  expect(await switchOn(core)).toMatchObject({ phase: 'counting', counts: null, changed: [] })
  await expect.poll(() => live.status().phase, patience).toBe('live')
  expect(live.status()).toMatchObject({ keys: total })

  const { since } = live.status()
  const key = (n: number) => `pncp:search_v2:live-${n}`
  await redis.cli('mset', ...Array.from({ length: 12 }, (_, n) => [key(n), 'x']).flat())
  await redis.cli('set', key(0), 'overwritten')
  await redis.cli('del', key(1))
  await redis.cli('unlink', key(2))
  await redis.cli('getdel', key(3))
  await redis.cli('pexpire', key(4), '1')
  await redis.cli('rename', key(5), 'govbr:search_v2:renamed')
  await redis.cli('move', key(6), '1')
  await redis.cli('copy', key(7), 'unified:search_combined:copy')
  await redis.cli('lpush', 'comprasnet:embeddings:list', 'a')
  await redis.cli('lpop', 'comprasnet:embeddings:list')
  await redis.cli('set', 'foreign', 'x')
  await redis.cli('eval', "for i=1,50 do redis.call('SET', 'govbr:embeddings:'..i, 'x') end", '0')

  await expect.poll(size, patience).toBe(total + 12 - 5 + 1 + 1 + 50)
  await expect.poll(() => live.status().keys, patience).toBe(await size())
  expect(countsOf(live.status())).toEqual(await walkedCounts(core))
  expect(LiveStatus.parse(live.status())).toMatchObject({ phase: 'live', since, reason: null })
})

test('R50: keys that come and go while the names are walked are counted once; equal to DBSIZE at every check', async (context) => {
  await redis.cli('debug', 'populate', '60000', 'pncp:search_v2')
  const writer = new Redis({ port: redis.port })
  onTestFinished(() => writer.disconnect())
  let writing = true
  let sent = 0
  const load = (async () => {
    for (let turn = 0; writing; turn++) {
      const pipeline = writer.pipeline()
      for (let n = 0; n < 200; n++) {
        const id = (turn * 7_919 + n * 104_729) % 90_000
        const key = n % 3 === 0 ? `govbr:search_v2:${id}` : `pncp:search_v2:${id}`
        if (n % 5 < 2) pipeline.del(key)
        else pipeline.set(key, 'x', 'PX', n % 11 === 0 ? 20 : 600_000)
      }
      sent += 200
      await pipeline.exec()
    }
  })()
  const { core, statuses } = await liveConsole(redis)
  const { live } = core
  await switchOn(core)
  await expect.poll(() => live.status().phase, patience).toBe('live')
  const checks = new Set<number>()
  await expect
    .poll(() => checks.add(live.status().checkedAt ?? 0).size, { timeout: 40_000, interval: 100 })
    .toBeGreaterThan(4)
  writing = false
  await load
  // A key whose lifetime has passed counts until the server removes it; a walk by script leaves it out already.
  await expect
    .poll(async () => sortedOf(countsOf(live.status())) === sortedOf(await walkedCounts(core)), patience)
    .toBe(true)
  expect(live.status().keys).toBe(await size())
  // Never taken anew: what was counted during the first walk was right, and so was every event since.
  expect(statuses().filter(({ reason }) => reason !== null)).toEqual([])
  tellFigure(context, `${sent} commands during walk and checks, ${checks.size} checks equal to DBSIZE`)
})

describe('what events cannot tell is found by the comparison with DBSIZE, and walked again', () => {
  test.each([
    ['FLUSHDB', ['flushdb']],
    ['RENAME over a key', ['rename', 'pncp:search_v2:a', 'pncp:search_v2:b']],
    ['COPY over a key', ['copy', 'pncp:search_v2:a', 'pncp:search_v2:b', 'replace']],
  ])('%s', async (_what, command) => {
    await redis.cli('mset', 'pncp:search_v2:a', '1', 'pncp:search_v2:b', '2')
    const { core, statuses } = await liveConsole(redis)
    const { live } = core
    await switchOn(core)
    await expect.poll(() => live.status().phase, patience).toBe('live')
    await redis.cli(...command)
    const isAnew = ({ phase, reason }: LiveStatus) => phase === 'counting' && reason === 'differs'
    await expect.poll(() => statuses().some(isAnew), patience).toBe(true)
    expect(statuses().find(isAnew)).toMatchObject({ since: null, checkedAt: null })
    await expect.poll(() => live.status().phase, patience).toBe('live')
    expect(live.status().keys).toBe(await size())
    expect(countsOf(live.status())).toEqual(await walkedCounts(core))
  })
})

test('R51: a subscriber the server drops leaves a gap with start and end, and stale counts until they are counted anew', async () => {
  const { core, statuses } = await liveConsole(redis)
  const { live } = core
  await switchOn(core)
  await expect.poll(() => live.status().phase, patience).toBe('live')
  await redis.cli('client', 'kill', 'type', 'pubsub')
  await redis.cli('set', 'pncp:search_v2:missed', 'x')
  await expect.poll(() => statuses().some(({ phase }) => phase === 'failed'), patience).toBe(true)
  await expect.poll(() => live.status().phase, patience).toBe('live')
  expect(live.status().keys).toBe(total + 1)
  const { gaps } = LiveFeed.parse(live.feed(null, 10))
  expect(gaps).toHaveLength(1)
  expect(gaps[0]?.to).toBeGreaterThanOrEqual(gaps[0]?.from ?? Number.POSITIVE_INFINITY)
  expect(statuses().find(({ phase }) => phase === 'failed')).toMatchObject({
    reason: 'events_lost',
    keys: total,
    since: null,
    failure: { code: 'connection_lost' },
  })
})

test('R51: a server that restarts without the setting switches the counters off, and says why', async () => {
  const { core } = await liveConsole(redis)
  await switchOn(core)
  await expect.poll(() => core.live.status().phase, patience).toBe('live')
  const { port } = redis
  await redis.stop()
  redis = await startRedis({ port })
  const gone = { phase: 'off', reason: 'setting_gone', counts: null }
  await expect.poll(() => core.live.status(), patience).toMatchObject(gone)
})

test('R50: in a cluster every primary is listened to and compared with its own DBSIZE', async () => {
  const cluster = await startCluster()
  onTestFinished(() => cluster.stop())
  await Promise.all(cluster.nodes.map((node) => node.cli('config', 'set', 'notify-keyspace-events', 'Egxen')))
  const [first] = cluster.nodes as [TestRedis, ...TestRedis[]]
  const { core } = await liveConsole(first)
  await switchOn(core)
  await expect.poll(() => core.live.status().phase, patience).toBe('live')
  for (let n = 0; n < 30; n++) await first.cli('-c', 'set', `pncp:search_v2:${n}`, 'x')
  await first.cli('-c', 'del', 'pncp:search_v2:7')
  await expect.poll(() => core.live.status().keys, patience).toBe(29)
  expect(core.live.status()).toMatchObject({ phase: 'live', reason: null })
})

test('the last events are kept for eyes, by namespace, newest first, with the seconds they came in', async () => {
  const { core } = await liveConsole(redis)
  await switchOn(core)
  await expect.poll(() => core.live.status().phase, patience).toBe('live')
  await redis.cli('set', 'pncp:search_v2:one', 'x')
  await redis.cli('del', 'pncp:search_v2:one')
  await redis.cli('set', 'govbr:search_v2:two', 'x')
  await expect.poll(() => core.live.feed(null, 10).events.length, patience).toBe(3)
  const feed = core.live.feed('pncp', 10)
  expect(feed.events.map(({ event, key }) => [event, key.label])).toEqual([
    ['del', 'pncp:search_v2:one'],
    ['new', 'pncp:search_v2:one'],
  ])
  expect(feed.seconds.reduce((sum, { appeared }) => sum + appeared, 0)).toBe(1)
  expect(feed.seconds.reduce((sum, { gone }) => sum + gone, 0)).toBe(1)
})
