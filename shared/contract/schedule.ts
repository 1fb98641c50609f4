import { z } from 'zod'
import { Failure } from './failure.ts'
import { Instant, ProviderId } from './primitives.ts'

/** `06:00`, in the zone of the cache. */
export const TimeOfDay = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/)

/** When the console itself fetches and cleans up while it runs; off until the operator switches it on. */
export const Schedule = z.strictObject({
  dailyFetch: z.strictObject({
    enabled: z.boolean(),
    time: TimeOfDay,
    /** Providers left out; a new provider is in. */
    without: z.array(ProviderId).max(32),
  }),
  cleanUp: z.strictObject({
    enabled: z.boolean(),
    /** 0 is Sunday. */
    weekday: z.number().int().min(0).max(6),
    time: TimeOfDay,
  }),
})
export type Schedule = z.infer<typeof Schedule>

export const ScheduledJob = z.enum(['daily_fetch', 'clean_up'])
export type ScheduledJob = z.infer<typeof ScheduledJob>

/** How a scheduled job ended; `skipped` says why in `reason`. */
export const ScheduledEnd = z.strictObject({
  job: ScheduledJob,
  dueAt: Instant,
  endedAt: Instant,
  outcome: z.enum(['done', 'partial', 'failed', 'skipped']),
  reason: z.enum(['not_connected', 'read_only', 'demo', 'nothing_to_do', 'busy']).nullable(),
  /** Providers that were not stored, or namespaces that were not wholly cleaned. */
  lacking: z.array(z.string()).max(64),
  failure: Failure.nullable(),
})
export type ScheduledEnd = z.infer<typeof ScheduledEnd>

export const ScheduleStatus = z.strictObject({
  at: Instant,
  zone: z.string(),
  jobs: z.array(
    z.strictObject({
      job: ScheduledJob,
      enabled: z.boolean(),
      nextAt: Instant,
      lastDueAt: Instant.nullable(),
      /** What it covers: providers of the daily fetch, namespaces of the clean-up. */
      covers: z.array(z.string()).max(64),
      running: z.boolean(),
      lastEnd: ScheduledEnd.nullable(),
    }),
  ),
  /** Providers whose last due fetch did not come while no console was there to run it. */
  missed: z.array(ProviderId).max(32),
  /** Daily keys that will die before their successor can arrive, by the time of the fetch and how long it usually takes. */
  gaps: z.array(z.strictObject({ provider: ProviderId, expiresAt: Instant, successorAt: Instant })).max(32),
})
export type ScheduleStatus = z.infer<typeof ScheduleStatus>
