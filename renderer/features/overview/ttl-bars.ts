import type { FamilyStats, StatsReport } from '../../../shared/contract/stats.ts'
import { ttlBucketBounds, ttlBucketCount } from '../../../shared/keys/ttl-buckets.ts'

export interface TtlBar {
  /** Hours, e.g. `<1`, `1–3`, `>24`; null for keys without a TTL. */
  readonly hours: string | null
  readonly keys: number
}

export interface TtlBars {
  readonly bars: readonly TtlBar[]
  /** Keys that expire within three hours. */
  readonly soon: number
  readonly noTtl: number
  /** Keys whose lifetime was read. */
  readonly read: number
  readonly unmeasured: number
}

const soonSeconds = 10_800

/** Keys of the whole database by the time left to them, in fixed buckets; those without a TTL apart. */
export function ttlBars(report: StatsReport): TtlBars {
  const families: readonly FamilyStats[] = [
    ...report.namespaces.flatMap((namespace) => namespace.families),
    report.other,
  ]
  const counts = Array.from({ length: ttlBucketCount }, (_, bucket) =>
    families.reduce((sum, family) => sum + (family.ttl[bucket] ?? 0), 0),
  )
  const noTtl = families.reduce((sum, family) => sum + family.noTtl, 0)
  return {
    bars: [...counts.map((keys, bucket) => ({ hours: bucketHours(bucket), keys })), { hours: null, keys: noTtl }],
    soon: counts.reduce(
      (sum, keys, bucket) => ((ttlBucketBounds[bucket] ?? Infinity) <= soonSeconds ? sum + keys : sum),
      0,
    ),
    noTtl,
    read: counts.reduce((sum, keys) => sum + keys, noTtl),
    unmeasured: families.reduce((sum, family) => sum + family.unmeasured, 0),
  }
}

function bucketHours(bucket: number): string {
  const from = bucket === 0 ? 0 : (ttlBucketBounds[bucket - 1] ?? 0) / 3_600
  const to = ttlBucketBounds[bucket]
  if (to === undefined) return `>${from}`
  return from === 0 ? `<${to / 3_600}` : `${from}–${to / 3_600}`
}
