import { z } from 'zod'
import { CacheDaySchema, Count, Instant, ProviderId } from './primitives.ts'

/** What stands under `{provider}:daily_fetch:{day}`, found by a direct probe; no scan. */
export const DayProbe = z.strictObject({
  day: CacheDaySchema,
  state: z.enum(['present', 'absent', 'unreadable', 'no_permission']),
  /** `total_opportunities` of the value; null unless present and read. */
  items: Count.nullable(),
  bytes: Count.nullable(),
  /** null: no TTL, or absent. */
  ttlSeconds: Count.nullable(),
  /** When the key dies. */
  expiresAt: Instant.nullable(),
  /** `fetch_date` as stored, without a zone; null where it could not be read. */
  fetchDate: z.string().nullable(),
})
export type DayProbe = z.infer<typeof DayProbe>

export const ProviderFreshness = z.strictObject({
  provider: ProviderId,
  /** Newest first is today in the cache's zone. */
  days: z.array(DayProbe),
  /** The newest day that is present, or null. */
  lastDay: CacheDaySchema.nullable(),
  /** Age of the newest value in seconds, from its TTL against 25 h; null where unknown. */
  ageSeconds: Count.nullable(),
  /** Median items of the other present days of the last seven; null with fewer than two. */
  medianItems: z.number().nonnegative().nullable(),
})
export type ProviderFreshness = z.infer<typeof ProviderFreshness>

export const FreshnessReport = z.strictObject({
  at: Instant,
  today: CacheDaySchema,
  zone: z.string(),
  providers: z.array(ProviderFreshness),
})
export type FreshnessReport = z.infer<typeof FreshnessReport>
