import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { Redis } from 'ioredis'
import { afterAll, beforeAll, expect, test } from 'vitest'
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
