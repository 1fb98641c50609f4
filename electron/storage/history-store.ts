import { join } from 'node:path'
import type { z } from 'zod'
import { thin } from '../../shared/time/thin.ts'
import { createSerialQueue } from '../../shared/util/serial-queue.ts'
import type { HistoryRecord, HistoryStore } from '../core/ports/history.ts'
import type { Clock, Logger } from '../core/ports/system.ts'
import { readLines } from './file-lines.ts'
import { withFileLock } from './file-lock.ts'
import { openForAppend, writeAtomically } from './private-file.ts'
import { storageError } from './storage-error.ts'

/** Lines that may be added before the file is thinned again: a day of samples. */
const room = 1_440

/**
 * `<name>.jsonl`: one record per line. A line that cannot be read is told and dropped when the file is thinned: it is a
 * measurement less, and charts show a gap.
 */
export function createHistoryStore<T extends HistoryRecord>(
  folder: string,
  name: string,
  schema: z.ZodType<T>,
  clock: Clock,
  log: Logger,
): HistoryStore<T> {
  const file = join(folder, `${name}.jsonl`)
  const inTurn = createSerialQueue()
  const locked = <R>(act: () => Promise<R>) => inTurn(() => withFileLock(join(folder, `${name}.lock`), act))
  /** Since the file was thinned; at the start all of its lines. */
  let added: number | null = null

  async function readAll(): Promise<T[]> {
    const records: T[] = []
    let bad = 0
    for await (const chunk of readLines(file)) {
      for (const line of chunk) {
        const record = parse(schema, line)
        if (record) records.push(record)
        else bad += 1
      }
    }
    if (bad > 0) log.warn('lines of a history cannot be read', { file: `${name}.jsonl`, lines: bad })
    return records
  }

  async function countLines(): Promise<number> {
    let lines = 0
    for await (const chunk of readLines(file)) lines += chunk.length
    return lines
  }

  async function shrink(): Promise<void> {
    const kept = thin(await readAll(), clock())
    await writeAtomically(file, kept.map((record) => `${JSON.stringify(record)}\n`).join(''))
  }

  return {
    append: (record) =>
      locked(async () => {
        added ??= await countLines()
        if (added >= room) {
          await shrink()
          added = 0
        }
        const handle = await openForAppend(file)
        try {
          await handle.appendFile(`${JSON.stringify(record)}\n`)
          added += 1
        } catch (error) {
          throw storageError(error, `${name}.jsonl`)
        } finally {
          await handle.close()
        }
      }),
    async list(place, since) {
      const records = await inTurn(readAll)
      return records.filter((record) => record.place === place && record.at >= since).sort((a, b) => a.at - b.at)
    },
  }
}

function parse<T>(schema: z.ZodType<T>, line: Buffer): T | null {
  try {
    const record = schema.safeParse(JSON.parse(line.toString('utf8')))
    return record.success ? record.data : null
  } catch {
    return null
  }
}
