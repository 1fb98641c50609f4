import { z } from 'zod'
import { cacheZone } from '../time/cache-day.ts'
import { Failure } from './failure.ts'
import { CacheDaySchema, Count, Instant, ProviderId } from './primitives.ts'

/** What a lane is doing. `following`: another console runs it, this one looks on. `ended` says how in `outcome`. */
export const LaneState = z.enum(['queued', 'running', 'waiting', 'following', 'comparing', 'storing', 'ended'])
export type LaneState = z.infer<typeof LaneState>

/** How a lane ended. Distinct on purpose: a failure never looks like zero results. */
export const LaneOutcome = z.enum(['stored', 'kept_old', 'compared', 'failed', 'cancelled', 'skipped', 'interrupted'])
export type LaneOutcome = z.infer<typeof LaneOutcome>

/** Why an old value was kept, or a lane skipped. */
export const LaneReason = z.enum([
  'empty',
  'incomplete',
  'shrunk',
  'too_large',
  'locked',
  'followed',
  'disabled',
  'lock_lost',
])
export type LaneReason = z.infer<typeof LaneReason>

export const PageFailure = z.strictObject({
  page: Count,
  attempts: z
    .array(z.strictObject({ at: Instant, elapsedMs: z.number(), waitMs: z.number(), failure: Failure }))
    .max(20),
  /** First characters of the body, capped; text, never markup. */
  bodySample: z.string().max(2_048).nullable(),
})
export type PageFailure = z.infer<typeof PageFailure>

/** First and last id of a daily fetch; null where there is none or it could not be read without reading the whole. */
export const DailyEnds = z.strictObject({ first: z.string().max(300).nullable(), last: z.string().max(300).nullable() })
export type DailyEnds = z.infer<typeof DailyEnds>

const noEnds: DailyEnds = { first: null, last: null }

export const LaneComparison = z.strictObject({
  oldItems: Count.nullable(),
  newItems: Count,
  oldBytes: Count.nullable(),
  newBytes: Count,
  /** Runs of old have none. */
  oldEnds: DailyEnds.default(noEnds),
  newEnds: DailyEnds.default(noEnds),
})
export type LaneComparison = z.infer<typeof LaneComparison>

/** What a run tells the consoles that find its day locked. */
export const LaneNews = z.strictObject({
  runId: z.string().max(64),
  /** When it was told. */
  at: Instant,
  state: LaneState,
  /** Read so far. */
  pages: Count,
  pagesTotal: Count.nullable(),
  items: Count,
  outcome: LaneOutcome.nullable(),
  reason: LaneReason.nullable(),
})
export type LaneNews = z.infer<typeof LaneNews>

/** The console that holds a provider's day, and what it last told of its run; null where it tells nothing. */
export const LaneHolder = z.strictObject({ by: z.string().max(128), since: Instant, run: LaneNews.nullable() })
export type LaneHolder = z.infer<typeof LaneHolder>

/** One provider's part of a run. */
export const FetchLane = z.strictObject({
  provider: ProviderId,
  /** What was asked for, by the provider's own names (modalities, states, bodies); []: all there is. Runs of old have none. */
  coverage: z.record(z.string().max(64), z.array(z.string().max(64)).max(2_000)).default({}),
  state: LaneState,
  outcome: LaneOutcome.nullable(),
  reason: LaneReason.nullable(),
  failure: Failure.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** The wait the provider or the breaker imposes. */
  waitingUntil: Instant.nullable(),
  /** One letter per page in the order asked: `d` done, `r` done after a retry, `f` failed, `a` asking. */
  pages: z.string().max(2_400),
  /** null until the provider has said; walks that do not say stay null. */
  pagesTotal: Count.nullable(),
  /** What is being walked, as the provider names it: a modality, a body. */
  walk: z.string().max(120).nullable(),
  items: Count,
  rejected: Count,
  repeated: Count,
  bytes: Count,
  attempts: Count,
  pageFailure: PageFailure.nullable(),
  /** Who runs it instead; null where nobody does. Runs of old have none. */
  holder: LaneHolder.nullable().default(null),
  comparison: LaneComparison.nullable(),
  /** Where it was stored; null until then. */
  key: z.string().nullable(),
  /** Where the result lies for 24 h that was not stored; null where nothing was set aside. Runs of old have none. */
  aside: z.string().nullable().default(null),
  payloadBytes: Count.nullable(),
  /** Words for the record: what the run covered, what was odd. */
  warnings: z.array(z.string().max(300)).max(20),
})
export type FetchLane = z.infer<typeof FetchLane>

export const FetchRun = z.strictObject({
  runId: z.string(),
  day: CacheDaySchema,
  /** Whose calendar the day is of. Runs of old were all of São Paulo. */
  zone: z.string().max(64).default(cacheZone),
  dryRun: z.boolean(),
  startedAt: Instant,
  endedAt: Instant.nullable(),
  /** Who started it: `user@host`. */
  startedBy: z.string(),
  /** Name of the connection it wrote to. */
  connection: z.string(),
  lanes: z.array(FetchLane),
})
export type FetchRun = z.infer<typeof FetchRun>

export const FetchStart = z.strictObject({
  providers: z.array(ProviderId).min(1).max(32),
  day: CacheDaySchema,
  /** Fetch and compare, do not store. */
  dryRun: z.boolean(),
  /** Where another console runs it already: look on to its end. Without it such a lane ends at once. */
  follow: z.boolean().optional(),
  /** Ask although a provider's breaker is open; journaled. */
  overrideBreaker: z.boolean().optional(),
})
export type FetchStart = z.infer<typeof FetchStart>
