import { afterEach, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { slotOf } from '../../../electron/redis/cluster-slot.ts'
import { openLaboratory, whole } from '../../integration/invalidation/laboratory.ts'
import { tellFigure } from '../../support/battery.ts'
import { moveSlots } from '../../support/move-slots.ts'
import { poll } from '../../support/poll.ts'
import { startCluster, type TestCluster } from '../../support/redis-cluster.ts'
import type { TestRedis } from '../../support/redis-server.ts'
import { nodeOf, pncpKey, seedPncp } from '../../support/seed-pncp.ts'

const keys = 60_000
const never = new AbortController().signal
let cluster: TestCluster

const node = (at: number) => cluster.nodes[at] as TestRedis

describe('without replicas', () => {
  beforeEach(async () => {
    cluster = await startCluster()
    await seedPncp(cluster.nodes, keys)
  })
  afterEach(() => cluster.stop())

  test('R22: a shard killed before the preview: incomplete, and nothing to confirm', async (context) => {
    const { preview, session } = await openLaboratory(node(0))
    node(2).signal('SIGKILL')
    await poll(async () => !(await session.reader().coverage()).complete)
    const { token, blocked, coverage, count } = await preview(whole('pncp'))
    expect(token).toBeNull()
    expect(blocked).toMatchObject({ code: 'incomplete', params: { reason: '10923/16384 slots, 2/3 nodes' } })
    expect(coverage).toMatchObject({ complete: false, primaries: 3, primariesReached: 2, slotsCovered: 10_923 })
    expect(count).toBeLessThan(keys)
    tellFigure(context, `before: ${count} of ${keys} keys seen, 5461 of 16384 slots said to be missing`)
  })

  test('R22: a shard killed during the preview: no token', async () => {
    const { invalidation } = await openLaboratory(node(0))
    const taking = invalidation.preview(whole('pncp'), never, () => node(2).signal('SIGKILL'))
    const outcome = await taking.then(
      ({ token, coverage }) => ({ token, complete: coverage.complete }),
      (error: unknown) => ({ token: null, complete: false, code: (error as { code: string }).code }), // an AppError
    )
    expect(outcome).toMatchObject({ token: null, complete: false })
  })

  test.each([
    ['from a node not yet walked to one that was', 2, 0],
    ['and back the other way', 0, 2],
  ] as const)(
    'R23: 1,000 slots moved during the preview %s: it is void, and a fresh one is exact',
    async (_way, from, to) => {
      const { invalidation, preview } = await openLaboratory(node(0))
      const moving: Promise<void>[] = []
      const first = from === 0 ? 0 : 10_923
      const taking = invalidation.preview(whole('pncp'), never, () => {
        if (moving.length === 0) moving.push(moveSlots(node(from), node(to), first, 1_000, cluster.nodes))
      })
      const settled = await taking.then(
        ({ token }) => ({ token }),
        (error: unknown) => ({ token: null, code: (error as { code: string }).code }), // an AppError
      )
      expect(settled.token).toBeNull()
      await Promise.all(moving)
      const { count, token, coverage } = await preview(whole('pncp'))
      expect(coverage).toMatchObject({ complete: true, slotsCovered: 16_384 })
      expect(count).toBe(keys)
      expect(token).not.toBeNull()
    },
  )

  test('R24: slots moved during the removal: every key is settled, the books hold', async (context) => {
    const { preview, invalidation } = await openLaboratory(node(0))
    const { token, count } = await preview(whole('pncp'))
    expect(count).toBe(keys)
    const moving: Promise<void>[] = []
    const result = await invalidation.run(
      { token: token ?? '', confirmation: 'pncp', noUndo: false },
      ({ books, done }) => {
        if (!done && books.deleted > 0 && moving.length === 0)
          moving.push(moveSlots(node(2), node(0), 10_923, 1_000, cluster.nodes))
      },
    )
    expect(moving).toHaveLength(1)
    await Promise.all(moving)
    const { deleted, changed, gone, failed, notAttempted } = result
    // MIGRATE gives a key its remaining lifetime anew: its expiry may be a millisecond later, and then it is another one.
    expect({ ended: result.ended, gone, failed, notAttempted }).toEqual({
      ended: 'done',
      gone: 0,
      failed: 0,
      notAttempted: 0,
    })
    expect(deleted + changed).toBe(keys)
    const left = await Promise.all(cluster.nodes.map((one) => one.cli('dbsize')))
    expect(left.map(Number).reduce((sum, one) => sum + one, 0)).toBe(changed)
    tellFigure(context, `${deleted} removed, ${changed} with a new expiry kept, while 1000 slots moved`)
  })
})

test('R24: a slot that stays half-way: its keys at the source go, those that cannot be asked for are failed, none is lost', async () => {
  cluster = await startCluster()
  onTestFinished(() => cluster.stop())
  await seedPncp(cluster.nodes, 3_000)
  const { preview, invalidation } = await openLaboratory(node(0))
  const { token } = await preview(whole('pncp'))
  const slot = slotOf(Buffer.from(pncpKey(0)))
  const source = node(nodeOf(slot))
  const target = cluster.nodes.find((one) => one !== source) as TestRedis
  await target.cli('cluster', 'setslot', String(slot), 'importing', await source.cli('cluster', 'myid'))
  await source.cli('cluster', 'setslot', String(slot), 'migrating', await target.cli('cluster', 'myid'))
  await source.cli('migrate', '127.0.0.1', String(target.port), pncpKey(0), '0', '1000')
  const result = await invalidation.run({ token: token ?? '', confirmation: 'pncp', noUndo: false }, () => undefined)
  expect(result).toMatchObject({ ended: 'done', deleted: 2_999, failed: 1, notAttempted: 0 })
  await expect(preview(whole('pncp'))).rejects.toMatchObject({ code: 'incomplete' })
})

describe('R25: a replica is promoted', () => {
  test('R25: during the removal: it stops, and the new primary is written to only after a new preview', async (context) => {
    cluster = await startCluster({ replicas: true })
    onTestFinished(() => cluster.stop())
    await seedPncp(cluster.nodes, keys)
    const { preview, invalidation } = await openLaboratory(node(0))
    const { token, count } = await preview(whole('pncp'))
    const promoted: Promise<string>[] = []
    const result = await invalidation.run(
      { token: token ?? '', confirmation: 'pncp', noUndo: false },
      ({ books, done }) => {
        if (!done && books.deleted > 0 && promoted.length === 0)
          promoted.push((cluster.replicas[1] as TestRedis).cli('cluster', 'failover'))
      },
    )
    expect(await Promise.all(promoted)).toEqual(['OK'])
    expect(result.ended).toBe('failed')
    const { deleted, changed, gone, failed, notAttempted, recheck } = result
    expect(deleted + changed + gone + failed + notAttempted).toBe(count)
    expect(notAttempted).toBeGreaterThan(0)
    expect(recheck?.checked).toBe(Math.min(1_000, deleted))
    await poll(async () => (await (cluster.replicas[1] as TestRedis).cli('role')).startsWith('master'))
    const again = await preview(whole('pncp'))
    expect(again.count).toBe(count - deleted)
    const rest = await invalidation.run(
      { token: again.token ?? '', confirmation: 'pncp', noUndo: false },
      () => undefined,
    )
    expect(rest).toMatchObject({ ended: 'done', deleted: again.count, failed: 0 })
    tellFigure(
      context,
      `stopped with ${result.failure?.code} after ${deleted} of ${count}; ${recheck?.standing} of ${recheck?.checked} stand again`,
    )
  })
})
