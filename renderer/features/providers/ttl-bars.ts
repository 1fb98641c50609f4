import type { NamespaceStats } from '../../../shared/contract/stats.ts'
import { ttlBucketBounds, ttlBucketCount } from '../../../shared/keys/ttl-buckets.ts'

export interface TtlBar {
  /** Hours, inclusive. */
  readonly fromHours: number
  /** Hours, exclusive; null for the open bucket. */
  readonly toHours: number | null
  readonly keys: number
}

/** @returns one bar per TTL bucket over all families, shortest lifetime first; keys without a TTL are not among them */
export function ttlBars({ families }: NamespaceStats): TtlBar[] {
  return Array.from({ length: ttlBucketCount }, (_, index) => {
    const bound = ttlBucketBounds[index]
    return {
      fromHours: (ttlBucketBounds[index - 1] ?? 0) / 3_600,
      toHours: bound === undefined ? null : bound / 3_600,
      keys: families.reduce((sum, family) => sum + (family.ttl[index] ?? 0), 0),
    }
  })
}

export function keysWithoutTtl({ families }: NamespaceStats): number {
  return families.reduce((sum, family) => sum + family.noTtl, 0)
}
