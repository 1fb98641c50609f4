import { constants } from 'node:fs'
import { type FileHandle, open, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { z } from 'zod'
import { JournalEntry } from '../../shared/contract/activity.ts'
import { Instant } from '../../shared/contract/primitives.ts'
import { createSerialQueue } from '../../shared/util/serial-queue.ts'
import { toFailure } from '../core/app-error.ts'
import type { Journal } from '../core/ports/stores.ts'
import type { Clock, Logger } from '../core/ports/system.ts'
import { withFileLock } from './file-lock.ts'
import { readTail } from './file-tail.ts'
import { ChainPlace, chainStart, followChain, isWhole } from './journal-chain.ts'
import { type ChainEnd, genesis, journalLine, parseJournalLine } from './journal-line.ts'
import { readJsonFile } from './json-file.ts'
import { openForAppend, privateFile, writeAtomically } from './private-file.ts'
import { storageError } from './storage-error.ts'

/** Longer than any line: the strings of an entry are bounded by its schema. */
const tailBytes = 128 * 1024

/** What is read of the chain when the journal is opened; more than that is checked on demand. */
const mostReadOnOpening = 8 * 1024 * 1024
/** Lines behind the remembered check that make a new one worth keeping. */
const rememberEvery = 1_000

const StoredCheck = z.object({ at: Instant, place: ChainPlace })

const StoredEnd = z.object({ seq: z.number().int().nonnegative(), chain: z.string().length(64) })

/**
 * `journal.jsonl`: append-only, fsynced, hash-chained; `journal.end` remembers the last line, so that lines missing at
 * the end are seen too; `journal.checked` how far the chain was followed from its beginning, and when. The window and `pcc` write to the same one.
 */
export function createJournal(folder: string, log: Logger, now: Clock = Date.now): Journal {
  const file = join(folder, 'journal.jsonl')
  const endFile = join(folder, 'journal.end')
  const checkFile = join(folder, 'journal.checked')
  const inTurn = createSerialQueue()

  async function rememberedEnd(): Promise<ChainEnd> {
    const stored = StoredEnd.safeParse(await readJsonFile(endFile, log))
    return stored.success ? stored.data : { seq: 0, chain: genesis }
  }

  /** What a former reading from the beginning found, where the file still stands as it was then at that place. */
  async function knownCheck(): Promise<z.infer<typeof StoredCheck> | null> {
    const stored = StoredCheck.safeParse(await readJsonFile(checkFile, log))
    if (!stored.success || stored.data.place.bytes === 0) return null
    const { place } = stored.data
    const [last] = await readTail(file, 1, place.bytes)
    const isThere = last !== undefined && (await isWhole(file, place)) && parseJournalLine(last)?.chain === place.chain
    return isThere ? stored.data : null
  }

  /** Only to be quicker the next time: without it the chain is followed from its beginning. */
  async function rememberCheck(place: ChainPlace, at: number): Promise<void> {
    if (!(await isWhole(file, place))) return
    await writeAtomically(checkFile, `${JSON.stringify({ at, place })}\n`).catch((error) =>
      log.warn('the journal check was not kept', { ...toFailure(error) }),
    )
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
      const known = await knownCheck()
      const size = (await stat(file).catch(() => null))?.size ?? 0
      const from = known?.place ?? chainStart
      const newest = async () => (await readTail(file, limit)).flatMap((line) => parseJournalLine(line)?.entry ?? [])
      if (size - from.bytes > mostReadOnOpening) {
        return { entries: (await newest()).reverse(), brokenAtLine: from.brokenAtLine, checked: null }
      }
      const place = await followChain(file, from)
      const at = known?.at ?? now()
      if (place.lines - from.lines >= rememberEvery) await rememberCheck(place, at)
      const checked = { lines: known?.place.lines ?? place.lines, at }
      return { entries: (await newest()).reverse(), brokenAtLine: breakOf(place, remembered), checked }
    },
    async verify() {
      const remembered = await rememberedEnd()
      const place = await followChain(file, chainStart)
      const at = now()
      await rememberCheck(place, at)
      return { lines: place.lines, lastSeq: place.seq, brokenAtLine: breakOf(place, remembered), at }
    },
  }
}

/** @returns the first line that does not hold, lines missing at the end among them */
function breakOf({ lines, seq, chain, brokenAtLine }: ChainPlace, remembered: ChainEnd): number | null {
  if (brokenAtLine !== null) return brokenAtLine
  if (remembered.seq > 0 && chain === genesis) return 1
  return remembered.seq > seq ? lines + 1 : null
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
