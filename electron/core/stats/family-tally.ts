import { ttlBucket, ttlBucketCount } from '../../../shared/keys/ttl-buckets.ts'
import type { AggregateCell, KeyProbe } from '../ports/keyspace.ts'

/** What a pass has seen of one family so far. */
export interface FamilyTally {
  keys: number
  /** Of the measured keys. */
  bytes: number
  measured: number
  readonly ttl: number[]
  noTtl: number
  unmeasured: number
  readonly types: Record<string, number>
}

export function emptyTally(): FamilyTally {
  const ttl = Array.from({ length: ttlBucketCount }, () => 0)
  return { keys: 0, bytes: 0, measured: 0, ttl, noTtl: 0, unmeasured: 0, types: {} }
}

/** Adds one increment of an aggregated walk. */
export function addCell(tally: FamilyTally, cell: AggregateCell): void {
  tally.keys += cell.keys
  tally.bytes += cell.bytes
  tally.measured += cell.measured
  tally.noTtl += cell.noTtl
  tally.unmeasured += cell.unmeasured
  cell.ttl.forEach((keys, bucket) => {
    tally.ttl[bucket] = (tally.ttl[bucket] ?? 0) + keys
  })
  for (const [type, keys] of Object.entries(cell.types)) tally.types[type] = (tally.types[type] ?? 0) + keys
}

/** Adds a key that was counted by name and is looked at now. */
export function addProbe(tally: FamilyTally, probe: KeyProbe, bytes: number | null): void {
  if (bytes !== null) {
    tally.bytes += bytes
    tally.measured++
  }
  if (probe.state !== 'present') return
  tally.unmeasured--
  if (probe.ttlMs === null) tally.noTtl++
  else {
    const bucket = ttlBucket(probe.ttlMs / 1_000)
    tally.ttl[bucket] = (tally.ttl[bucket] ?? 0) + 1
  }
  if (probe.type !== null) tally.types[probe.type] = (tally.types[probe.type] ?? 0) + 1
}
