import { afterAll, beforeAll, expect, test } from 'vitest'
import { runJournalList } from '../../electron/commands/journal-command.ts'
import { runCloseOperation, runUnfinished } from '../../electron/commands/recovery-command.ts'
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

// The twenty positions of the item are killed in `npm run battery`.
test('a console killed on the way leaves an operation to inspect, undo or close, and nothing lost', async () => {
  const first = await lab.crash(2)
  if (!first) throw new Error('it came to its end before it could be killed')
  expect(first.gone).toBeGreaterThan(0)
  await lab.undo(first.bundle)

  const second = await lab.crash(2)
  if (!second) throw new Error('it came to its end before it could be killed')
  const left = (await lab.client.keys('pncp:*')).length
  expect(await lab.commands.run((context) => runCloseOperation(context, second.operation))).toMatchObject({ code: 0 })
  expect((await lab.client.keys('pncp:*')).length).toBe(left)
  expect((await lab.commands.run(runUnfinished)).document).toEqual({ operations: [] })
  expect(await lab.commands.run((context) => runCloseOperation(context, '../journal'))).toMatchObject({
    said: '[not_found]',
  })
  const { document } = await lab.commands.run((context) => runJournalList(context, 2))
  expect(document.entries).toMatchObject([
    { what: 'refused' },
    { what: 'invalidation.closed', details: { operationId: second.operation, ended: 'closed', bundle: second.bundle } },
  ])
}, 60_000)
