import { z } from 'zod'
import { Count, FamilyNameSchema, Instant, KeyLabel, Namespace } from './primitives.ts'

/**
 * How a key of a known family can break the policy of its namespace:
 * `no_ttl` it never dies; `ttl_too_long` it lives longer than its family may; `expired_day` a daily fetch whose day is
 * past its lifetime; `stale_twin` the older of the plain and the `:gz` form of one combined search.
 */
export const PolicyRule = z.enum(['no_ttl', 'ttl_too_long', 'expired_day', 'stale_twin'])
export type PolicyRule = z.infer<typeof PolicyRule>

/** How a rule is made good: the keys get the lifetime of their family, or they go. */
export const PolicyRepair = z.enum(['set_ttl', 'delete'])
export type PolicyRepair = z.infer<typeof PolicyRepair>

/** The keys of one family that break one rule. A key may break two. */
export const PolicyFinding = z.strictObject({
  rule: PolicyRule,
  namespace: Namespace,
  family: FamilyNameSchema,
  repair: PolicyRepair,
  keys: Count,
  /** null where the size of any of them is unknown. */
  bytes: Count.nullable(),
  samples: z.array(KeyLabel).max(5),
})
export type PolicyFinding = z.infer<typeof PolicyFinding>

/** Keys of no known family, by the beginning of their names. They are reported and never touched. */
export const PolicyStray = z.strictObject({
  /** The beginning up to and with the first colon; in a namespace of ours, the second. */
  prefix: z.string().max(300),
  /** The namespace it stands in; null outside all. */
  namespace: Namespace.nullable(),
  keys: Count,
  bytes: Count.nullable(),
  noTtl: Count,
})
export type PolicyStray = z.infer<typeof PolicyStray>

export const PolicyReport = z.strictObject({
  at: Instant,
  elapsedMs: z.number().nonnegative(),
  /** Keys looked at; a repeat of SCAN counts once more. */
  walked: Count,
  /** Every primary was walked to its end, and no slot moved meanwhile. */
  complete: z.boolean(),
  findings: z.array(PolicyFinding),
  /** Plain and `:gz` forms of one search whose age cannot be told from their expiry: for a person to look at. */
  undecidedTwins: Count,
  /** The most numerous first. */
  strays: z.array(PolicyStray).max(200),
  /** Keys of further prefixes, not told one by one. */
  furtherStrays: Count,
})
export type PolicyReport = z.infer<typeof PolicyReport>

export const PolicyProgress = z.strictObject({ walked: Count, expectedKeys: Count, found: Count })
export type PolicyProgress = z.infer<typeof PolicyProgress>
