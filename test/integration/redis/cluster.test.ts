import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { RedisSession } from '../../../electron/core/ports/connection.ts'
import type { SavedKey } from '../../../electron/core/ports/keyspace.ts'
import { collectStats } from '../../../electron/core/stats/collect-stats.ts'
import { parseCacheDay } from '../../../shared/time/cache-day.ts'
import { startCluster, type TestCluster } from '../../support/redis-cluster.ts'
import type { TestRedis } from '../../support/redis-server.ts'
import { collect, namespaces, openSession, testSystem, walk } from '../../support/test-session.ts'

let cluster: TestCluster
let first: TestRedis
let session: RedisSession

beforeAll(async () => {
  cluster = await startCluster()
  first = cluster.nodes[0] as TestRedis
  session = await openSession(first)
  const saved = Array.from(
    { length: 300 },
    (_, index): SavedKey => ({
      key: Buffer.from(`pncp:search_v2:${index}`),
      form: 'string',
      payload: Buffer.from('x'.repeat(index)),
      expiresAt: index % 3 === 0 ? null : 4_000_000_000_000 + index,
    }),
  )
  await session.writer().restore(saved)
}, 30_000)
afterAll(async () => {
  await session.close()
  await cluster.stop()
})

const stats = () =>
  collectStats(session.reader(), testSystem, {
    namespaces,
    mode: 'exact',
    pace: 'fast',
    sampleSize: null,
    signal: new AbortController().signal,
    onProgress: () => undefined,
  })

describe('a cluster', () => {
  test('is one keyspace: every primary is walked, every slot covered', async () => {
    expect(session.identity().topology).toBe('cluster')
    expect(await session.reader().coverage()).toEqual({
      complete: true,
      primaries: 3,
      primariesReached: 3,
      slotsCovered: 16_384,
    })
    expect(await session.reader().size()).toBe(300)
    const report = await stats()
    expect(report).toMatchObject({ exact: true, complete: true, keys: 300 })
    const perNode = await Promise.all(cluster.nodes.map((node) => node.cli('dbsize')))
    expect(perNode.map(Number).every((keys) => keys > 0 && keys < 300)).toBe(true)
  })

  test('a copy of its keys, read alone, is what would be saved before they go', async () => {
    const steps = await collect(session.reader().list({ prefixes: ['pncp:'], tally: null }, walk))
    const listed = steps.flatMap(({ keys }) => keys)
    const copied = await session.reader().copy(listed)
    expect(copied.filter((outcome) => 'saved' in outcome)).toHaveLength(300)
    expect(copied).toEqual(await session.writer().save(listed))
  })

  test('keys are listed, saved, removed and restored wherever they live', async () => {
    const steps = await collect(session.reader().list({ prefixes: ['pncp:'], tally: null }, walk))
    const listed = steps.flatMap((step) => step.keys)
    expect(listed).toHaveLength(300)
    const saved = (await session.writer().save(listed)).flatMap((outcome) =>
      'saved' in outcome ? [outcome.saved] : [],
    )
    expect(saved).toHaveLength(300)
    const requests = saved.map((one) => ({ key: one.key, expiresAt: one.expiresAt, saved: one }))
    expect(new Set(await session.writer().unlinkIfUnchanged(requests))).toEqual(new Set(['deleted']))
    expect(await session.reader().size()).toBe(0)
    expect(new Set(await session.writer().restore(saved))).toEqual(new Set(['restored']))
    expect(await session.reader().size()).toBe(300)
  })

  test('a daily fetch and its lock lie in one slot; both forms of a search do not and still leave one', async () => {
    const day = parseCacheDay('2026-11-23')
    if (!day) throw new Error('no day')
    const store = session.dailyFetches()
    const lock = await store.lock('pncp', day, 60_000)
    if ('heldBy' in lock) throw new Error('held')
    expect(await store.commit('pncp', day, [Buffer.from('{}')], lock)).toBe('stored')
    await lock.release()
    const key = 'unified:search_combined:a23b8f70'
    await session.payloads().write(key, 'x'.repeat(1_048_577), 100, true)
    await session.payloads().write(key, 'small', 100, true)
    expect(await session.payloads().read(key)).toMatchObject({ text: 'small', key })
    const probes = await session.reader().probe([Buffer.from(key), Buffer.from(`${key}:gz`)])
    expect(probes.map((probe) => probe.state)).toEqual(['present', 'absent'])
  })

  test('another database than 0 does not exist', async () => {
    await expect(openSession(first, { database: 1 })).rejects.toMatchObject({ code: 'database_missing' })
  })

  test('a slot that moved since is found by the new map', async () => {
    const [one, two] = cluster.nodes as [TestRedis, TestRedis, TestRedis]
    const empty = Number(await one.cli('cluster', 'keyslot', 'pncp:moved'))
    const owner = empty <= 5_460 ? one : empty <= 10_922 ? two : (cluster.nodes[2] as TestRedis)
    const other = owner === one ? two : one
    const id = await other.cli('cluster', 'myid')
    for (const node of [other, owner, ...cluster.nodes]) await node.cli('cluster', 'setslot', String(empty), 'node', id)
    const saved = {
      key: Buffer.from('pncp:moved'),
      form: 'string',
      payload: Buffer.from('1'),
      expiresAt: null,
    } as const
    expect(await session.writer().restore([saved])).toEqual(['restored'])
    expect(await session.reader().probe([saved.key])).toMatchObject([{ state: 'present', length: 1 }])
    expect(await session.writer().unlinkIfUnchanged([{ key: saved.key, expiresAt: null, saved }])).toEqual(['deleted'])
  })

  test('a primary that does not answer makes every figure a part, never a total', { timeout: 20_000 }, async () => {
    const last = cluster.nodes[2] as TestRedis
    last.signal('SIGKILL')
    await new Promise((resolve) => setTimeout(resolve, 50))
    const coverage = await session.reader().coverage()
    expect(coverage).toMatchObject({ complete: false, primaries: 3, primariesReached: 2 })
    expect(coverage.slotsCovered).toBeLessThan(11_000)
    const report = await stats()
    expect(report).toMatchObject({ complete: false, exact: false })
    expect(report.keys).toBeLessThan(300)
  })
})
