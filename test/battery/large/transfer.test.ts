import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { runExport } from '../../../electron/commands/export-command.ts'
import { runImport } from '../../../electron/commands/import-command.ts'
import { tellFigure } from '../../support/battery.ts'
import { forgeBundle, textKey } from '../../support/bundle-file.ts'
import { type Commands, prepareCommands } from '../../support/commands.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let redis: TestRedis
let commands: Commands
beforeAll(async () => {
  redis = await startRedis()
  commands = await prepareCommands(redis)
})
afterAll(() => Promise.all([redis.stop(), commands.dispose()]))

const records = 1_000_000

function* tiny() {
  for (let at = 0; at < records; at++) yield textKey(`pncp:search_v2:${at}`, '')
}

/** @returns what the work answered, and by how many MB this process grew at its peak */
async function watched<T>(work: () => Promise<T>): Promise<{ readonly answer: T; readonly grownMb: number }> {
  const before = process.memoryUsage().rss
  let peak = before
  const watch = setInterval(() => {
    peak = Math.max(peak, process.memoryUsage().rss)
  }, 50)
  try {
    return { answer: await work(), grownMb: Math.round((peak - before) / 1024 ** 2) }
  } finally {
    clearInterval(watch)
  }
}

test('S9: a million tiny records come in and go out again, to the last one, in bounded memory', async (context) => {
  const folder = temporaryFolder()
  const [path, again] = [join(folder, 'tiny.pcb'), join(folder, 'again.pcb')]
  await forgeBundle(path, tiny(), records)
  const { answer: imported, grownMb: inMb } = await watched(() =>
    commands.run((run) => runImport(run, path, { confirm: 'pncp' })),
  )
  expect(imported.document).toMatchObject({ saved: records, restored: records })
  const { answer: exported, grownMb: outMb } = await watched(() =>
    commands.run((run) => runExport(run, 'pncp', { out: again })),
  )
  expect(exported.document).toMatchObject({ listed: records, saved: records })
  expect(Math.max(inMb, outMb)).toBeLessThanOrEqual(200)
  const [inMs, outMs] = [imported, exported].map(({ document }) => String(document.elapsed_ms))
  tellFigure(context, `${records} records in ${inMs} ms (RSS +${inMb} MB), out in ${outMs} ms (RSS +${outMb} MB)`)
})
