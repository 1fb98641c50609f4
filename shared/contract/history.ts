import { z } from 'zod'
import { Count, Instant } from './primitives.ts'

/** What every kept record says of itself. `place` is `host:port/database`: a restarted server goes on where it was. */
const Kept = z.strictObject({
  at: Instant,
  place: z.string().max(300),
  /** The server process that answered; '' where this user may not ask. */
  runId: z.string().max(64),
})

/** The figures of one whole pass, kept small. Passes that were stopped or saw a part are not kept. */
export const StatsPoint = Kept.extend({
  elapsedMs: z.number().nonnegative(),
  /** Bytes were measured on every key; else they are estimates with the error of each namespace. */
  exact: z.boolean(),
  connection: z.string().max(200),
  keys: Count,
  bytes: Count.nullable(),
  namespaces: z.array(
    z.strictObject({
      namespace: z.string(),
      keys: Count,
      bytes: Count.nullable(),
      /** Those that held keys. `error`: half width of the 95 % interval of `bytes` as a share; null when exact. */
      families: z.array(
        z.strictObject({
          family: z.string(),
          keys: Count,
          bytes: Count.nullable(),
          error: z.number().nonnegative().nullable(),
        }),
      ),
    }),
  ),
  other: z.strictObject({ keys: Count, bytes: Count.nullable() }),
})
export type StatsPoint = z.infer<typeof StatsPoint>

/**
 * The server's own figures at one instant, as `ServerFacts` has them: totals since the server started, and what stood at
 * that moment. null: it did not say. Rates are taken between two samples of one `runId`.
 */
export const ServerSample = Kept.extend({
  usedMemoryBytes: Count.nullable(),
  maxMemoryBytes: Count.nullable(),
  hits: Count.nullable(),
  misses: Count.nullable(),
  evictedKeys: Count.nullable(),
  expiredKeys: Count.nullable(),
  connectedClients: Count.nullable(),
  opsPerSecond: Count.nullable(),
  keys: Count.nullable(),
})
export type ServerSample = z.infer<typeof ServerSample>

/** An act of this console on the shown connection, for the charts to mark. */
export const HistoryMark = z.strictObject({
  at: Instant,
  kind: z.enum(['fetch', 'invalidation', 'undo']),
  /** The namespaces or providers it was about. */
  about: z.array(z.string()).max(20),
})
export type HistoryMark = z.infer<typeof HistoryMark>

/** Oldest first, at most 600 records evenly over the span; where nothing was measured there is none. */
export const StatsHistory = z.strictObject({
  from: Instant,
  to: Instant,
  points: z.array(StatsPoint),
  marks: z.array(HistoryMark),
})
export type StatsHistory = z.infer<typeof StatsHistory>

export const ServerHistory = z.strictObject({
  from: Instant,
  to: Instant,
  samples: z.array(ServerSample),
  marks: z.array(HistoryMark),
})
export type ServerHistory = z.infer<typeof ServerHistory>
