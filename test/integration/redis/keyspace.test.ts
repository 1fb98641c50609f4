import { Redis } from 'ioredis'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import type { RedisSession } from '../../../electron/core/ports/connection.ts'
import type { ListedKey, SavedKey, UnlinkRequest } from '../../../electron/core/ports/keyspace.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { binaryKey, oddPncpKeys, seeded, seedKeyspace, traps } from '../../support/seed-keyspace.ts'
import { someNumber, textLike } from '../../support/some.ts'
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

const hex = (keys: readonly { readonly key: Uint8Array }[]) =>
  keys.map(({ key }) => Buffer.from(key).toString('hex')).sort()

const ofPncp = ['search_v2', 'daily_fetch', 'embeddings', 'other'].reduce(
  (sum, family) => sum + (seeded[`pncp:${family}`] ?? 0),
  0,
)

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
  test('finds exactly the keys whose bytes begin with the prefix', async () => {
    await seedKeyspace(redis.port)
    const listed = await list(['pncp:'])
    expect(listed).toHaveLength(ofPncp)
    expect(hex(listed)).toEqual(expect.arrayContaining(oddPncpKeys.map((key) => key.toString('hex'))))
    for (const trap of [...traps, binaryKey]) expect(hex(listed)).not.toContain(trap.toString('hex'))
    expect(hex(await list(['pncp:search_v2:', 'pncp:embeddings:']))).toHaveLength(302 + 42)
  })

  test('tells absolute expiry and size, and tallies what it does not list', async () => {
    await seedKeyspace(redis.port)
    await client.set('pncp:search_v2:forever', '1')
    await client.set('pncp:search_v2:until', '1', 'PXAT', 4_000_000_000_123)
    const steps = await collect(session.reader().list({ prefixes: ['pncp:search_v2:'], tally: 'unified:' }, walk))
    const listed = new Map(steps.flatMap((step) => step.keys).map((row) => [Buffer.from(row.key).toString(), row]))
    expect(listed.get('pncp:search_v2:forever')?.expiresAt).toBeNull()
    expect(listed.get('pncp:search_v2:until')?.expiresAt).toBe(4_000_000_000_123)
    expect(listed.get('pncp:search_v2:until')?.bytes).toBe(
      Number(await redis.cli('memory', 'usage', 'pncp:search_v2:until')),
    )
    expect(steps.reduce((sum, step) => sum + step.tallied, 0)).toBe(83)
    const longest = Math.max(...steps.map((step) => step.tallyLongestTtlMs ?? 0))
    expect(longest).toBeGreaterThan(85_000_000)
    expect(steps.reduce((sum, step) => sum + step.walked, 0)).toBe(Number(await redis.cli('dbsize')))
  })

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

  test('names brings every key once on a quiet server, foreign bytes included', async () => {
    await seedKeyspace(redis.port)
    const names = (await collect(session.reader().names(walk))).flat()
    expect(names).toHaveLength(Number(await redis.cli('dbsize')))
    expect(names.map((key) => Buffer.from(key).toString('hex'))).toContain(binaryKey.toString('hex'))
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
  test('probes strings, other types, missing keys and forbidden ones', async () => {
    await client.set('pncp:a', 'four', 'PX', 60_000)
    await client.hset('pncp:h', 'f', '1')
    const keys = ['pncp:a', 'pncp:h', 'pncp:none'].map((key) => Buffer.from(key))
    expect(await session.reader().probe(keys)).toMatchObject([
      { state: 'present', type: 'string', length: 4, ttlMs: someNumber },
      { state: 'present', type: 'hash', length: null, ttlMs: null },
      { state: 'absent', type: null, length: null, ttlMs: null },
    ])
    await redis.cli('acl', 'setuser', 'narrow', 'on', '>pw', '~govbr:*', '+@all')
    const narrow = await openSession(redis, { username: 'narrow' }, 'pw')
    expect(await narrow.reader().probe(keys.slice(0, 1))).toMatchObject([{ state: 'no_permission', ttlMs: null }])
    expect(await narrow.reader().measure(keys.slice(0, 1))).toEqual([null])
    await narrow.close()
  })

  test('measures what is there, and null for what is not', async () => {
    await client.set('pncp:a', 'x'.repeat(1_000))
    const bytes = Number(await redis.cli('memory', 'usage', 'pncp:a'))
    expect(await session.reader().measure([Buffer.from('pncp:a'), Buffer.from('pncp:b')])).toEqual([bytes, null])
  })

  test('reads a range of a string by its bytes', async () => {
    await client.set('pncp:a', Buffer.from([0, 255, 1, 254]))
    await client.set('pncp:empty', '')
    await client.hset('pncp:h', 'f', '1')
    const read = (key: string, offset: number, length: number) =>
      session.reader().readRange(Buffer.from(key), offset, length)
    expect(Buffer.from((await read('pncp:a', 1, 2)) ?? [])).toEqual(Buffer.from([255, 1]))
    expect(Buffer.from((await read('pncp:empty', 0, 10)) ?? [1])).toHaveLength(0)
    expect(await read('pncp:none', 0, 10)).toBeNull()
    expect(await read('pncp:h', 0, 10)).toBeNull()
  })
})

describe('removing and restoring', () => {
  test('a round trip brings every key back, byte for byte, with the same absolute expiry', async () => {
    await seedKeyspace(redis.port)
    await client.zadd('pncp:embeddings:zset', 1.5, 'member')
    await client.pexpireat('pncp:embeddings:zset', 4_000_000_000_500)
    await client.set('pncp:search_v2:bytes', Buffer.from([0, 255, 13, 10]))
    const contents = async () => {
      const keys = await client.callBuffer('KEYS', 'pncp:*')
      const rows = await Promise.all(
        (keys as Buffer[]).map(async (key) => {
          const dump = (await client.callBuffer('DUMP', key)) as Buffer
          return `${key.toString('hex')} ${dump.toString('hex')} ${String(await client.call('PEXPIRETIME', key))}`
        }),
      )
      return rows.sort()
    }
    const before = await contents()
    const listed = await list(['pncp:'])
    const saved = await saveAll(listed)
    expect(saved).toHaveLength(listed.length)
    expect(saved.filter((one) => one.form === 'dump').map((one) => Buffer.from(one.key).toString())).toEqual([
      'pncp:embeddings:zset',
    ])
    const deleted = await session.writer().unlinkIfUnchanged(requestsOf(saved))
    expect(new Set(deleted)).toEqual(new Set(['deleted']))
    expect(await contents()).toEqual([])
    expect(await client.dbsize()).toBe(Object.values(seeded).reduce((a, b) => a + b) - ofPncp)
    expect(new Set(await session.writer().restore(saved))).toEqual(new Set(['restored']))
    expect(await contents()).toEqual(before)
  })

  test('a key that changed since the listing stays: value, expiry, type', async () => {
    for (const name of ['value', 'expiry', 'type', 'same', 'gone', 'fresh'])
      await client.set(`pncp:${name}`, 'old', 'PX', 600_000)
    const listed = await list(['pncp:'])
    const saved = await saveAll(listed)
    await client.set('pncp:value', 'new', 'KEEPTTL')
    await client.pexpire('pncp:expiry', 700_000)
    const at = listed.find((row) => Buffer.from(row.key).toString() === 'pncp:type')?.expiresAt ?? 0
    await client.del('pncp:type', 'pncp:gone')
    await client.hset('pncp:type', 'f', '1')
    await client.pexpireat('pncp:type', at)
    await client.del('pncp:fresh')
    await client.set('pncp:fresh', 'old')
    const outcomes = await session.writer().unlinkIfUnchanged(requestsOf(saved))
    const byName = Object.fromEntries(saved.map((one, index) => [Buffer.from(one.key).toString(), outcomes[index]]))
    expect(byName).toEqual({
      'pncp:value': 'changed',
      'pncp:expiry': 'changed',
      'pncp:type': 'changed',
      'pncp:fresh': 'changed',
      'pncp:same': 'deleted',
      'pncp:gone': 'gone',
    })
    expect((await client.keys('*')).sort()).toEqual(['pncp:expiry', 'pncp:fresh', 'pncp:type', 'pncp:value'])
  })

  test('saving finds what changed and what is gone', async () => {
    for (const name of ['a', 'b', 'c']) await client.set(`pncp:${name}`, name, 'PX', 600_000)
    const listed = (await list(['pncp:'])).sort((a, b) => Buffer.compare(a.key, b.key))
    await client.del('pncp:a')
    await client.persist('pncp:b')
    const [a, b, c] = await session.writer().save(listed)
    expect([a, b]).toEqual([{ missed: 'gone' }, { missed: 'changed' }])
    expect(c).toMatchObject({ saved: { form: 'string', expiresAt: listed[2]?.expiresAt } })
  })

  test('without a saved value only the expiry is compared', async () => {
    await client.set('pncp:a', '1', 'PX', 600_000)
    const [row] = await list(['pncp:'])
    expect(row).toBeDefined()
    if (!row) return
    const other = { key: row.key, expiresAt: (row.expiresAt ?? 0) + 1, saved: null }
    expect(await session.writer().unlinkIfUnchanged([other])).toEqual(['changed'])
    expect(await session.writer().unlinkIfUnchanged([{ ...other, expiresAt: row.expiresAt }])).toEqual(['deleted'])
  })

  test('restoring never replaces a newer value and never revives what is past', async () => {
    const saved = (name: string, form: 'string' | 'dump', payload: Buffer, expiresAt: number | null): SavedKey => ({
      key: Buffer.from(name),
      form,
      payload,
      expiresAt,
    })
    await client.hset('pncp:h', 'f', 'old')
    const dump = (await client.callBuffer('DUMP', 'pncp:h')) as Buffer
    await client.set('pncp:s', 'new')
    const outcomes = await session
      .writer()
      .restore([
        saved('pncp:s', 'string', Buffer.from('old'), null),
        saved('pncp:h', 'dump', dump, null),
        saved('pncp:past', 'string', Buffer.from('x'), Date.now() - 1_000),
        saved('pncp:past2', 'dump', dump, Date.now() - 1_000),
        saved('pncp:damaged', 'dump', Buffer.from('nonsense'), null),
        saved('pncp:fine', 'dump', dump, 4_000_000_000_000),
      ])
    expect(outcomes).toEqual(['kept_newer', 'kept_newer', 'expired', 'expired', 'failed', 'restored'])
    expect(await client.get('pncp:s')).toBe('new')
    expect(await client.call('PEXPIRETIME', 'pncp:fine')).toBe(4_000_000_000_000)
  })

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
