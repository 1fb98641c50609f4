import { z } from 'zod'
import { Failure } from './failure.ts'
import { Count, Instant, ProviderId } from './primitives.ts'

/** The filters as the Python programs write them: a JSON object of their dataclass' fields; numbers keep their digits. */
export const FiltersText = z.string().min(2).max(16_384)

export const SearchRequest = z.strictObject({
  filters: FiltersText,
  providers: z.array(ProviderId).min(1).max(32),
  /** Asks the providers whatever is stored. */
  refresh: z.boolean(),
})
export type SearchRequest = z.infer<typeof SearchRequest>

/** One provider's part. A failure is said, and never looks like nothing found. */
export const SearchAnswer = z.strictObject({
  provider: ProviderId,
  /** `combined`: from the stored combined search; `search`: from its own stored search; `provider`: asked now. */
  from: z.enum(['combined', 'search', 'provider']),
  /** Age of what was stored, from its TTL against the family's lifetime; null where unknown, or asked now. */
  ageSeconds: Count.nullable(),
  /** null where it failed: unknown, not nothing. */
  opportunities: Count.nullable(),
  rejected: Count,
  failure: Failure.nullable(),
})
export type SearchAnswer = z.infer<typeof SearchAnswer>

export const SearchResult = z.strictObject({
  /** The set of procurements main holds: see `procurements.page`. */
  set: z.string(),
  at: Instant,
  answers: z.array(SearchAnswer).max(32),
  procurements: Count,
  shared: Count,
  /** Where the combined search stands; null where it was not stored. */
  key: z.string().nullable(),
  /** A stored one holds more providers than were asked; it stays. */
  keptWider: z.boolean(),
  storeFailure: Failure.nullable(),
})
export type SearchResult = z.infer<typeof SearchResult>

/** Where a combined search stands, or would. */
export const SearchLookup = z.strictObject({
  /** The key without `:gz`. */
  key: z.string(),
  /** The key that readers find; null where none stands. */
  standing: z.string().nullable(),
  expiresAt: Instant.nullable(),
  /** Other filters of the same hash stand there: 32 bits do clash. */
  otherFilters: z.boolean(),
})
export type SearchLookup = z.infer<typeof SearchLookup>

export const SearchProgress = z.strictObject({ provider: ProviderId, pages: Count, found: Count })
export type SearchProgress = z.infer<typeof SearchProgress>
