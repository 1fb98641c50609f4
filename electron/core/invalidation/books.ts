import type { InvalidationBooks } from '../../../shared/contract/invalidation.ts'

export type Entry = 'deleted' | 'changed' | 'gone' | 'failed'

/** The books of one operation. They balance by construction: what no entry counts is "not attempted". */
export interface Books {
  enter(entry: Entry, keys?: number): void
  /** Keys with an entry. */
  settled(): number
  read(): InvalidationBooks
}

export function openBooks(previewed: number): Books {
  const entries = { deleted: 0, changed: 0, gone: 0, failed: 0 }
  const settled = () => entries.deleted + entries.changed + entries.gone + entries.failed
  return {
    enter(entry, keys = 1) {
      entries[entry] += keys
    },
    settled,
    read: () => ({ previewed, ...entries, notAttempted: previewed - settled() }),
  }
}

/** @param ms - time that was worked @returns keys per second */
export const rateOf = (keys: number, ms: number) => (ms > 0 ? (keys * 1_000) / ms : 0)
