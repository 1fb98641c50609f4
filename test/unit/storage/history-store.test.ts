import { appendFileSync, readFileSync, statSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { z } from 'zod'
import { createHistoryStore } from '../../../electron/storage/history-store.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const Sample = z.strictObject({ at: z.number(), place: z.string(), keys: z.number() })
const now = 1_700_000_000_000
const sample = (ageMs: number, keys: number, place = 'here:1/0') => ({ at: now - ageMs, place, keys })

function store(folder: string, log = recordingLog()) {
  return createHistoryStore(folder, 'lab', Sample, () => now, log)
}

test('what was kept is there after a restart, of its own place alone, for the operator alone', async () => {
  const folder = temporaryFolder()
  await store(folder).append(sample(2_000, 1))
  await store(folder).append(sample(1_000, 2))
  await store(folder).append(sample(500, 9, 'there:1/0'))
  expect((await store(folder).list('here:1/0', now - 1_500)).map(({ keys }) => keys)).toEqual([2])
  expect((await store(folder).list('here:1/0', 0)).map(({ keys }) => keys)).toEqual([1, 2])
  expect(statSync(join(folder, 'lab.jsonl')).mode & 0o077).toBe(0)
})

test('a damaged line is told and hides no other', async () => {
  const folder = temporaryFolder()
  const log = recordingLog()
  const kept = store(folder, log)
  await kept.append(sample(3_000, 1))
  appendFileSync(join(folder, 'lab.jsonl'), '{"at":12,"pla\n')
  await kept.append(sample(1_000, 2))
  expect((await kept.list('here:1/0', 0)).map(({ keys }) => keys)).toEqual([1, 2])
  expect(log.messages).toContain('lines of a history cannot be read')
})

test('the file is thinned when it holds more than a day of samples, also while a console runs', async () => {
  const folder = temporaryFolder()
  const file = join(folder, 'lab.jsonl')
  const lines = () => readFileSync(file, 'utf8').trim().split('\n').length
  const old = Array.from({ length: 5_000 }, (_, index) => JSON.stringify(sample(index * 1_000, index)))
  writeFileSync(file, `${old.join('\n')}\n`)
  const kept = store(folder)
  await kept.append(sample(0, 0))
  expect(lines()).toBeLessThan(100)
  const almost = Array.from({ length: 1_435 }, (_, index) => JSON.stringify(sample(index * 1_000, index)))
  writeFileSync(file, `${almost.join('\n')}\n`)
  const another = store(folder)
  for (let index = 0; index < 10; index++) await another.append(sample(index, index))
  expect(lines()).toBeLessThan(40)
})

test('two consoles write to one history', async () => {
  const folder = temporaryFolder()
  const [one, two] = [store(folder), store(folder)]
  const ages = Array.from({ length: 20 }, (_, index) => index * 120_000)
  await Promise.all(ages.map((age, index) => (index % 2 ? one : two).append(sample(age, index))))
  expect(await one.list('here:1/0', 0)).toHaveLength(20)
})
