import { mkdir } from 'node:fs/promises'
import { createServer, type Server } from 'node:net'
import { join } from 'node:path'
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest'
import type { LinkEvent, RedisSession } from '../../../electron/core/ports/connection.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import { freePort } from '../../support/free-port.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { someNumber } from '../../support/some.ts'
import { openSession } from '../../support/test-session.ts'

let redis: TestRedis
const open: RedisSession[] = []
const servers: Server[] = []
const extra: TestRedis[] = []

beforeAll(async () => {
  redis = await startRedis({ password: 'geheim' })
})
afterAll(() => redis.stop())
afterEach(async () => {
  await Promise.all(open.splice(0).map((session) => session.close()))
  await Promise.all(extra.splice(0).map((server) => server.stop()))
  for (const server of servers.splice(0)) server.close()
})

const connect = async (...args: Parameters<typeof openSession>) => {
  const session = await openSession(...args)
  open.push(session)
  return session
}

const start = async (...args: Parameters<typeof startRedis>) => {
  const server = await startRedis(...args)
  extra.push(server)
  return server
}

const failureOf = (attempt: Promise<unknown>) =>
  attempt.then(
    () => null,
    (error: unknown) => error as { code: string; params: Record<string, unknown>; message: string }, // an AppError
  )

const linkEvents = (session: RedisSession) => {
  const seen: LinkEvent[] = []
  const waiting: { kind: LinkEvent['kind']; done: (event: LinkEvent) => void }[] = []
  session.onLink((event) => {
    seen.push(event)
    for (const wish of waiting) if (wish.kind === event.kind) wish.done(event)
  })
  return {
    seen,
    next: (kind: LinkEvent['kind']) =>
      new Promise<LinkEvent>((done) => {
        waiting.push({ kind, done })
      }),
  }
}

describe('opening', () => {
  test('tells who answered', async () => {
    const session = await connect(redis)
    const info = await redis.cli('info', 'server')
    expect(session.identity()).toEqual({
      product: 'redis',
      version: /redis_version:(\S+)/.exec(info)?.[1],
      runId: /run_id:(\w+)/.exec(info)?.[1],
      host: '127.0.0.1',
      port: redis.port,
      database: 0,
      role: 'primary',
      topology: 'standalone',
    })
    expect(session.roundTripMs).toBeGreaterThan(0)
  })

  test('R30: with a wrong password tries exactly once', async () => {
    const server = await start({ password: 'right' })
    const failure = await failureOf(connect(server, {}, 'wrong'))
    expect(failure).toMatchObject({
      code: 'auth_failed',
      params: { host: '127.0.0.1', port: server.port, user: 'default' },
    })
    expect(failure?.message).not.toContain('wrong')
    // redis-cli's own calls authenticate as well, each with the right password
    expect(/cmdstat_auth:.*failed_calls=(\d+)/.exec(await server.cli('info', 'commandstats'))?.[1]).toBe('1')
    expect(await server.cli('acl', 'log')).toMatch(/^count\n1\nreason\nauth\n/)
    expect((await server.cli('acl', 'log')).split('\n').filter((line) => line === 'count')).toHaveLength(1)
  })

  test('R30: without the password that is needed says so', async () => {
    expect(await failureOf(connect(redis, {}, null))).toMatchObject({ code: 'auth_required' })
  })

  test('as a user that does not exist', async () => {
    expect(await failureOf(connect(redis, { username: 'ninguém' }, 'x'))).toMatchObject({
      code: 'auth_failed',
      params: { user: 'ninguém' },
    })
  })

  test('where nothing listens', async () => {
    const port = await freePort()
    expect(await failureOf(connect({ port }))).toMatchObject({ code: 'connect_refused', params: { port } })
  })

  test('on a host that does not exist', async () => {
    expect(await failureOf(connect(redis, { host: 'nada.invalid' }))).toMatchObject({
      code: 'host_not_found',
      params: { host: 'nada.invalid' },
    })
  })

  test('on a database the server has not', async () => {
    expect(await failureOf(connect(redis, { database: 99 }))).toMatchObject({
      code: 'database_missing',
      params: { database: 99 },
    })
  })

  test('uses the database that was asked for', async () => {
    await redis.cli('-n', '3', 'set', 'pncp:search_v2:three', '1')
    const session = await connect(redis, { database: 3 })
    expect(await session.reader().size()).toBe(1)
    expect(session.identity().database).toBe(3)
    expect(await (await connect(redis)).reader().size()).toBe(0)
  })

  test('on a web server, or one that hangs up, finds that this is no Redis', async () => {
    const speak = async (answer: string | null) => {
      const server = createServer((socket) => {
        socket.on('error', () => undefined)
        socket.once('data', () => socket.end(answer ?? ''))
      })
      servers.push(server)
      const port = await freePort()
      await new Promise<void>((resolve) => server.listen(port, '127.0.0.1', resolve))
      return failureOf(connect({ port }))
    }
    expect(await speak('HTTP/1.1 400 Bad Request\r\n\r\n')).toMatchObject({ code: 'not_redis' })
    expect(await speak(null)).toMatchObject({ code: 'not_redis' })
  })

  test('R27: on a server that loads its data tells how far it is', async () => {
    const server = await start({ args: ['--save', '3600 1', '--enable-debug-command', 'local'] })
    await server.cli('debug', 'populate', '20000')
    await server.cli('save')
    const { port, folder } = server
    server.signal('SIGKILL')
    const again = await start({
      port,
      args: ['--dir', folder, '--key-load-delay', '100', '--loading-process-events-interval-bytes', '1024'],
    })
    const failure = await failureOf(connect(again))
    expect(failure).toMatchObject({ code: 'server_loading', params: { percent: someNumber } })
  })

  test('stops when it is no longer wanted', async () => {
    const stop = new AbortController()
    stop.abort(new Error('another one'))
    const { createRedisConnector } = await import('../../../electron/redis/redis-connector.ts')
    const { targetOf } = await import('../../support/redis-server.ts')
    const { testSystem } = await import('../../support/test-session.ts')
    const secrets = { password: 'geheim', sentinelPassword: null }
    await expect(createRedisConnector(testSystem).open(targetOf(redis), secrets, stop.signal)).rejects.toThrow(
      'another one',
    )
  })
})

describe('rights', () => {
  const allowedOf = (session: RedisSession) =>
    Object.fromEntries(session.capabilities.map(({ command, allowed }) => [command, allowed]))

  test('of a full user are complete', async () => {
    const session = await connect(redis)
    expect(session.capabilities.filter(({ allowed, missing }) => !allowed && !missing)).toEqual([])
    expect(session.capabilities.map((capability) => capability.feature)).toContain('undo')
  })

  test('of a user who may ask for them (ACL DRYRUN) name what is missing', async () => {
    await redis.cli('acl', 'setuser', 'nodump', 'on', '>pw', '~*', '+@all', '-dump', '-memory|usage')
    const rights = allowedOf(await connect(redis, { username: 'nodump' }, 'pw'))
    expect(rights).toMatchObject({ DUMP: false, 'MEMORY USAGE': false, RESTORE: true, GET: true })
  })

  test('of a user who may neither ask nor queue are tried where that only reads, and unknown elsewhere', async () => {
    await redis.cli('acl', 'setuser', 'least', 'on', '>pw', '~pncp:*', '+@read', '+@connection')
    const rights = allowedOf(await connect(redis, { username: 'least' }, 'pw'))
    expect(rights).toMatchObject({
      GET: true,
      SCAN: true,
      EVAL: false,
      INFO: false,
      UNLINK: null,
      SET: null,
      DEL: null,
    })
  })

  test('of a user who may not ask are found without running a command', async () => {
    await redis.cli(
      'acl',
      'setuser',
      'reader',
      'on',
      '>pw',
      '~pncp:*',
      '+@read',
      '+@connection',
      '+info',
      '+@transaction',
    )
    const session = await connect(redis, { username: 'reader' }, 'pw')
    const before = await redis.cli('info', 'commandstats')
    expect(allowedOf(session)).toMatchObject({
      UNLINK: false,
      SET: false,
      EVAL: false,
      GET: true,
      SCAN: true,
      INFO: true,
    })
    expect(before).not.toContain('cmdstat_unlink:calls=1')
    expect(await session.reader().probe([Buffer.from('pncp:pcc-probe')])).toMatchObject([{ state: 'absent' }])
  })

  test('without INFO still browse, and every fact is unknown rather than zero', async () => {
    await redis.cli('acl', 'setuser', 'noinfo', 'on', '>pw', '~*', '+@all', '-info')
    const session = await connect(redis, { username: 'noinfo' }, 'pw')
    expect(session.identity()).toMatchObject({ product: 'redis', role: 'primary' })
    expect(await session.facts()).toMatchObject({
      usedMemoryBytes: null,
      hits: null,
      connectedClients: null,
      keys: null,
    })
    expect(await session.reader().size()).toBe(0)
  })

  test('a refused command is named', async () => {
    await redis.cli('acl', 'setuser', 'nosize', 'on', '>pw', '~*', '+@all', '-dbsize')
    const session = await connect(redis, { username: 'nosize' }, 'pw')
    expect(await failureOf(session.reader().size())).toMatchObject({
      code: 'no_permission',
      params: { command: 'DBSIZE' },
    })
  })
})

describe('a read-only target', () => {
  test('refuses every writing method and sends no write', async () => {
    const session = await connect(redis, { readOnly: true })
    expect(() => session.writer()).toThrow(expect.objectContaining({ code: 'read_only' }))
    const day = '2026-11-23' as Parameters<ReturnType<RedisSession['dailyFetches']>['read']>[1]
    const store = session.dailyFetches()
    const writing = [
      session.payloads().write('unified:synonyms:x', '{}', 10, false),
      store.lock('pncp', day, 1_000),
      store.setAside('pncp', day, [Buffer.from('x')], 'note'),
      store
        .commit('pncp', day, [], {
          renew: async () => true,
          release: async () => undefined,
          tell: async () => undefined,
        })
        .catch((error: unknown) => {
          throw error
        }),
    ]
    const codes = (await Promise.all(writing.map(failureOf))).map((failure) => failure?.code)
    expect(codes.slice(0, 3)).toEqual(['read_only', 'read_only', 'read_only'])
    expect(codes[3]).toBeDefined()
    expect(await store.read('pncp', day)).toBeNull()
    expect(await redis.cli('dbsize')).toBe('0')
  })
})

describe('a replica', () => {
  test('R26: is known as one, is read, and refuses to write', async () => {
    const primary = await start()
    const replica = await start({ args: ['--replicaof', '127.0.0.1', String(primary.port)] })
    const session = await connect(replica)
    expect(session.identity().role).toBe('replica')
    expect(() => session.writer()).toThrow(expect.objectContaining({ code: 'read_only_replica' }))
    expect(await session.reader().size()).toBe(0)
  })

  test('a primary that is demoted is noticed when it is asked before a destructive step', async () => {
    const primary = await start()
    const other = await start()
    const session = await connect(primary)
    const writer = session.writer()
    await primary.cli('replicaof', '127.0.0.1', String(other.port))
    expect((await session.verifyIdentity()).role).toBe('replica')
    expect(await failureOf(writer.restore([]))).toMatchObject({ code: 'read_only_replica' })
  })
})

describe('a link that falls', () => {
  test('refuses at once, comes back by itself, and tells a restarted server', async () => {
    const server = await start()
    const session = await connect(server)
    const events = linkEvents(session)
    const before = session.identity().runId
    const lost = events.next('lost')
    const { port } = server
    server.signal('SIGKILL')
    expect(await lost).toMatchObject({ failure: { code: 'connection_lost' }, nextTryAt: someNumber })
    expect(await failureOf(session.reader().size())).toMatchObject({ code: 'connection_lost' })
    expect(() => session.writer()).toThrow(expect.objectContaining({ code: 'connection_lost' }))
    const back = events.next('back')
    await start({ port })
    expect(await back).toMatchObject({ serverChanged: true })
    expect(session.identity().runId).not.toBe(before)
    expect(await session.reader().size()).toBe(0)
  })

  test('a killed connection comes back to the same server', async () => {
    const server = await start()
    const session = await connect(server)
    const events = linkEvents(session)
    const back = events.next('back')
    await server.cli('client', 'kill', 'type', 'normal')
    expect(await back).toMatchObject({ serverChanged: false })
  })

  test('R30: a password that was changed meanwhile is tried once and not again', async () => {
    const server = await start({ password: 'old' })
    const session = await connect(server)
    const events = linkEvents(session)
    const final = new Promise<LinkEvent>((done) => {
      session.onLink((event) => {
        if (event.kind === 'lost' && event.nextTryAt === null) done(event)
      })
    })
    await server.cli('config', 'set', 'requirepass', 'new')
    await server.cli('-a', 'new', 'client', 'kill', 'type', 'normal')
    expect(await final).toMatchObject({ failure: { code: 'auth_failed' } })
    expect(events.seen.filter((event) => event.kind === 'lost')).toHaveLength(2)
  })
})

describe('facts', () => {
  test('say what INFO says', async () => {
    const server = await start({ args: ['--maxmemory', '64mb', '--maxmemory-policy', 'allkeys-lru'] })
    await server.cli('set', 'a', '1')
    await server.cli('get', 'a')
    await server.cli('get', 'b')
    const session = await connect(server)
    expect(await session.facts()).toMatchObject({
      product: 'redis',
      maxMemoryBytes: 64 * 1024 * 1024,
      maxMemoryPolicy: 'allkeys-lru',
      hits: 1,
      misses: 1,
      hitRatio: 0.5,
      keys: 1,
      replicas: 0,
      // What INFO calls the last save is the server's own start.
      persistence: { aofEnabled: false, rdbLastStatus: 'ok', rdbSaved: false, rdbLastSaveAt: null },
    })
  })

  test('probes that run beside the question are no use of the cache', async () => {
    const server = await start()
    const session = await connect(server)
    const days = Array.from({ length: 90 }, (_, at) => new TextEncoder().encode(`pncp:daily_fetch:${at}`))
    for (let turn = 0; turn < 20; turn++) {
      const [, facts] = await Promise.all([session.reader().probe(days), session.facts()])
      expect(facts).toMatchObject({ hits: 0, misses: 0, hitRatio: null })
      const [, report] = await Promise.all([session.reader().probe(days), session.report([])])
      expect(report.facts).toMatchObject({ hits: 0, misses: 0, hitRatio: null })
    }
  })

  test('nor are the daily fetches that it reads again and again', async () => {
    const server = await start()
    const session = await connect(server)
    const head = '{"provider": "pncp", "total_opportunities": 3, "opportunities": []}'
    const day = (number: number) => `2026-11-1${number}` as CacheDay
    for (const number of [1, 2, 3]) await server.cli('set', `pncp:daily_fetch:${day(number)}`, head, 'EX', '900')
    await server.cli('set', `pncp:daily_fetch:${day(4)}`, '[1]')
    await server.cli('rpush', `pncp:daily_fetch:${day(5)}`, 'x')
    for (const number of [1, 2, 3, 4, 5, 6]) {
      const daily = await session.dailyFetches().read('pncp', day(number))
      expect(daily === null).toBe(number === 6)
      const key = new TextEncoder().encode(`pncp:daily_fetch:${day(number)}`)
      await session.reader().readRange(key, 0, 10)
    }
    // Neither too little nor too much is taken off: what others look up is told to the last one.
    for (const key of [day(1), day(1), day(2), 'none', 'none']) await server.cli('get', `pncp:daily_fetch:${key}`)
    expect(await session.facts()).toMatchObject({ hits: 3, misses: 2, hitRatio: 0.6 })
  })

  test('R29: of a disk that cannot be written are told, writes are refused by their reason, and reads go on', async () => {
    const server = await start({ args: ['--save', '900 1'] })
    await mkdir(join(server.folder, 'dump.rdb'))
    await server.cli('set', 'a', '1')
    await server.cli('bgsave')
    for (let i = 0; i < 50; i++) {
      if ((await server.cli('info', 'persistence')).includes('rdb_last_bgsave_status:err')) break
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
    const session = await connect(server)
    expect((await session.facts()).persistence?.rdbLastStatus).toBe('err')
    const failure = await failureOf(session.payloads().write('unified:synonyms:x', '{}', 10, false))
    expect(failure).toMatchObject({ code: 'server_cannot_persist' })
    expect(await session.reader().size()).toBe(1)
  })
})
