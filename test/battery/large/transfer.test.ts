import { join } from 'node:path'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { tellFigure } from '../../support/battery.ts'
import { forgeBundle, textKey } from '../../support/bundle-file.ts'
import { type Pcc, preparePcc } from '../../support/pcc.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

let redis: TestRedis
let pcc: Pcc
beforeAll(async () => {
  ;[redis, pcc] = await Promise.all([startRedis(), preparePcc()])
})
afterAll(() => Promise.all([redis.stop(), pcc.dispose()]))

const records = 1_000_000

function* tiny() {
  for (let at = 0; at < records; at++) yield textKey(`pncp:search_v2:${at}`, '')
}

test('S9: a million tiny records are imported, exported again and counted to the last one', async (context) => {
  const folder = temporaryFolder()
  const path = join(folder, 'tiny.pcb')
  await forgeBundle(path, tiny(), records)
  const imported = await pcc.json(['--url', redis.url, 'import', path, '--confirm', 'pncp'])
  expect(imported.document).toMatchObject({ saved: records, restored: records })
  const again = join(folder, 'again.pcb')
  const exported = await pcc.json(['--url', redis.url, 'export', 'pncp', '--out', again])
  expect(exported.document).toMatchObject({ listed: records, saved: records })
  tellFigure(
    context,
    `${records} records in ${String(imported.document.elapsed_ms)} ms, out in ${String(exported.document.elapsed_ms)} ms`,
  )
})
