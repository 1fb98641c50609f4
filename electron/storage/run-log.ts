import { join } from 'node:path'
import { FetchRun } from '../../shared/contract/fetch.ts'
import { createSerialQueue } from '../../shared/util/serial-queue.ts'
import type { RunLog } from '../core/ports/stores.ts'
import type { Logger } from '../core/ports/system.ts'
import { readLines } from './file-lines.ts'
import { withFileLock } from './file-lock.ts'
import { setAside } from './json-file.ts'
import { openForAppend, writeAtomically } from './private-file.ts'
import { storageError } from './storage-error.ts'

/** Runs kept; above twice as many lines the file is written anew. */
const keptRuns = 1_000

/**
 * `runs.jsonl`: one line per state of a run; the last line of a run id counts. A line that cannot be read is reported
 * and, when the file is written anew, kept in the file set aside.
 */
export function createRunLog(folder: string, log: Logger): RunLog {
  const file = join(folder, 'runs.jsonl')
  const inTurn = createSerialQueue()
  const locked = <T>(act: () => Promise<T>) => inTurn(() => withFileLock(join(folder, 'runs.lock'), act))
  let lines: number | null = null

  async function readAll(): Promise<{
    readonly runs: ReadonlyMap<string, FetchRun>
    readonly lines: number
    readonly bad: number
  }> {
    const runs = new Map<string, FetchRun>()
    let count = 0
    let bad = 0
    for await (const chunk of readLines(file)) {
      for (const line of chunk) {
        count += 1
        const run = parse(line)
        if (run) runs.set(run.runId, run)
        else bad += 1
      }
    }
    if (bad > 0) log.warn('lines of the run log cannot be read', { file: 'runs.jsonl', lines: bad })
    return { runs, lines: count, bad }
  }

  async function shrink(): Promise<void> {
    const { runs, bad } = await readAll()
    if (bad > 0) await setAside(file, log, `${bad} lines are no runs`)
    const kept = newestFirst(runs).slice(0, keptRuns).reverse()
    await writeAtomically(file, kept.map((run) => `${JSON.stringify(run)}\n`).join(''))
    lines = kept.length
  }

  return {
    append: (run) =>
      locked(async () => {
        lines ??= (await readAll()).lines
        if (lines >= 2 * keptRuns) await shrink()
        const handle = await openForAppend(file)
        try {
          await handle.appendFile(`${JSON.stringify(run)}\n`)
          await handle.sync()
          lines += 1
        } catch (error) {
          throw storageError(error, 'runs.jsonl')
        } finally {
          await handle.close()
        }
      }),
    list: async (limit) => newestFirst((await readAll()).runs).slice(0, limit),
  }
}

const newestFirst = (runs: ReadonlyMap<string, FetchRun>) =>
  [...runs.values()].sort((a, b) => b.startedAt - a.startedAt)

function parse(line: Buffer): FetchRun | null {
  try {
    const run = FetchRun.safeParse(JSON.parse(line.toString('utf8')))
    return run.success ? run.data : null
  } catch {
    return null
  }
}
