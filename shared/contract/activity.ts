import { z } from 'zod'
import { Instant } from './primitives.ts'

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
