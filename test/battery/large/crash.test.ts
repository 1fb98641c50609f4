import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellFigure } from '../../support/battery.ts'
import { openCrashLaboratory } from '../../support/crash-laboratory.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'

const keys = 50_000
/** Journal lines of one run at which it can be killed: its beginning and the batches of 4,000 keys before the last. */
const positions = 13

let redis: TestRedis
let lab: Awaited<ReturnType<typeof openCrashLaboratory>>
beforeAll(async () => {
  redis = await startRedis()
  lab = await openCrashLaboratory(redis, keys)
})
afterAll(async () => {
  await lab.close()
  await redis.stop()
})

test('R14: killed at twenty positions of the journal, no key is gone that is not in a readable bundle', async (context) => {
  let gone = 0
  let crashes = 0
  for (let turn = 0; crashes < 20; turn++) {
    const left = await lab.crash(1 + (turn % positions))
    if (!left) throw new Error('it came to its end before it could be killed')
    crashes += 1
    gone += left.gone
    await lab.undo(left.bundle)
  }
  expect(gone).toBeGreaterThan(0)
  tellFigure(
    context,
    `${crashes} of ${crashes} kills found again, ${gone} keys gone, all in readable bundles, 0 writes unasked`,
  )
})
