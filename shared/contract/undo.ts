import { z } from 'zod'
import { ServerIdentity } from './connection.ts'
import { Failure } from './failure.ts'
import { InvalidationTarget } from './invalidation.ts'
import { Count, Instant } from './primitives.ts'

/** An undo file on disk: what was removed, byte for byte, with absolute expiry. */
export const UndoBundle = z.strictObject({
  bundle: z.string(),
  target: InvalidationTarget,
  server: ServerIdentity,
  createdAt: Instant,
  undoUntil: Instant,
  keys: Count,
  fileBytes: Count,
  state: z.enum(['ready', 'restored', 'expired', 'damaged']),
})
export type UndoBundle = z.infer<typeof UndoBundle>

/** The books of an undo: saved = restored + expired + keptNewer + damaged + failed + notAttempted. */
export const UndoResult = z.strictObject({
  bundle: z.string(),
  saved: Count,
  restored: Count,
  /** Their lifetime passed meanwhile; they stay gone. */
  expired: Count,
  /** Written again since; the newer value stays. */
  keptNewer: Count,
  damaged: Count,
  failed: Count,
  notAttempted: Count,
  ended: z.enum(['done', 'stopped', 'failed']),
  failure: Failure.nullable(),
  elapsedMs: z.number().nonnegative(),
})
export type UndoResult = z.infer<typeof UndoResult>
