import {
  appendFileSync,
  existsSync,
  readFileSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  writeFileSync,
} from 'node:fs'
import { join } from 'node:path'
import { setTimeout as wait } from 'node:timers/promises'
import { expect, test } from 'vitest'
import { withFileLock } from '../../../electron/storage/file-lock.ts'
import { createJournal } from '../../../electron/storage/journal.ts'
import { genesis, journalLine } from '../../../electron/storage/journal-line.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const entry = (what: string) => ({
  at: 1_700_000_000_000,
  who: 'ana@host',
  what,
  connection: 'alicit',
  details: { keys: 3 },
})

async function journalOf(folder: string, count: number) {
  const journal = createJournal(folder, recordingLog())
  for (let n = 1; n <= count; n++) await journal.append(entry(`step.${n}`))
  return journal
}

test('entries are numbered, newest first, and the chain holds', async () => {
  const journal = await journalOf(temporaryFolder(), 4)
  const { entries, brokenAtLine } = await journal.read(3)
  expect(entries.map(({ seq, what }) => [seq, what])).toEqual([
    [4, 'step.4'],
    [3, 'step.3'],
    [2, 'step.2'],
  ])
  expect(brokenAtLine).toBeNull()
})

test('an edited line is told by its number', async () => {
  const folder = temporaryFolder()
  const journal = await journalOf(folder, 5)
  const file = join(folder, 'journal.jsonl')
  writeFileSync(file, readFileSync(file, 'utf8').replace('"step.3"', '"step.9"'))
  expect((await journal.read(10)).brokenAtLine).toBe(3)
})

test('a removed line is told by its number', async () => {
  const folder = temporaryFolder()
  const journal = await journalOf(folder, 5)
  const file = join(folder, 'journal.jsonl')
  const lines = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, lines.toSpliced(1, 1).join('\n'))
  expect((await journal.read(10)).brokenAtLine).toBe(2)
})

test('lines missing at the end are seen, also after the next append', async () => {
  const folder = temporaryFolder()
  const journal = await journalOf(folder, 4)
  const file = join(folder, 'journal.jsonl')
  writeFileSync(file, `${readFileSync(file, 'utf8').split('\n').slice(0, 2).join('\n')}\n`)
  expect((await journal.read(10)).brokenAtLine).toBe(3)
  expect((await journal.append(entry('later'))).seq).toBe(5)
  expect((await journal.read(10)).brokenAtLine).toBe(3)
})

test('a deleted journal is seen, and goes on with the next number', async () => {
  const folder = temporaryFolder()
  const journal = await journalOf(folder, 3)
  rmSync(join(folder, 'journal.jsonl'))
  expect((await journal.read(10)).brokenAtLine).toBe(1)
  expect((await journal.append(entry('later'))).seq).toBe(4)
  expect((await journal.read(10)).brokenAtLine).toBe(1)
})

test('a line cut in half stays, is told, and the next entry stands whole behind it', async () => {
  const folder = temporaryFolder()
  const journal = await journalOf(folder, 3)
  const file = join(folder, 'journal.jsonl')
  truncateSync(file, statSync(file).size - 40)
  await journal.append(entry('after the crash'))
  const { entries, brokenAtLine } = await journal.read(10)
  expect(brokenAtLine).toBe(3)
  expect(entries.map(({ what }) => what)).toEqual(['after the crash', 'step.2', 'step.1'])
})

test('two writers of one folder keep one chain', async () => {
  const folder = temporaryFolder()
  const [window, cron] = [createJournal(folder, recordingLog()), createJournal(folder, recordingLog())]
  await Promise.all(Array.from({ length: 20 }, (_, n) => (n % 2 ? window : cron).append(entry(`step.${n}`))))
  const { entries, brokenAtLine } = await window.read(50)
  expect(brokenAtLine).toBeNull()
  expect(entries.map(({ seq }) => seq)).toEqual(Array.from({ length: 20 }, (_, n) => 20 - n))
})

test('a lock left by a dead process is taken over', async () => {
  const folder = temporaryFolder()
  const journal = await journalOf(folder, 1)
  writeFileSync(join(folder, 'journal.lock'), '4194999')
  expect((await journal.append(entry('next'))).seq).toBe(2)
})

test.skipIf(process.platform !== 'linux')(
  'a lock whose number another process bears by now is taken over',
  async () => {
    const folder = temporaryFolder()
    const journal = await journalOf(folder, 1)
    writeFileSync(join(folder, 'journal.lock'), `${process.pid} 1`)
    expect((await journal.append(entry('next'))).seq).toBe(2)
  },
)

test('a lock is held as long as its own process runs', async () => {
  const lock = join(temporaryFolder(), 'lock')
  const order: string[] = []
  const first = withFileLock(lock, async () => {
    await wait(150)
    order.push('first')
  })
  await expect.poll(() => existsSync(lock), { interval: 5 }).toBe(true)
  const second = withFileLock(lock, async () => void order.push('second'))
  await Promise.all([first, second])
  expect(order).toEqual(['first', 'second'])
})

test('what cannot be journaled is refused', async () => {
  const folder = temporaryFolder()
  symlinkSync('/dev/full', join(folder, 'journal.jsonl'))
  await expect(createJournal(folder, recordingLog()).append(entry('x'))).rejects.toMatchObject({
    code: 'storage_failed',
  })
})

test('nobody else may read it', async () => {
  const folder = temporaryFolder()
  const before = process.umask(0)
  try {
    await journalOf(folder, 1)
  } finally {
    process.umask(before)
  }
  expect(statSync(join(folder, 'journal.jsonl')).mode & 0o777).toBe(0o600)
  expect(statSync(join(folder, 'journal.end')).mode & 0o777).toBe(0o600)
})

test('foreign text in the file is no entry and no way to crash the reader', async () => {
  const folder = temporaryFolder()
  const journal = await journalOf(folder, 2)
  appendFileSync(join(folder, 'journal.jsonl'), '{"__proto__":{"polluted":1}}\n')
  expect((await journal.read(10)).brokenAtLine).toBe(3)
  expect(({} as { polluted?: number }).polluted).toBeUndefined()
})

/** Writes a journal of many lines at once; the chain is the real one. */
function writeJournal(folder: string, lines: number): string {
  const file = join(folder, 'journal.jsonl')
  let chain = genesis
  const texts: string[] = []
  for (let seq = 1; seq <= lines; seq++) {
    const line = journalLine({ seq, ...entry(`step.${seq}`) }, chain)
    chain = line.chain
    texts.push(line.text)
  }
  writeFileSync(file, `${texts.join('\n')}\n`, { mode: 0o600 })
  return file
}

const long = 45_000

test('R55: of a long journal opening reads the newest entries, and says that the chain was not checked yet', async () => {
  const folder = temporaryFolder()
  writeJournal(folder, long)
  const journal = createJournal(folder, recordingLog(), () => 5_000)
  const page = await journal.read(3)
  expect(page.entries.map(({ seq }) => seq)).toEqual([long, long - 1, long - 2])
  expect(page).toMatchObject({ brokenAtLine: null, checked: null })
  expect(await journal.verify()).toEqual({ lines: long, lastSeq: long, brokenAtLine: null, at: 5_000 })
  await journal.append(entry('later'))
  expect(await createJournal(folder, recordingLog()).read(1)).toMatchObject({
    entries: [{ seq: long + 1 }],
    brokenAtLine: null,
    checked: { lines: long, at: 5_000 },
  })
})

test('R55: behind what was checked a break is seen at once, before it by a whole check', async () => {
  const folder = temporaryFolder()
  const file = writeJournal(folder, long)
  const journal = createJournal(folder, recordingLog())
  await journal.verify()
  await journal.append(entry('later'))
  await journal.append(entry('last'))
  const text = readFileSync(file, 'utf8')
  writeFileSync(file, text.replace('"later"', '"lateR"'))
  expect((await journal.read(5)).brokenAtLine).toBe(long + 1)
  writeFileSync(file, text.replace('"step.7"', '"step.9"'))
  expect((await journal.read(5)).checked).toMatchObject({ lines: long })
  expect((await journal.verify()).brokenAtLine).toBe(7)
  expect((await journal.read(5)).brokenAtLine).toBe(7)
})

test('R55: a check of a file that is another one by now is not trusted', async () => {
  const folder = temporaryFolder()
  const file = writeJournal(folder, 3_000)
  const journal = createJournal(folder, recordingLog())
  await journal.verify()
  const lines = readFileSync(file, 'utf8').split('\n')
  writeFileSync(file, lines.toSpliced(10, 1).join('\n'))
  expect((await journal.read(1)).brokenAtLine).toBe(11)
})
