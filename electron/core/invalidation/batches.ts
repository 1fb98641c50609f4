/** Between two batches stand a question of who answers and a journal entry: with fewer keys they would take most of the time. */
const batchKeys = 4_000
/** A batch is held in memory once; one value above this goes alone. */
const batchBytes = 16 * 1024 * 1024
/** What a key of unknown size is taken for. */
const unknownBytes = 64 * 1024

/** Cuts what comes in pieces of any length into batches of at most 4,000 keys and about 16 MiB of values. */
export async function* inBatches<T>(
  source: AsyncIterable<readonly T[]>,
  bytesOf: (item: T) => number | null,
): AsyncGenerator<T[]> {
  let batch: T[] = []
  let bytes = 0
  for await (const items of source) {
    for (const item of items) {
      const size = bytesOf(item) ?? unknownBytes
      if (batch.length > 0 && (batch.length === batchKeys || bytes + size > batchBytes)) {
        yield batch
        batch = []
        bytes = 0
      }
      batch.push(item)
      bytes += size
    }
  }
  if (batch.length > 0) yield batch
}
