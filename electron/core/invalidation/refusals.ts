import { AppError, toFailure } from '../app-error.ts'
import type { JournalWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'

/** A page gone wild must not fill the disk with its refusals. */
const perMinute = 30

export interface Refusals {
  /**
   * Writes a refusal into the journal. It never fails itself: what was refused stays refused.
   * @param subject - what was asked for, from outside; at most 64 characters of it are kept
   */
  note(act: string, subject: string, error: unknown): Promise<void>
}

export function createRefusals(journal: JournalWriter, system: System, connectionName: () => string): Refusals {
  let minute = 0
  let noted = 0
  let left = 0
  return {
    async note(act, subject, error) {
      const now = Math.floor(system.clock() / 60_000)
      if (now !== minute) {
        minute = now
        noted = 0
      }
      noted += 1
      if (noted > perMinute) {
        left += 1
        return
      }
      const details = { act, subject: subject.slice(0, 64), code: toFailure(error).code, notNoted: left }
      left = 0
      try {
        const at = system.clock()
        await journal.append({ at, who: system.operator, what: 'refused', connection: connectionName(), details })
      } catch (failure) {
        system.log.error('a refusal could not be journaled', { act, ...toFailure(failure) })
      }
    },
  }
}

/** Runs an act; an AppError it throws is noted as a refusal, then thrown on. */
export async function noting<T>(refusals: Refusals, act: string, subject: string, run: () => Promise<T>): Promise<T> {
  try {
    return await run()
  } catch (error) {
    if (error instanceof AppError) await refusals.note(act, subject, error)
    throw error
  }
}
