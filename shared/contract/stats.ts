import { z } from 'zod'
import { Count, Instant, KeyLabel } from './primitives.ts'

/**
 * Keys of one family of one namespace. While a pass runs, `keys` and `bytes` are what it has seen so far.
 * `ttl` counts keys per bucket of `shared/keys/ttl-buckets.ts`; `keys` = sum of `ttl` + `noTtl` + `unmeasured`.
 */
export const FamilyStats = z.strictObject({
  family: z.string(),
  keys: Count,
  /** null where no key could be measured. */
  bytes: Count.nullable(),
  /** Half width of the 95 % interval of `bytes`, as a share (0.06 = ± 6 %); null when exact. */
  bytesError: z.number().nonnegative().nullable(),
  ttl: z.array(Count),
  noTtl: Count,
  /** Seen, but size and TTL could not be read (no right to the key). */
  unmeasured: Count,
  /** Keys per Redis type. */
  types: z.record(z.string(), Count),
})
export type FamilyStats = z.infer<typeof FamilyStats>

export const NamespaceStats = z.strictObject({
  namespace: z.string(),
  keys: Count,
  bytes: Count.nullable(),
  /** Every registered family, in table order, zero included; then `other` where there are such keys. */
  families: z.array(FamilyStats),
})
export type NamespaceStats = z.infer<typeof NamespaceStats>

export const BiggestKey = z.strictObject({
  key: KeyLabel,
  bytes: Count,
  namespace: z.string().nullable(),
  family: z.string(),
})
export type BiggestKey = z.infer<typeof BiggestKey>

/** How far a report reaches: `complete` is said only after every primary was walked to the end. */
export const StatsReport = z.strictObject({
  /** When the pass began. */
  at: Instant,
  elapsedMs: z.number().nonnegative(),
  /** Figures cover every key, and bytes are measured on each. */
  exact: z.boolean(),
  complete: z.boolean(),
  /** Cancelled by the operator before the end. */
  cancelled: z.boolean(),
  /** Keys the server says it holds (DBSIZE) when the pass began; the progress is `keys / expectedKeys`. */
  expectedKeys: Count,
  /** Keys measured for `bytes`; equals `keys` when exact. */
  measured: Count,
  keys: Count,
  bytes: Count.nullable(),
  namespaces: z.array(NamespaceStats),
  /** Keys outside every namespace. Never offered for removal. */
  other: FamilyStats,
  /** The seed's unified counts. */
  unified: z.strictObject({ combinedSearches: Count, deduplication: Count, synonyms: Count }),
  biggest: z.array(BiggestKey).max(20),
})
export type StatsReport = z.infer<typeof StatsReport>
