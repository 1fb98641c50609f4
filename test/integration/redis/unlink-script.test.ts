import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
import type { UnlinkRequest } from '../../../electron/core/ports/keyspace.ts'
import type { PrimaryNode, PrimaryNodes } from '../../../electron/redis/primary-nodes.ts'
import type { RedisLink } from '../../../electron/redis/redis-link.ts'
import { unlinkKeys } from '../../../electron/redis/unlink-keys.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

const withFlags = readFileSync(new URL('../../../electron/redis/scripts/unlink-n.lua', import.meta.url), 'utf8')
const withoutFlags = withFlags.replace(/^#!.*\n/, '\n')
const sha = (source: string) => createHash('sha1').update(source).digest('hex')

let redis: TestRedis
let client: Redis
beforeAll(async () => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
})
afterAll(async () => {
  client.disconnect()
  await redis.stop()
})

/** As much of a link as an unlink asks for, on a server that says it is of this version. */
function linkOf(version: string): RedisLink {
  const node = { place: { host: '127.0.0.1', port: redis.port }, write: async () => client } as unknown as PrimaryNode
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
  expect(outcomes.map((outcome, at) => `${requests[at]?.key} ${outcome}`)).toEqual([
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
