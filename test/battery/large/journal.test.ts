import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import { createJournal } from '../../../electron/storage/journal.ts'
import { genesis, journalLine } from '../../../electron/storage/journal-line.ts'
import { tellFigure } from '../../support/battery.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const lines = 1_000_000

test('R55: a journal of a million lines opens within a second, and is checked as a whole on demand', async (context) => {
  const folder = temporaryFolder()
  const file = join(folder, 'journal.jsonl')
  let chain = genesis
  for (let seq = 1; seq <= lines; ) {
    const texts: string[] = []
    for (const last = Math.min(lines, seq + 49_999); seq <= last; seq++) {
      const entry = {
        seq,
        at: 1_700_000_000_000 + seq,
        who: 'ana@host',
        what: 'invalidation.batch',
        connection: 'alicit',
        details: { operationId: 'a1b2c3d4', namespace: 'pncp', keys: 4_000, deleted: seq },
      }
      const line = journalLine(entry, chain)
      chain = line.chain
      texts.push(line.text)
    }
    writeFileSync(file, `${texts.join('\n')}\n`, { flag: 'a', mode: 0o600 })
  }
  const timed = async <T>(act: () => Promise<T>) => {
    const startedAt = performance.now()
    const value = await act()
    return { value, ms: Math.round(performance.now() - startedAt) }
  }
  const journal = () => createJournal(folder, recordingLog())
  const first = await timed(() => journal().read(500))
  expect(first.value).toMatchObject({ checked: null, brokenAtLine: null })
  expect(first.value.entries).toHaveLength(500)
  const whole = await timed(() => journal().verify())
  expect(whole.value).toMatchObject({ lines, brokenAtLine: null })
  const again = await timed(() => journal().read(500))
  expect(again.value.checked).toMatchObject({ lines })
  expect(Math.max(first.ms, again.ms)).toBeLessThan(1_000)
  tellFigure(
    context,
    `1 M lines: opened in ${first.ms} ms, whole chain in ${whole.ms} ms, opened again in ${again.ms} ms`,
  )
})
