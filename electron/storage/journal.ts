import { constants } from 'node:fs'
import { type FileHandle, open } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { JournalEntry } from '../../shared/contract/activity.ts'
import type { Journal } from '../core/ports/stores.ts'
import type { Logger } from '../core/ports/system.ts'
import { readLines } from './file-lines.ts'
import { withFileLock } from './file-lock.ts'
import { type ChainEnd, checkedChain, genesis, journalLine, parseJournalLine } from './journal-line.ts'
import { readJsonFile } from './json-file.ts'
import { openForAppend, privateFile } from './private-file.ts'
import { createSerialQueue } from './serial-queue.ts'
import { storageError } from './storage-error.ts'

/** Longer than any line: the strings of an entry are bounded by its schema. */
const tailBytes = 128 * 1024

const StoredEnd = z.object({ seq: z.number().int().nonnegative(), chain: z.string().length(64) })

/**
 * `journal.jsonl`: append-only, fsynced, hash-chained; `journal.end` remembers the last line, so that lines missing at
 * the end are seen too. The window and `pcc` write to the same one.
 */
export function createJournal(folder: string, log: Logger): Journal {
  const file = join(folder, 'journal.jsonl')
  const endFile = join(folder, 'journal.end')
  const inTurn = createSerialQueue()

  async function rememberedEnd(): Promise<ChainEnd> {
    const stored = StoredEnd.safeParse(await readJsonFile(endFile, log))
    return stored.success ? stored.data : { seq: 0, chain: genesis }
  }

  async function appendLocked(given: Omit<JournalEntry, 'seq'>): Promise<JournalEntry> {
    const handle = await openForAppend(file)
    try {
      const found = await endOf(handle)
      const remembered = await rememberedEnd()
      // Lines that were there and are gone stay missed: the chain goes on from what was, and shows the break.
      const former = remembered.seq > found.seq ? remembered : found
      const entry = JournalEntry.parse({ seq: former.seq + 1, ...given })
      const { text, chain } = journalLine(entry, former.chain)
      // A line cut by a crash stays as it is; the next one starts on its own.
      await handle.appendFile(`${found.cut ? '\n' : ''}${text}\n`)
      await handle.sync()
      await remember(endFile, { seq: entry.seq, chain })
      return entry
    } finally {
      await handle.close()
    }
  }

  return {
    append: (entry) =>
      inTurn(async () => {
        try {
          return await withFileLock(join(folder, 'journal.lock'), () => appendLocked(entry))
        } catch (error) {
          throw error instanceof z.ZodError ? error : storageError(error, 'journal.jsonl')
        }
      }),
    async read(limit) {
      // First the remembered end, then the lines: whoever appends in between only adds lines.
      const remembered = await rememberedEnd()
      const newest: Buffer[] = []
      let brokenAtLine: number | null = null
      let chain = genesis
      let line = 0
      for await (const lines of readLines(file)) {
        for (const bytes of lines) {
          line += 1
          const next = checkedChain(bytes, chain)
          if (next === null) brokenAtLine ??= line
          // Behind a break each line is held against what its neighbour says, so the first break is the one told.
          chain = next ?? parseJournalLine(bytes)?.chain ?? chain
        }
        newest.push(...lines)
        if (newest.length > limit) newest.splice(0, newest.length - limit)
      }
      const entries = newest.flatMap((bytes) => parseJournalLine(bytes)?.entry ?? [])
      if (remembered.seq > 0 && chain === genesis) brokenAtLine ??= 1
      if (remembered.seq > (entries.at(-1)?.seq ?? remembered.seq)) brokenAtLine ??= line + 1
      return { entries: entries.reverse(), brokenAtLine }
    },
  }
}

/** The last whole line's end, and whether the file ends inside a line. */
async function endOf(handle: FileHandle): Promise<ChainEnd & { readonly cut: boolean }> {
  const { size } = await handle.stat()
  const tail = Buffer.alloc(Math.min(size, tailBytes))
  await handle.read(tail, 0, tail.length, size - tail.length)
  const cut = tail.length > 0 && tail.at(-1) !== 0x0a
  for (const line of tail.toString('utf8').split('\n').reverse()) {
    const parsed = parseJournalLine(Buffer.from(line))
    if (parsed) return { seq: parsed.entry.seq, chain: parsed.chain, cut }
  }
  return { seq: 0, chain: genesis, cut }
}

/** Written in place and not fsynced: it may lag behind the journal after a power cut, never run ahead of it. */
async function remember(file: string, end: ChainEnd): Promise<void> {
  const { O_RDWR, O_CREAT, O_NOFOLLOW } = constants
  const handle = await open(file, O_RDWR | O_CREAT | (O_NOFOLLOW ?? 0), privateFile)
  try {
    await handle.write(JSON.stringify(end).padEnd(120), 0)
  } finally {
    await handle.close()
  }
}
