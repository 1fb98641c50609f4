import { afterAll, beforeAll, expect, test } from 'vitest'
import { openLaboratory, whole } from '../../integration/invalidation/laboratory.ts'
import { tellFigure } from '../../support/battery.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { seedPncp } from '../../support/seed-pncp.ts'
import { testSystem } from '../../support/test-session.ts'

/** A hundred batches of a removal. */
const keys = 400_000
const batch = 4_000
/** Between two batches, so that each is told of. */
const restMs = 260

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())

test.for([10, 50, 99])('R5: cancelled at %i %', async (percent, context) => {
  await redis.cli('flushall')
  await seedPncp([redis], keys, 20)
  const lab = await openLaboratory(redis, {
    deps: { pace: async () => 'gentle' },
    sleep: (ms, signal) => testSystem.sleep(Math.max(ms, restMs), signal),
  })
  const { token, count } = await lab.preview(whole('pncp'))
  const stop = { at: 0, deleted: 0 }
  const request = { token: token ?? '', confirmation: 'pncp', noUndo: false }
  const result = await lab.invalidation.run(request, ({ operationId, books }) => {
    if (stop.at > 0 || books.deleted * 100 < percent * count) return
    Object.assign(stop, { at: performance.now(), deleted: books.deleted })
    lab.invalidation.stop(operationId)
  })
  const tookMs = Math.round(performance.now() - stop.at)
  expect(result.ended).toBe('stopped')
  const { deleted, changed, gone, failed, notAttempted } = result
  expect(deleted + changed + gone + failed + notAttempted).toBe(count)
  expect(deleted - stop.deleted).toBeLessThanOrEqual(batch)
  expect(notAttempted).toBeGreaterThan(0)
  await redis.cli('config', 'resetstat')
  await testSystem.sleep(1_000)
  expect(await redis.cli('info', 'commandstats')).not.toMatch(/cmdstat_(unlink|del|eval|evalsha|set):/)
  expect(Number(await redis.cli('dbsize'))).toBe(count - deleted)
  const [bundle] = await lab.undoStore.list()
  expect(bundle).toMatchObject({ bundle: result.bundle, keys: deleted })
  expect(await lab.restore(result.bundle ?? '')).toMatchObject({ ended: 'done', restored: deleted })
  tellFigure(
    context,
    `at ${percent} %: ended after ${tookMs} ms, ${deleted - stop.deleted} keys later; ${deleted} undone`,
  )
})
