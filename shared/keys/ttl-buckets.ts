/** Upper bounds of the TTL histogram in seconds, exclusive; the last bucket is open. "No TTL" is counted apart. */
export const ttlBucketBounds = [3_600, 10_800, 21_600, 43_200, 64_800, 86_400] as const

/** Buckets with a TTL: one per bound, and one above the last bound. */
export const ttlBucketCount = ttlBucketBounds.length + 1

/** @returns the index of the bucket that holds a TTL of `seconds` (0 or more) */
export function ttlBucket(seconds: number): number {
  const index = ttlBucketBounds.findIndex((bound) => seconds < bound)
  return index === -1 ? ttlBucketBounds.length : index
}
