import { z } from 'zod'
import { ServerIdentity } from './connection.ts'
import { RemovalTarget } from './invalidation.ts'
import { Count, Instant } from './primitives.ts'

/** An operation whose console ended before it did: the journal has its beginning and no end. */
export const UnfinishedOperation = z.strictObject({
  operationId: z.string(),
  kind: z.enum(['invalidation', 'undo']),
  target: RemovalTarget,
  server: ServerIdentity,
  /** Name of the connection it ran on. */
  connection: z.string(),
  who: z.string(),
  startedAt: Instant,
  /** Keys of the list, or of the bundle. */
  keys: Count,
  /** What it saved into, or restored from; null: removed without undo. */
  bundle: z.string().nullable(),
})
export type UnfinishedOperation = z.infer<typeof UnfinishedOperation>

/** What reading back found of an unfinished removal: listed = gone + there + changed + unknown. */
export const OperationCheck = z.strictObject({
  operationId: z.string(),
  at: Instant,
  listed: Count,
  gone: Count,
  /** Of those gone: in the undo bundle, and readable there. */
  goneSaved: Count,
  /** As they were listed. */
  there: Count,
  /** There, with another expiry than listed. */
  changed: Count,
  /** This user may not ask about them. */
  unknown: Count,
  /** Damaged records of the bundle. */
  damaged: Count,
})
export type OperationCheck = z.infer<typeof OperationCheck>
