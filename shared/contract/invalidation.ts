import { z } from 'zod'
import { mostChosenKeys } from '../keys/most-chosen-keys.ts'
import { ServerIdentity } from './connection.ts'
import { Failure } from './failure.ts'
import { PolicyRule } from './policy.ts'
import { CacheDaySchema, Count, FamilyNameSchema, Instant, KeyLabel, Namespace } from './primitives.ts'

/** What is to go. A missing field never reads as "all": the whole namespace must be said. */
export const InvalidationTarget = z.discriminatedUnion('scope', [
  z.strictObject({ scope: z.literal('whole'), namespace: Namespace }),
  z.strictObject({
    scope: z.literal('families'),
    namespace: Namespace,
    /** Names of table rows, never patterns. */
    families: z.array(FamilyNameSchema).min(1).max(16),
  }),
  /** The keys of a namespace that break one rule of its policy; the rule says whether they go or get their lifetime. */
  z.strictObject({ scope: z.literal('policy'), namespace: Namespace, rule: PolicyRule }),
])
export type InvalidationTarget = z.infer<typeof InvalidationTarget>

/** Keys chosen one by one, by their exact bytes. */
export const ChosenKeys = z.strictObject({
  scope: z.literal('keys'),
  /** The one all of them are of; null: none, or several. */
  namespace: Namespace.nullable(),
  /** Name of the first, as it can be shown. */
  label: KeyLabel.shape.label,
  keys: Count,
})
export type ChosenKeys = z.infer<typeof ChosenKeys>

/** Whatever can be removed, saved and put back. */
export const RemovalTarget = z.discriminatedUnion('scope', [...InvalidationTarget.options, ChosenKeys])
export type RemovalTarget = z.infer<typeof RemovalTarget>

export const Coverage = z.strictObject({
  complete: z.boolean(),
  primaries: Count,
  primariesReached: Count,
  /** Cluster slots; null elsewhere. */
  slotsCovered: Count.nullable(),
})
export type Coverage = z.infer<typeof Coverage>

export const FamilyShare = z.strictObject({ family: z.string(), keys: Count, bytes: Count.nullable() })
export type FamilyShare = z.infer<typeof FamilyShare>

/** What undoing needs and has on this machine's disk. */
export const UndoOutlook = z.strictObject({
  available: z.boolean(),
  reason: z.enum(['ok', 'too_large', 'disk_full', 'no_permission', 'storage_failed']),
  needsBytes: Count.nullable(),
  freeBytes: Count.nullable(),
  windowHours: z.number().positive(),
})
export type UndoOutlook = z.infer<typeof UndoOutlook>

/** What a full walk found: the exact list stays in main, bound to the token by its digest. */
export const InvalidationPreview = z.strictObject({
  previewId: z.string(),
  target: InvalidationTarget,
  at: Instant,
  elapsedMs: z.number().nonnegative(),
  count: Count,
  /** Measured on every key (MEMORY USAGE); null where the server does not allow it. */
  bytes: Count.nullable(),
  families: z.array(FamilyShare),
  /** Keys per TTL bucket; those without a TTL apart. */
  ttl: z.array(Count),
  noTtl: Count,
  samples: z.array(KeyLabel).max(20),
  oldestDay: CacheDaySchema.nullable(),
  newestDay: CacheDaySchema.nullable(),
  coverage: Coverage,
  /** Keys of `unified:*` that stay and may hold this provider's data; null when `unified` itself is the target. */
  unifiedKept: z.strictObject({ keys: Count, longestTtlSeconds: Count.nullable() }).nullable(),
  /** SHA-256 over the sorted list, hex. */
  digest: z.string(),
  server: ServerIdentity,
  undo: UndoOutlook,
  /** null where nothing can be confirmed: nothing found, coverage incomplete, or read-only. */
  token: z.string().nullable(),
  blocked: Failure.nullable(),
  tokenExpiresAt: Instant.nullable(),
})
export type InvalidationPreview = z.infer<typeof InvalidationPreview>

/** Chosen keys as they are now. Those that are gone by now are only counted. */
export const KeysPreview = z.strictObject({
  target: ChosenKeys,
  at: Instant,
  count: Count,
  missing: Count,
  keys: z
    .array(z.strictObject({ key: KeyLabel, bytes: Count.nullable(), expiresAt: Instant.nullable() }))
    .max(mostChosenKeys),
  bytes: Count.nullable(),
  server: ServerIdentity,
  undo: UndoOutlook,
  token: z.string().nullable(),
  tokenExpiresAt: Instant.nullable(),
  blocked: Failure.nullable(),
})
export type KeysPreview = z.infer<typeof KeysPreview>

/** The books: previewed = deleted + changed + gone + failed + notAttempted. Where a rule sets lifetimes, `deleted` are those that got theirs. */
export const InvalidationBooks = z.strictObject({
  previewed: Count,
  deleted: Count,
  /** Rewritten since the preview; alive. */
  changed: Count,
  /** Expired, evicted or removed by others before our turn. */
  gone: Count,
  failed: Count,
  notAttempted: Count,
})
export type InvalidationBooks = z.infer<typeof InvalidationBooks>

/** After a failover: how many of the keys that were removed last stand on the new primary, lost removals or new values. */
export const Recheck = z.strictObject({ checked: Count, standing: Count, server: z.string() })
export type Recheck = z.infer<typeof Recheck>

export const InvalidationResult = InvalidationBooks.extend({
  operationId: z.string(),
  target: RemovalTarget,
  ended: z.enum(['done', 'stopped', 'failed']),
  failure: Failure.nullable(),
  /** Id of the undo bundle; null with `noUndo` or where nothing was deleted. */
  bundle: z.string().nullable(),
  undoUntil: Instant.nullable(),
  /** Only where another primary took over during the run. */
  recheck: Recheck.optional(),
  startedAt: Instant,
  elapsedMs: z.number().nonnegative(),
})
export type InvalidationResult = z.infer<typeof InvalidationResult>

export const InvalidationProgress = z.strictObject({
  operationId: z.string(),
  target: RemovalTarget,
  books: InvalidationBooks,
  keysPerSecond: z.number().nonnegative(),
  /** Why it waits for the operator: the server refuses the password, or what forbade it to go on. Absent: it goes on. */
  paused: Failure.optional(),
  /** Milliseconds the server needed for our last command. */
  serverMs: z.number().nonnegative(),
  elapsedMs: z.number().nonnegative(),
  done: z.boolean(),
})
export type InvalidationProgress = z.infer<typeof InvalidationProgress>

/** Progress of a preview's walk. */
export const PreviewProgress = z.strictObject({
  previewId: z.string(),
  walked: Count,
  expectedKeys: Count,
  found: Count,
})
export type PreviewProgress = z.infer<typeof PreviewProgress>
