import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { type ChainableCommander, Redis } from 'ioredis'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import type { UnlinkRequest } from '../../../electron/core/ports/keyspace.ts'
import type { PrimaryNode, PrimaryNodes } from '../../../electron/redis/primary-nodes.ts'
import type { RedisLink } from '../../../electron/redis/redis-link.ts'
import { unlinkKeys } from '../../../electron/redis/unlink-keys.ts'
import { unlinkLarge } from '../../../electron/redis/unlink-large.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

const withFlags = readFileSync(new URL('../../../electron/redis/scripts/unlink-n.lua', import.meta.url), 'utf8')
const withoutFlags = withFlags.replace(/^#!.*\n/, '\n')
const sha = (source: string) => createHash('sha1').update(source).digest('hex')

let redis: TestRedis
let client: Redis
let watcher: Redis
beforeAll(async () => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
  watcher = client.duplicate()
  await watcher.ping()
})
afterAll(async () => {
  client.disconnect()
  watcher.disconnect()
  await redis.stop()
})

/** As much of a link as an unlink asks for, on a server that says it is of this version. */
function linkOf(version: string): RedisLink {
  const place = { host: '127.0.0.1', port: redis.port }
  const watching: PrimaryNode['watching'] = (act) => act(watcher)
  const node = { place, write: async () => client, watching } as unknown as PrimaryNode
  const nodes: Partial<PrimaryNodes> = { reached: () => [node], ownerOf: () => node, slotOf: () => 0 }
  return { identity: () => ({ version }), writableNodes: () => nodes } as unknown as RedisLink
}

test.each([
  ['6.2.14', withoutFlags, withFlags],
  ['7.0.15', withFlags, withoutFlags],
])('the script goes to Redis %s in a form it can parse', async (version, sent, notSent) => {
  await client.script('FLUSH')
  await client.set('pncp:search_v2:1', 'x')
  const request = { key: Buffer.from('pncp:search_v2:1'), expiresAt: null, saved: null }
  const outcomes = await unlinkKeys(linkOf(version), [request], { absolute: true, toleranceMs: 0 })
  expect(outcomes).toEqual(['deleted'])
  expect(await client.script('EXISTS', sha(sent), sha(notSent))).toEqual([1, 0])
})

function saved(key: string, form: 'string' | 'dump', payload: Uint8Array): UnlinkRequest {
  return { key: Buffer.from(key), expiresAt: null, saved: { key: Buffer.from(key), form, payload, expiresAt: null } }
}

test('what is still what was saved goes, and what is not stays', async () => {
  await client.flushall()
  const hostile = Buffer.from([0, 13, 10, 255, 128, 36])
  const large = Buffer.alloc(3 * 1024 * 1024, 'ab')
  await client.mset(
    'pncp:a',
    hostile,
    'pncp:b',
    'before',
    'pncp:c',
    'before',
    'pncp:e',
    '',
    'pncp:f',
    'x',
    'pncp:h',
    large,
  )
  await client.rpush('pncp:d', '1', '2')
  await client.rpush('pncp:g', '1', '2')
  const requests = [
    saved('pncp:a', 'string', hostile),
    saved('pncp:b', 'string', Buffer.from('before')),
    saved('pncp:c', 'string', Buffer.from('before')),
    saved('pncp:d', 'dump', (await client.dumpBuffer('pncp:d')) ?? Buffer.of()),
    saved('pncp:e', 'string', Buffer.of()),
    saved('pncp:f', 'string', Buffer.from('x')),
    saved('pncp:g', 'dump', (await client.dumpBuffer('pncp:g')) ?? Buffer.of()),
    saved('pncp:h', 'string', large),
  ]
  await client.set('pncp:b', 'after!')
  await client.del('pncp:c')
  await client.rpush('pncp:c', 'a list now')
  await client.rpush('pncp:d', '3')
  await client.del('pncp:f')
  await client.setrange('pncp:h', large.length - 1, 'X')
  const outcomes = await unlinkKeys(linkOf('7.0.15'), requests, { absolute: true, toleranceMs: 0 })
  const nameOf = (at: number) => Buffer.from(requests[at]?.key ?? []).toString()
  expect(outcomes.map((outcome, at) => `${nameOf(at)} ${outcome}`)).toEqual([
    'pncp:a deleted',
    'pncp:b changed',
    'pncp:c changed',
    'pncp:d changed',
    'pncp:e deleted',
    'pncp:f gone',
    'pncp:g deleted',
    'pncp:h changed',
  ])
  expect((await client.keys('*')).sort()).toEqual(['pncp:b', 'pncp:c', 'pncp:d', 'pncp:h'])
})

describe('a string too large for a script', () => {
  const exact = { absolute: true, toleranceMs: 0 } as const
  const value = Buffer.from(Array.from({ length: 2_621_440 }, (_, at) => at % 251))
  const large = saved('pncp:large', 'string', value)
  const commands = async () => new Set((await client.info('commandstats')).match(/(?<=cmdstat_)[a-z]+/g))

  beforeEach(async () => {
    await client.flushall()
    await client.set('pncp:large', value)
    await client.config('RESETSTAT')
  })

  test('goes without one, and none of its commands reads more than a mebibyte', async () => {
    expect(await unlinkKeys(linkOf('7.0.15'), [large], exact)).toEqual(['deleted'])
    expect(await client.exists('pncp:large')).toBe(0)
    const used = await commands()
    expect(used.has('evalsha') || used.has('get')).toBe(false)
    expect(Number(/cmdstat_getrange:calls=(\d+)/.exec(await client.info('commandstats'))?.[1])).toBe(3)
  })

  test.each([
    ['one byte is another', () => client.setrange('pncp:large', 2_621_439, 'X'), 'changed'],
    ['it is longer', () => client.append('pncp:large', 'X'), 'changed'],
    ['it has a lifetime now', () => client.expire('pncp:large', 1_000), 'changed'],
    ['it is a list now', async () => (await client.del('pncp:large')) && client.rpush('pncp:large', 'a'), 'changed'],
    ['it is gone', () => client.del('pncp:large'), 'gone'],
  ])('stays where %s', async (_, change, outcome) => {
    await change()
    const before = await client.exists('pncp:large')
    expect(await unlinkKeys(linkOf('7.0.15'), [large], exact)).toEqual([outcome])
    expect(await client.exists('pncp:large')).toBe(before)
    // The next one finds the connection as it was.
    await client.set('pncp:large', value)
    expect(await unlinkKeys(linkOf('7.0.15'), [large], exact)).toEqual(['deleted'])
  })

  test('stays where it is written to between the look and the removal', async () => {
    const late = new Proxy(watcher, {
      get(target, name) {
        const own: unknown = Reflect.get(target, name, target)
        if (name !== 'pipeline') return typeof own === 'function' ? (own.bind(target) as unknown) : own
        return () => {
          const pipeline = target.pipeline()
          const exec = pipeline.exec.bind(pipeline)
          pipeline.exec = async () => {
            if (namesOf(pipeline).includes('unlink')) await client.setrange('pncp:large', 5, 'X')
            return exec()
          }
          return pipeline
        }
      },
    })
    expect(await unlinkLarge(late, large)).toBe('changed')
    expect(await client.getrange('pncp:large', 5, 5)).toBe('X')
  })

  test('goes by the script where this user may not watch', async () => {
    await client.call('ACL', 'SETUSER', 'default', '-watch')
    try {
      expect(await unlinkKeys(linkOf('7.0.15'), [large], exact)).toEqual(['deleted'])
      expect((await commands()).has('evalsha')).toBe(true)
    } finally {
      await client.call('ACL', 'SETUSER', 'default', '+watch')
    }
  })
})

/** What a pipeline holds. Source: ioredis' own `_queue`. */
function namesOf(pipeline: ChainableCommander): string[] {
  return (pipeline as unknown as { _queue: { name: string }[] })._queue.map(({ name }) => name.toLowerCase())
}
