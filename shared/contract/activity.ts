import { z } from 'zod'
import { Count, Instant } from './primitives.ts'

/** One line of the journal: who did what to which server, and how it ended. Append-only, hash-chained. */
export const JournalEntry = z.strictObject({
  seq: z.number().int().positive(),
  at: Instant,
  who: z.string(),
  /** e.g. `invalidation.begin`, `invalidation.batch`, `invalidation.end`, `undo.end`, `fetch.end`, `refused`. */
  what: z.string().max(64),
  connection: z.string().max(200),
  details: z.record(z.string(), z.union([z.string().max(400), z.number(), z.boolean(), z.null()])),
})
export type JournalEntry = z.infer<typeof JournalEntry>

/** The newest entries, and what is known of the chain they stand in. */
export const JournalPage = z.strictObject({
  entries: z.array(JournalEntry),
  /** The first line whose chain does not hold; null: none is known. */
  brokenAtLine: Count.nullable(),
  /** So many lines were checked from the beginning, and when; those behind them now. null: not all were checked yet. */
  checked: z.strictObject({ lines: Count, at: Instant }).nullable(),
})
export type JournalPage = z.infer<typeof JournalPage>

/** What following the whole chain found. */
export const JournalCheck = z.strictObject({
  lines: Count,
  lastSeq: Count,
  brokenAtLine: Count.nullable(),
  at: Instant,
})
export type JournalCheck = z.infer<typeof JournalCheck>
