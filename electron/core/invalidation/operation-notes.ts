import type { JournalWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'

export type NoteDetails = Readonly<Record<string, string | number | boolean | null>>

/** Writes one operation's steps into the journal. @throws AppError: what cannot be journaled is not done */
export type OperationNotes = (
  step: 'begin' | 'batch' | 'pause' | 'resume' | 'end',
  details: NoteDetails,
) => Promise<void>

/** @param common - stands in every entry: what ties them together */
export function createOperationNotes(
  journal: JournalWriter,
  system: System,
  kind: 'invalidation' | 'undo' | 'fetch.replace' | 'export' | 'import',
  connection: string,
  common: NoteDetails,
): OperationNotes {
  return async (step, details) => {
    const at = system.clock()
    await journal.append({
      at,
      who: system.operator,
      what: `${kind}.${step}`,
      connection,
      details: { ...common, ...details },
    })
  }
}
