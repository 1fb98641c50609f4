import type { FamilyShare } from '../../../shared/contract/invalidation.ts'
import { dailyFetchDay, placeOf } from '../../../shared/keys/cache-key.ts'
import { otherFamily } from '../../../shared/keys/key-families.ts'
import { ttlBucket, ttlBucketCount } from '../../../shared/keys/ttl-buckets.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import type { ListedKey } from '../ports/keyspace.ts'
import type { KeyList } from '../ports/stores.ts'

const batchKeys = 2_000
const sampleCount = 20

export interface ListFacts {
  readonly families: FamilyShare[]
  /** null where the size of any key is unknown: a sum over a part would pass for the whole. */
  readonly bytes: number | null
  readonly ttl: number[]
  readonly noTtl: number
  readonly oldestDay: CacheDay | null
  readonly newestDay: CacheDay | null
  /** Spread evenly over the list. */
  readonly samples: ListedKey[]
}

/** What an exact list says of itself. @param families - counted in any case, zero included @param now - for the lifetimes */
export async function readListFacts(
  list: KeyList,
  namespace: string,
  families: readonly string[],
  now: number,
): Promise<ListFacts> {
  const namespaces = new Set([namespace])
  const shares = new Map(families.map((family) => [family, { keys: 0, bytes: sumOf() }]))
  const total = sumOf()
  const ttl = Array.from({ length: ttlBucketCount }, () => 0)
  let noTtl = 0
  let oldestDay: CacheDay | null = null
  let newestDay: CacheDay | null = null

  for await (const batch of list.batches(batchKeys)) {
    for (const { key, expiresAt, bytes } of batch) {
      const family = placeOf(key, namespaces)?.family ?? otherFamily
      const share = shares.get(family) ?? { keys: 0, bytes: sumOf() }
      shares.set(family, share)
      share.keys += 1
      share.bytes.add(bytes)
      total.add(bytes)
      if (expiresAt === null) noTtl += 1
      else addOne(ttl, ttlBucket(Math.max(0, expiresAt - now) / 1_000))
      const day = family === 'daily_fetch' ? dailyFetchDay(key, namespace) : null
      if (day !== null && (oldestDay === null || day < oldestDay)) oldestDay = day
      if (day !== null && (newestDay === null || day > newestDay)) newestDay = day
    }
  }
  return {
    families: [...shares].map(([family, { keys, bytes }]) => ({ family, keys, bytes: bytes.read() })),
    bytes: total.read(),
    ttl,
    noTtl,
    oldestDay,
    newestDay,
    samples: await spread(list),
  }
}

function addOne(counts: number[], at: number): void {
  counts[at] = (counts[at] ?? 0) + 1
}

/** A sum that stays unknown once a part of it is. */
function sumOf() {
  let sum: number | null = 0
  return {
    add(part: number | null) {
      sum = sum === null || part === null ? null : sum + part
    },
    read: () => sum,
  }
}

async function spread(list: KeyList): Promise<ListedKey[]> {
  const samples: ListedKey[] = []
  const wanted = Math.min(sampleCount, list.count)
  for (let at = 0; at < wanted; at++) samples.push(...(await list.page(Math.floor((at * list.count) / wanted), 1)))
  return samples
}
