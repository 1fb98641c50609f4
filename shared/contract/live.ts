import { z } from 'zod'
import { keyEventNames } from '../keys/key-events.ts'
import { Failure } from './failure.ts'
import { Count, Instant, KeyLabel } from './primitives.ts'

/** Keys of one family, or of those outside every namespace (`namespace` null). */
export const LiveCount = z.strictObject({ namespace: z.string().nullable(), family: z.string(), keys: Count })
export type LiveCount = z.infer<typeof LiveCount>

/** A primary's `notify-keyspace-events`: what it was, and what the console set it to. */
export const NotifyChange = z.strictObject({
  node: z.string().max(300),
  was: z.string().max(32),
  set: z.string().max(32),
})
export type NotifyChange = z.infer<typeof NotifyChange>

/** What main says of the live counters of the open connection. */
export const LiveStatus = z.strictObject({
  at: Instant,
  /**
   * `counting`: the walk that the events are added to is under way; what `counts` still holds is stale.
   * `live`: the counts are those of the server. `failed`: tried again at `nextTryAt`.
   */
  phase: z.enum(['off', 'counting', 'live', 'failed']),
  /** Since when the counts have been exact; null unless live. */
  since: Instant.nullable(),
  /** When the sum was last found equal to DBSIZE. */
  checkedAt: Instant.nullable(),
  /** Why counting began anew, or stopped, though nobody asked for it. */
  reason: z.enum(['events_lost', 'differs', 'setting_gone']).nullable(),
  failure: Failure.nullable(),
  nextTryAt: Instant.nullable(),
  counts: z.array(LiveCount).nullable(),
  /** Sum of `counts`. */
  keys: Count.nullable(),
  /** Of the walk under way: names seen, and what DBSIZE said when it began. */
  walked: Count,
  expected: Count,
  /** Events of the last whole second. */
  eventsPerSecond: Count,
  /** Settings the console changed and puts back when the counters are switched off. */
  changed: z.array(NotifyChange),
  /** Settings a console that was killed left changed on this server. */
  leftover: z.array(NotifyChange),
})
export type LiveStatus = z.infer<typeof LiveStatus>

/** What switching on would do: per primary the setting as it is and as it would be. */
export const LivePreview = z.strictObject({
  /** `stays`: it is not put back, because the server does not tell whether a part of it was on before. */
  nodes: z.array(
    z.strictObject({
      node: z.string().max(300),
      current: z.string().max(32),
      wanted: z.string().max(32),
      stays: z.boolean(),
    }),
  ),
  /** Whether any setting has to change. */
  changes: z.boolean(),
  /** Why it cannot be switched on; null where it can. */
  obstacle: Failure.nullable(),
})
export type LivePreview = z.infer<typeof LivePreview>

export const LiveEvent = z.strictObject({
  seq: Count,
  at: Instant,
  event: z.enum(keyEventNames),
  key: KeyLabel,
  namespace: z.string().nullable(),
})
export type LiveEvent = z.infer<typeof LiveEvent>

/** From when to when events may have been missed; `to` null: still. */
export const LiveGap = z.strictObject({ from: Instant, to: Instant.nullable() })
export type LiveGap = z.infer<typeof LiveGap>

export const LiveFeed = z.strictObject({
  at: Instant,
  /** Events heard since the counters were switched on; those shown are the newest of the namespace asked for. */
  heard: Count,
  /** Newest first. */
  events: z.array(LiveEvent).max(200),
  /** Of the namespace asked for, per second, oldest first; a second without events is not listed. */
  seconds: z.array(z.strictObject({ at: Instant, appeared: Count, gone: Count })).max(600),
  /** The counters listened from here on. */
  from: Instant.nullable(),
  gaps: z.array(LiveGap).max(100),
})
export type LiveFeed = z.infer<typeof LiveFeed>
