import type { WalkOptions } from '../core/ports/keyspace.ts'
import { farLineMs } from './call-budget.ts'
import { type Chunk, type Surroundings, walkTrack } from './walk.ts'

/** A part of a server's hash table that is walked by itself. */
export interface Segment {
  /** The cursor it begins with. */
  readonly start: string
  /** The cursor the next one begins with; '0' behind the last. */
  readonly behind: string
  /** How many there are. */
  readonly of: number
}

/** The table in one piece. */
export const whole: Segment = { start: '0', behind: '0', of: 1 }

/** Waiting that one more command in flight makes use of. */
const msPerSegment = 2.5
const mostSegments = 8
/** From here on every table has far more buckets than there are segments. */
const fewestKeys = 50_000

/**
 * As many segments as a round trip has time for, at most eight; one where splitting wins nothing, as near by.
 * SCAN walks the buckets in the order of their reversed bits, so segment `s` of 2^k begins with the k bits of `s` reversed.
 * Source: dictScan in the server's dict.c; the same in Valkey.
 */
export function segmentsFor(roundTripMs: number, keys: number): readonly Segment[] {
  if (roundTripMs < farLineMs || keys < fewestKeys) return [whole]
  const bits = Math.ceil(Math.log2(Math.min(mostSegments, Math.max(2, roundTripMs / msPerSegment))))
  const of = 2 ** bits
  return Array.from({ length: of }, (_, at) => ({
    start: String(reversed(at, bits)),
    behind: String(reversed((at + 1) % of, bits)),
    of,
  }))
}

function reversed(value: number, bits: number): number {
  let out = 0
  for (let bit = 0; bit < bits; bit++) if (value & (1 << bit)) out |= 1 << (bits - 1 - bit)
  return out
}

/** Walks all segments of one server at the same time. Their chunks come as they arrive. */
export async function* walkSegments<T>(
  segments: readonly Segment[],
  options: WalkOptions,
  around: Surroundings,
  next: (cursor: string, segment: Segment) => Promise<Chunk<T>>,
): AsyncGenerator<T> {
  const walks = segments.map((segment) =>
    walkTrack({ start: segment.start, next: (cursor) => next(cursor, segment) }, options, around, segments.length),
  )
  const ask = async (at: number, walk: AsyncGenerator<T>) => ({ at, walk, step: await walk.next() })
  const coming = new Map(walks.map((walk, at) => [at, ask(at, walk)]))
  try {
    while (coming.size > 0) {
      const { at, walk, step } = await Promise.race(coming.values())
      if (step.done === true) {
        coming.delete(at)
        continue
      }
      coming.set(at, ask(at, walk))
      yield step.value
    }
  } finally {
    // One failed, or nobody wants the rest: what is under way ends first, and its failure is the same one.
    await Promise.allSettled(coming.values())
  }
}
