import { Redis } from 'ioredis'
import { expect, onTestFinished, test } from 'vitest'
import type { LinkEvent, RedisSession } from '../../electron/core/ports/connection.ts'
import { parseCacheDay } from '../../shared/time/cache-day.ts'
import { clientOf, openLaboratory, whole } from '../integration/invalidation/laboratory.ts'
import { notRun, tellFigure } from '../support/battery.ts'
import { startDelayProxy } from '../support/delay-proxy.ts'
import { poll } from '../support/poll.ts'
import { startRedis, type TestRedis, type TestRedisOptions } from '../support/redis-server.ts'
import { seedPncp } from '../support/seed-pncp.ts'
import { openSession } from '../support/test-session.ts'

async function start(options: TestRedisOptions = {}): Promise<TestRedis> {
  const redis = await startRedis(options)
  onTestFinished(() => redis.stop())
  return redis
}

function eventsOf(session: RedisSession) {
  const events: { readonly event: LinkEvent; readonly at: number }[] = []
  session.onLink((event) => events.push({ event, at: Date.now() }))
  return events
}

async function countOf(redis: TestRedis, section: string, name: string): Promise<number> {
  return Number(new RegExp(`^${name}:(?:count|calls)=(\\d+)`, 'm').exec(await redis.cli('info', section))?.[1] ?? 0)
}

test('R26: a server that becomes a replica during a removal: it stops with the batch under way', async (context) => {
  const redis = await start()
  await seedPncp([redis], 30_000)
  const lab = await openLaboratory(redis)
  const { token, count } = await lab.preview(whole('pncp'))
  const demoting: Promise<string>[] = []
  const result = await lab.invalidation.run(
    { token: token ?? '', confirmation: 'pncp', noUndo: false },
    ({ books, done }) => {
      if (!done && books.deleted > 0 && demoting.length === 0) demoting.push(redis.cli('replicaof', '127.0.0.1', '1'))
    },
  )
  expect(await Promise.all(demoting)).toEqual(['OK'])
  expect(result.ended).toBe('failed')
  expect(['server_changed', 'read_only_replica']).toContain(result.failure?.code)
  const { deleted, changed, gone, failed, notAttempted } = result
  expect(deleted + changed + gone + failed + notAttempted).toBe(count)
  const refused = await countOf(redis, 'errorstats', 'errorstat_READONLY')
  expect(refused).toBeLessThanOrEqual(16) // the scripts of one batch, sent together
  tellFigure(context, `stopped after ${deleted} of ${count}, ${refused} writes refused`)
})

test('R27: a server that loads its data while connected: how far it is, and back by itself', async (context) => {
  const redis = await start({ args: ['--save', '3600 1', '--enable-debug-command', 'local'] })
  await redis.cli('debug', 'populate', '20000', 'pncp', '100')
  await redis.cli('save')
  const session = await openSession(redis)
  onTestFinished(() => session.close())
  const events = eventsOf(session)
  const { port, folder } = redis
  redis.signal('SIGKILL')
  const slow = ['--key-load-delay', '150', '--loading-process-events-interval-bytes', '1024']
  const again = await start({ port, args: ['--dir', folder, ...slow] })
  await poll(() => events.some(({ event }) => event.kind === 'lost' && event.failure.code === 'server_loading'))
  await poll(async () => (await again.cli('info', 'persistence')).includes('loading:0'))
  const readyAt = Date.now()
  await poll(() => events.some(({ event }) => event.kind === 'back'))
  const loading = events.flatMap(({ event }) =>
    event.kind === 'lost' && event.failure.code === 'server_loading' ? [event] : [],
  )
  expect(loading.every(({ failure }) => typeof failure.params.percent === 'number')).toBe(true)
  expect(await session.reader().size()).toBe(20_000)
  const backAt = events.find(({ event }) => event.kind === 'back')?.at ?? 0
  tellFigure(context, `back ${Math.max(0, backAt - readyAt)} ms after it was ready`)
})

test('R28: a server out of memory: an undo stops at the first refusal and ends once there is room; a commit leaves nothing half-written', async (context) => {
  const redis = await start()
  await seedPncp([redis], 2_000, 2_000)
  const lab = await openLaboratory(redis)
  const { bundle, deleted } = await lab.invalidate(whole('pncp'))
  expect(deleted).toBe(2_000)
  const day = parseCacheDay('2026-11-23')
  if (!day) throw new RangeError('a day')
  const store = lab.session.dailyFetches()
  const lock = await store.lock('govbr', day, 60_000)
  if ('heldBy' in lock) throw new TypeError('nobody else is here')
  await redis.cli('config', 'set', 'maxmemory', '1')
  const refused = await lab.undo.run({ bundle: bundle ?? '', retarget: null }, () => undefined)
  expect(refused).toMatchObject({ ended: 'failed', failure: { code: 'server_out_of_memory' }, restored: 0 })
  expect(await redis.cli('--scan', '--pattern', 'pncp:search_v2:*')).toBe('')
  const commit = store.commit('govbr', day, [Buffer.alloc(100_000)], lock)
  await expect(commit).rejects.toMatchObject({ code: 'server_out_of_memory' })
  expect(await redis.cli('exists', 'govbr:daily_fetch:2026-11-23')).toBe('0')
  await redis.cli('config', 'set', 'maxmemory', '0')
  const done = await lab.undo.run({ bundle: bundle ?? '', retarget: null }, () => undefined)
  expect(done).toMatchObject({ ended: 'done', restored: 2_000 })
  tellFigure(context, '0 of 2000 restored while full, 2000 after')
})

test('R30: a user who is switched off while connected is refused once and not again', async () => {
  const redis = await start()
  await redis.cli('acl', 'setuser', 'ops', 'on', '>pw', '~*', '&*', '+@all')
  const session = await openSession(redis, { username: 'ops' }, 'pw')
  onTestFinished(() => session.close())
  const events = eventsOf(session)
  await redis.cli('acl', 'setuser', 'ops', 'off')
  await redis.cli('client', 'kill', 'user', 'ops')
  await poll(() => events.some(({ event }) => event.kind === 'lost' && event.nextTryAt === null))
  expect(events.at(-1)?.event).toMatchObject({ kind: 'lost', failure: { code: 'auth_failed' } })
  const log = await redis.cli('acl', 'log')
  expect(log).toMatch(/^count\n1\nreason\nauth\n/)
  expect(log.split('\n').filter((line) => line === 'count')).toHaveLength(1)
})

test('R33: what is asked for while disconnected is refused at once, and nothing is written when the server is back with new data', async (context) => {
  const redis = await start()
  await seedPncp([redis], 500)
  const lab = await openLaboratory(redis)
  const { token } = await lab.preview(whole('pncp'))
  const events = eventsOf(lab.session)
  const { port } = redis
  redis.signal('SIGKILL')
  await poll(() => events.some(({ event }) => event.kind === 'lost'))
  const run = () => lab.invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: false }, () => undefined)
  await expect(run()).rejects.toMatchObject({ code: 'connection_lost' })
  const again = await start({ port })
  await seedPncp([again], 500)
  await again.cli('config', 'resetstat')
  await poll(() => events.some(({ event }) => event.kind === 'back'))
  await expect(run()).rejects.toMatchObject({ code: 'token_invalid' })
  // Two rounds of the watchdog: whatever had been queued would have been sent by then.
  const pings = () => countOf(again, 'commandstats', 'cmdstat_ping')
  const before = await pings()
  await poll(async () => (await pings()) >= before + 2)
  const stats = await again.cli('info', 'commandstats')
  expect(stats).not.toMatch(/cmdstat_(unlink|eval|evalsha|set|restore|del):/)
  expect(await again.cli('dbsize')).toBe('500')
  tellFigure(context, '0 writes after the return')
})

test('R34: a line of 300 ms: every step ends, and it is never taken for a lost one', async (context) => {
  const keys = 600
  const redis = await start()
  await seedPncp([redis], keys)
  const proxy = await startDelayProxy(redis.port, 300)
  onTestFinished(() => proxy.close())
  const startedAt = Date.now()
  const lab = await openLaboratory(proxy)
  const events = eventsOf(lab.session)
  expect(lab.session.roundTripMs).toBeGreaterThan(290)
  const { bundle, deleted } = await lab.invalidate(whole('pncp'))
  expect(deleted).toBe(keys)
  expect(await lab.undo.run({ bundle: bundle ?? '', retarget: null }, () => undefined)).toMatchObject({
    restored: keys,
  })
  expect(events).toEqual([])
  tellFigure(context, `preview, removal and undo of ${keys} keys in ${((Date.now() - startedAt) / 1_000).toFixed(1)} s`)
}, 60_000)
notRun('R34', 'loss and a narrow line (npm run battery)')

test('R35: a server without a free connection says so, and a connection that is killed again and again comes back without piling up', async (context) => {
  const full = await start({ args: ['--maxclients', '1'] })
  const holder = clientOf(full)
  await holder.ping()
  await expect(openSession(full)).rejects.toMatchObject({ code: 'too_many_clients' })

  const redis = await start()
  const session = await openSession(redis)
  onTestFinished(() => session.close())
  const events = eventsOf(session)
  const client = new Redis({ host: '127.0.0.1', port: redis.port })
  onTestFinished(() => client.disconnect())
  const handles = () => process.getActiveResourcesInfo().filter((kind) => kind === 'TCPSocketWrap').length
  const before = handles()
  const kills = 12
  for (let kill = 1; kill <= kills; kill++) {
    await client.call('CLIENT', 'KILL', 'TYPE', 'normal', 'SKIPME', 'yes')
    await poll(() => events.filter(({ event }) => event.kind === 'back').length >= kill)
  }
  expect(events.filter(({ event }) => event.kind === 'lost')).toHaveLength(kills)
  expect(handles()).toBeLessThanOrEqual(before + 5)
  tellFigure(context, `${kills} kills, ${kills} reconnects, ${handles() - before} more sockets`)
}, 60_000)

test('R36: a server whose CONFIG was renamed away is used all the same, and the table of commands says what it lacks', async () => {
  const redis = await start({ args: ['--rename-command', 'CONFIG', '', '--rename-command', 'SLOWLOG', ''] })
  await seedPncp([redis], 50)
  const lab = await openLaboratory(redis)
  const absent = lab.session.capabilities.filter(({ missing }) => missing).map(({ command }) => command)
  expect(absent).toEqual(expect.arrayContaining(['CONFIG GET', 'SLOWLOG GET', 'SLOWLOG LEN']))
  expect((await lab.invalidate(whole('pncp'))).deleted).toBe(50)
})
