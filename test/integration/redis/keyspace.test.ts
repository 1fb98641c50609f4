import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RedisSession } from '../../../electron/core/ports/connection.ts'
import type { ListedKey, SavedKey, UnlinkRequest } from '../../../electron/core/ports/keyspace.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { seedKeyspace } from '../../support/seed-keyspace.ts'
import { textLike } from '../../support/some.ts'
import { collect, openSession, walk } from '../../support/test-session.ts'

let redis: TestRedis
let session: RedisSession
let client: Redis

beforeEach(async () => {
  redis = await startRedis()
  client = new Redis({ host: '127.0.0.1', port: redis.port })
  session = await openSession(redis)
})
afterEach(async () => {
  await session.close()
  client.disconnect()
  await redis.stop()
})

const list = async (prefixes: readonly string[], from: RedisSession = session): Promise<ListedKey[]> => {
  const steps = await collect(from.reader().list({ prefixes, tally: null }, walk))
  return steps.flatMap((step) => step.keys)
}

async function asUser(...rules: string[]): Promise<RedisSession> {
  await redis.cli('acl', 'setuser', 'other', 'reset', 'on', '>pw', '~*', '+@all', ...rules)
  return openSession(redis, { username: 'other' }, 'pw')
}

/** Saves and unlinks as an invalidation does. */
async function saveAll(listed: readonly ListedKey[]): Promise<SavedKey[]> {
  const outcomes = await session.writer().save(listed)
  return outcomes.flatMap((outcome) => ('saved' in outcome ? [outcome.saved] : []))
}

const requestsOf = (saved: readonly SavedKey[]): UnlinkRequest[] =>
  saved.map((one) => ({ key: one.key, expiresAt: one.expiresAt, saved: one }))

describe('listing', () => {
  test('is the same without scripting rights', async () => {
    await seedKeyspace(redis.port)
    const byScript = await list(['pncp:', 'unified:synonyms:'])
    const other = await asUser('-@scripting')
    const steps = await collect(
      other.reader().list({ prefixes: ['pncp:', 'unified:synonyms:'], tally: 'unified:' }, walk),
    )
    await other.close()
    const sorted = (rows: readonly ListedKey[]) =>
      rows.map((row) => `${Buffer.from(row.key).toString('hex')} ${row.expiresAt} ${row.bytes}`).sort()
    expect(sorted(steps.flatMap((step) => step.keys))).toEqual(sorted(byScript))
    expect(steps.reduce((sum, step) => sum + step.tallied, 0)).toBe(83)
  })

  test('refuses where expiry may not be read: such a key could not be told from its successor', async () => {
    await client.set('govbr:search_v2:a', '1')
    await redis.cli('acl', 'setuser', 'narrow', 'on', '>pw', '~pncp:*', '+@all')
    const narrow = await openSession(redis, { username: 'narrow' }, 'pw')
    await expect(list(['govbr:'], narrow)).rejects.toMatchObject({ code: 'no_permission' })
    await narrow.close()
  })

  test('never sends a forbidden command', async () => {
    await seedKeyspace(redis.port)
    await redis.cli('config', 'resetstat')
    await collect(session.reader().names(walk))
    await list(['pncp:'])
    await collect(session.reader().aggregate(['pncp', 'unified'], walk))
    const used = (await redis.cli('info', 'commandstats')).match(/cmdstat_[^:]+/g)
    for (const forbidden of ['keys', 'flushdb', 'flushall', 'del', 'unlink', 'monitor', 'debug', 'save']) {
      expect(used).not.toContain(`cmdstat_${forbidden}`)
    }
  })
})

describe('looking at keys', () => {
  test('a key that may not be asked about is said to be so, and has no size', async () => {
    await client.set('pncp:a', 'four')
    const keys = [Buffer.from('pncp:a')]
    await redis.cli('acl', 'setuser', 'narrow', 'on', '>pw', '~govbr:*', '+@all')
    const narrow = await openSession(redis, { username: 'narrow' }, 'pw')
    expect(await narrow.reader().probe(keys)).toMatchObject([{ state: 'no_permission', ttlMs: null }])
    expect(await narrow.reader().measure(keys)).toEqual([null])
    await narrow.close()
  })
})

describe('removing and restoring', () => {
  test('a full memory stops a restore with its own code, and does not stop a removal', async () => {
    await client.set('pncp:a', 'x'.repeat(10_000), 'PX', 600_000)
    const saved = await saveAll(await list(['pncp:']))
    await client.config('SET', 'maxmemory', '1')
    const other = { key: Buffer.from('pncp:b'), form: 'string', payload: Buffer.from('x'), expiresAt: null } as const
    await expect(session.writer().restore([other])).rejects.toMatchObject({ code: 'server_out_of_memory' })
    expect(await session.writer().unlinkIfUnchanged(requestsOf(saved))).toEqual(['deleted'])
    await expect(session.payloads().write('unified:synonyms:x', '{}', 10, false)).rejects.toMatchObject({
      code: 'server_out_of_memory',
    })
  })

  test('rights that are missing are named, and nothing is done', async () => {
    await client.set('pncp:a', '1')
    const saved = await saveAll(await list(['pncp:']))
    const noUnlink = await asUser('-unlink')
    expect(await noUnlink.writer().unlinkIfUnchanged(requestsOf(saved))).toEqual(['failed'])
    await noUnlink.close()
    const noScript = await asUser('-@scripting')
    await expect(noScript.writer().unlinkIfUnchanged(requestsOf(saved))).rejects.toMatchObject({
      code: 'no_permission',
      params: { command: textLike(/^EVAL/) },
    })
    await noScript.close()
    expect(await client.exists('pncp:a')).toBe(1)
  })

  test('no script holds more than five hundred keys', async () => {
    const pipeline = client.pipeline()
    for (let i = 0; i < 2_250; i++) pipeline.set(`pncp:search_v2:${i}`, 'x')
    await pipeline.exec()
    const listed = await list(['pncp:'])
    await client.config('RESETSTAT')
    const outcomes = await session.writer().unlinkIfUnchanged(listed.map((row) => ({ ...row, saved: null })))
    expect(outcomes.filter((outcome) => outcome === 'deleted')).toHaveLength(2_250)
    expect(/cmdstat_evalsha:calls=(\d+)/.exec(await redis.cli('info', 'commandstats'))?.[1]).toBe('5')
  })
})
