import { z } from 'zod'
import { DailyEnds, LaneReason } from './fetch.ts'
import { CacheDaySchema, Count, Instant, ProviderId } from './primitives.ts'

/** Why a result was set aside instead of stored. */
export const AsideReason = LaneReason.extract(['empty', 'shrunk', 'incomplete'])
export type AsideReason = z.infer<typeof AsideReason>

/** What is written beside a result set aside; it names the result, so that a decision binds to what was seen. */
export const AsideNote = z.strictObject({
  reason: AsideReason,
  at: Instant,
  /** Whose run it came from: `user@host`. */
  by: z.string().max(200),
  runId: z.string().max(64),
  items: Count,
  bytes: Count,
  ends: DailyEnds,
  /** SHA-256 of the exact text, hex. */
  digest: z.string().regex(/^[0-9a-f]{64}$/),
})
export type AsideNote = z.infer<typeof AsideNote>

/** A result that waits 24 h for a decision, beside what stands under the day's key. */
export const FetchAside = AsideNote.extend({
  provider: ProviderId,
  day: CacheDaySchema,
  /** Where it lies; its value is a daily fetch and can be opened like any other. */
  key: z.string(),
  expiresAt: Instant,
  /** What a commit would replace; null where nothing stands. */
  live: z
    .strictObject({
      items: Count.nullable(),
      bytes: Count,
      ends: DailyEnds,
      /** null: no TTL. */
      expiresAt: Instant.nullable(),
    })
    .nullable(),
})
export type FetchAside = z.infer<typeof FetchAside>

/** Which result is decided on. One with another digest is another result and is not touched. */
export const AsideRef = z.strictObject({ provider: ProviderId, day: CacheDaySchema, digest: z.string().max(64) })
export type AsideRef = z.infer<typeof AsideRef>

/** A result set aside that now stands under its day's key. */
export const AsideCommit = z.strictObject({
  provider: ProviderId,
  day: CacheDaySchema,
  key: z.string(),
  items: Count,
  bytes: Count,
  /** Id of the undo bundle that holds the replaced value; null where there was none. */
  bundle: z.string().nullable(),
  undoUntil: Instant.nullable(),
})
export type AsideCommit = z.infer<typeof AsideCommit>
