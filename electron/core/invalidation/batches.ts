/** Between two batches stand a question of who answers and a journal entry: with fewer keys they would take most of the time. */
const batchKeys = 4_000
/** A batch is held in memory once; one value above this goes alone. */
const batchBytes = 16 * 1024 * 1024
/** What a key of unknown size is taken for. */
const unknownBytes = 64 * 1024

/** A line with a longer way there and back may be a narrow one as well: its first batch is small. */
const nearMs = 20
/** What a batch is to take: progress shows after each, and a stop is heard there. */
const wantedMs = 1_000
/** Of the bytes of a whole batch: 64 KiB, and 16 KiB at least. */
const firstShare = 1 / 256
const leastShare = 1 / 1_024
/** What a small key takes on the line, there and back, each time it is asked about. */
const bytesOfKey = 256

/** How much goes into the next batch. */
export interface BatchSize {
  keys(): number
  bytes(): number
  /** What the last one took, beyond the line's own way there and back. */
  took(ms: number): void
}

/**
 * A size that follows what the line and the server can take.
 * @param roundTripMs - of the line, with nothing to carry
 * @param mostKeys - of a whole batch
 */
export function createBatchSize(roundTripMs: number, mostKeys = batchKeys): BatchSize {
  let share = roundTripMs > nearMs ? firstShare : 1
  return {
    keys: () => Math.min(mostKeys, (share * batchBytes) / bytesOfKey),
    bytes: () => share * batchBytes,
    took(ms) {
      const change = Math.min(2, Math.max(1 / 4, wantedMs / Math.max(1, ms)))
      share = Math.min(1, Math.max(leastShare, share * change))
    },
  }
}

/** What of `ms` was not the line's own way there and back. */
export const beyondLine = ({ roundTripMs }: { readonly roundTripMs: number }, ms: number) =>
  Math.max(0, ms - roundTripMs)

/** Cuts what comes in pieces of any length into batches: 4,000 keys unless said otherwise and about 16 MiB of values, on a slow line less. */
export async function* inBatches<T>(
  source: AsyncIterable<readonly T[]>,
  bytesOf: (item: T) => number | null,
  size: Pick<BatchSize, 'keys' | 'bytes'> = createBatchSize(0),
): AsyncGenerator<T[]> {
  let batch: T[] = []
  let bytes = 0
  for await (const items of source) {
    for (const item of items) {
      const own = bytesOf(item) ?? unknownBytes
      if (batch.length > 0 && (batch.length >= size.keys() || bytes + own > size.bytes())) {
        yield batch
        batch = []
        bytes = 0
      }
      batch.push(item)
      bytes += own
    }
  }
  if (batch.length > 0) yield batch
}
