import { appendFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createRunLog } from '../../../electron/storage/run-log.ts'
import type { FetchRun } from '../../../shared/contract/fetch.ts'
import { parseCacheDay } from '../../../shared/time/cache-day.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const day =
  parseCacheDay('2026-11-22') ??
  (() => {
    throw new Error('not a day')
  })()
const run = (runId: string, startedAt: number, endedAt: number | null = null): FetchRun => ({
  runId,
  day,
  zone: 'America/Sao_Paulo',
  dryRun: false,
  startedAt,
  endedAt,
  startedBy: 'ana@host',
  connection: 'lab',
  lanes: [],
})

test('a run is listed once, as it was last written, newest first', async () => {
  const folder = temporaryFolder()
  const log = createRunLog(folder, recordingLog())
  await log.append(run('one', 1))
  await log.append(run('two', 2))
  await log.append(run('one', 1, 9))
  expect((await createRunLog(folder, recordingLog()).list(10)).map(({ runId, endedAt }) => [runId, endedAt])).toEqual([
    ['two', null],
    ['one', 9],
  ])
  expect(await log.list(1)).toHaveLength(1)
})

test('a line that cannot be read hides no other and is told', async () => {
  const folder = temporaryFolder()
  const messages = recordingLog()
  const log = createRunLog(folder, messages)
  await log.append(run('one', 1))
  appendFileSync(join(folder, 'runs.jsonl'), '{"runId":\n')
  await log.append(run('two', 2))
  expect((await log.list(10)).map(({ runId }) => runId)).toEqual(['two', 'one'])
  expect(messages.messages).toContain('lines of the run log cannot be read')
})
