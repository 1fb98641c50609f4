import { z } from 'zod'
import { mostComparedDays } from '../time/compare-window.ts'
import { CacheDaySchema, Count, Instant, ProviderId } from './primitives.ts'

/** Cache days, both included, and whose values are laid side by side. */
export const CompareRequest = z.strictObject({
  from: CacheDaySchema,
  to: CacheDaySchema,
  providers: z.array(ProviderId).min(1).max(32),
})
export type CompareRequest = z.infer<typeof CompareRequest>

/**
 * What became of a provider's cache day. `not_cached`: nothing there, and no fetch by this console explains it;
 * `expired`: it was stored and its lifetime has passed; `removed`: it was stored, should still stand, and does not;
 * `over_limit`: left unread, because no more records are held.
 */
export const ComparedDayState = z.enum([
  'read',
  'not_cached',
  'expired',
  'removed',
  'unreadable',
  'no_permission',
  'over_limit',
])
export type ComparedDayState = z.infer<typeof ComparedDayState>

export const ComparedDay = z.strictObject({
  provider: ProviderId,
  day: CacheDaySchema,
  state: ComparedDayState,
  /** As stored: local time without a zone; null unless read. */
  fetchDate: z.string().max(40).nullable(),
  /** Items of the value, those of other days among them; null unless read. */
  items: Count.nullable(),
  /** Items that are no opportunity; null unless read. */
  invalid: Count.nullable(),
})
export type ComparedDay = z.infer<typeof ComparedDay>

export const ProviderTotals = z.strictObject({
  provider: ProviderId,
  /** null: no day of it could be read, so nothing is known; never 0 for that. */
  procurements: Count.nullable(),
  /** Of them, told of by another provider too; null, as `unique`, where no other one could be read. */
  shared: Count.nullable(),
  unique: Count.nullable(),
})
export type ProviderTotals = z.infer<typeof ProviderTotals>

/** Procurements that exactly these providers tell of. */
export const Overlap = z.strictObject({ providers: z.array(ProviderId).min(1).max(32), procurements: Count })
export type Overlap = z.infer<typeof Overlap>

/** Procurements by the day each provider says they were published. */
export const PublicationDay = z.strictObject({
  day: CacheDaySchema,
  counts: z
    .array(
      z.strictObject({
        provider: ProviderId,
        /** null: no value that was read covers this day. */
        procurements: Count.nullable(),
        /** Only the value fetched on that very day covers it: what was published later that day is not in it. */
        partial: z.boolean(),
      }),
    )
    .max(32),
})
export type PublicationDay = z.infer<typeof PublicationDay>

/** What the cached days of several providers hold, told without asking any of them. */
export const Comparison = z.strictObject({
  /** The set of procurements main holds: see `procurements.page`. */
  set: z.string(),
  at: Instant,
  from: CacheDaySchema,
  to: CacheDaySchema,
  days: z.array(ComparedDay).max(32 * mostComparedDays),
  totals: z.array(ProviderTotals).max(32),
  /** Most procurements first. */
  overlaps: z.array(Overlap).max(256),
  /** Oldest first. */
  byDay: z.array(PublicationDay).max(mostComparedDays + 7),
  /** Records whose publication lies outside these days, or is not said. */
  undated: Count,
  /** null, as the two below: no day could be read, so nothing is known. */
  procurements: Count.nullable(),
  priceDiffers: Count.nullable(),
  dateDiffers: Count.nullable(),
})
export type Comparison = z.infer<typeof Comparison>

export const CompareProgress = z.strictObject({
  provider: ProviderId,
  day: CacheDaySchema,
  /** Days that are done, and all of them. */
  done: Count,
  total: Count,
})
export type CompareProgress = z.infer<typeof CompareProgress>
