import { afterAll, beforeAll, expect, test } from 'vitest'
import { runJournalList } from '../../electron/commands/journal-command.ts'
import { runCloseOperation, runUnfinished } from '../../electron/commands/recovery-command.ts'
import { notRun, tellFigure } from '../support/battery.ts'
import { openCrashLaboratory } from '../support/crash-laboratory.ts'
import { startRedis, type TestRedis } from '../support/redis-server.ts'

const keys = 20_000
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

notRun('R14', 'the other 18 kills, and 20 of the window itself (npm run battery); one of the window is in test/e2e')

test('R14: killed on the way it leaves an operation to inspect, undo or close, and nothing lost', async (context) => {
  const first = await lab.crash(2)
  if (!first) throw new Error('it came to its end before it could be killed')
  expect(first.gone).toBeGreaterThan(0)
  await lab.undo(first.bundle)

  const second = await lab.crash(2)
  if (!second) throw new Error('it came to its end before it could be killed')
  const left = (await lab.client.keys('pncp:*')).length
  expect(await lab.commands.run((command) => runCloseOperation(command, second.operation))).toMatchObject({ code: 0 })
  expect((await lab.client.keys('pncp:*')).length).toBe(left)
  expect((await lab.commands.run(runUnfinished)).document).toEqual({ operations: [] })
  expect(await lab.commands.run((command) => runCloseOperation(command, '../journal'))).toMatchObject({
    said: '[not_found]',
  })
  const { document } = await lab.commands.run((command) => runJournalList(command, 2))
  expect(document.entries).toMatchObject([
    { what: 'refused' },
    { what: 'invalidation.closed', details: { operationId: second.operation, ended: 'closed', bundle: second.bundle } },
  ])
  const gone = first.gone + second.gone
  tellFigure(context, `2 of 2 kills found again, ${gone} keys gone, all in readable bundles, 0 writes unasked`)
}, 60_000)
