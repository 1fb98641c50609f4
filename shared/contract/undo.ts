import { z } from 'zod'
import { ServerIdentity } from './connection.ts'
import { Failure } from './failure.ts'
import { RemovalTarget } from './invalidation.ts'
import { Count, Instant, KeyLabel } from './primitives.ts'

/** Keys on disk, byte for byte, with absolute expiry: what was removed, or what a file that was opened holds. */
export const UndoBundle = z.strictObject({
  bundle: z.string(),
  target: RemovalTarget,
  server: ServerIdentity,
  /**
   * Set where the saved keys were replaced and not removed: the expiry of what stands in their place, to the
   * millisecond. An undo puts the saved value over exactly that, and over nothing newer.
   */
  replacementExpiresAt: Instant.optional(),
  createdAt: Instant,
  undoUntil: Instant,
  keys: Count,
  fileBytes: Count,
  state: z.enum(['ready', 'restored', 'expired', 'damaged']),
  /** Name of the file that was opened; not there for what was removed by this machine. */
  file: z.string().optional(),
  /** Of a file: the copy of a removal, out of some console's data folder; else it was exported. */
  ofRemoval: z.boolean().optional(),
})
export type UndoBundle = z.infer<typeof UndoBundle>

/** What an undo would do now: saved = restorable + expired + standing + damaged + unknown + foreign.keys. */
export const UndoPreview = z.strictObject({
  bundle: UndoBundle,
  at: Instant,
  elapsedMs: z.number().nonnegative(),
  saved: Count,
  restorable: Count,
  /** Their lifetime passed meanwhile; they stay gone. */
  expired: Count,
  /** A key of that name is there now, newer or put back before: it stays as it is. */
  standing: Count,
  damaged: Count,
  /** This user may not ask about them. */
  unknown: Count,
  /** Of a file, intact: outside of its target, or of every namespace. They come only if their number is typed. */
  foreign: z.strictObject({
    keys: Count,
    restorable: Count,
    samples: z.array(KeyLabel).max(20),
  }),
  /** Places of the damaged records in the bundle, from 1; the first of them. */
  damagedRecords: z.array(Count).max(20),
  /** Of those that would come back. */
  samples: z.array(KeyLabel).max(20),
  /** Who answers now. */
  server: ServerIdentity,
  /** The bundle is of another server or database: only by the connection's typed name is it restored here. */
  elsewhere: z.boolean(),
  blocked: Failure.nullable(),
})
export type UndoPreview = z.infer<typeof UndoPreview>

/** How far the preview of an undo has read. */
export const UndoPreviewProgress = z.strictObject({ bundle: z.string(), read: Count, saved: Count })
export type UndoPreviewProgress = z.infer<typeof UndoPreviewProgress>

/** The books of an undo: saved = restored + expired + keptNewer + damaged + foreign + failed + notAttempted. */
export const UndoBooks = z.strictObject({
  saved: Count,
  restored: Count,
  /** Their lifetime passed meanwhile; they stay gone. */
  expired: Count,
  /** A key of that name was there, newer or put back before; it stays. */
  keptNewer: Count,
  damaged: Count,
  /** Of a file, outside of its target: left out, because their number was not typed. */
  foreign: Count,
  failed: Count,
  notAttempted: Count,
})
export type UndoBooks = z.infer<typeof UndoBooks>

export const UndoProgress = z.strictObject({
  operationId: z.string(),
  bundle: z.string(),
  target: RemovalTarget,
  books: UndoBooks,
  /** As of an invalidation. */
  paused: Failure.optional(),
  keysPerSecond: z.number().nonnegative(),
  elapsedMs: z.number().nonnegative(),
  done: z.boolean(),
})
export type UndoProgress = z.infer<typeof UndoProgress>

export const UndoResult = UndoBooks.extend({
  operationId: z.string(),
  bundle: z.string(),
  target: RemovalTarget,
  ended: z.enum(['done', 'stopped', 'failed']),
  failure: Failure.nullable(),
  elapsedMs: z.number().nonnegative(),
})
export type UndoResult = z.infer<typeof UndoResult>
