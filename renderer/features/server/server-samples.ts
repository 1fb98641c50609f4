import type { ServerReport } from '../../../shared/contract/server-report.ts'

/** How often the open screen asks, and how many answers it keeps: an hour of them. */
export const sampleEveryMs = 10_000
const most = 360

/** What of a report is drawn over time; null where the server did not say. */
export interface ServerSample {
  readonly at: number
  readonly usedBytes: number | null
  readonly limitBytes: number | null
  readonly hits: number | null
  readonly misses: number | null
  readonly evictedKeys: number | null
}

/** What happened between two samples. */
export interface ServerRates {
  readonly at: number
  /** null while nothing was looked up: no use of the cache is neither a good nor a bad one. */
  readonly hitRatio: number | null
  readonly lookupsPerSecond: number | null
  readonly evictionsPerSecond: number | null
}

export function sampleOf({ at, facts }: ServerReport): ServerSample {
  const { usedMemoryBytes, maxMemoryBytes, hits, misses, evictedKeys } = facts
  return { at, usedBytes: usedMemoryBytes, limitBytes: maxMemoryBytes, hits, misses, evictedKeys }
}

export function withSample(samples: readonly ServerSample[], next: ServerSample): readonly ServerSample[] {
  return [...samples, next].slice(-most)
}

/** Counters as rates. One that fell was begun anew by a restarted server: nothing is said of that stretch. */
export function ratesOf(samples: readonly ServerSample[]): ServerRates[] {
  return samples.slice(1).map((sample, index) => {
    const before = samples[index] ?? sample
    const seconds = (sample.at - before.at) / 1_000
    const grown = (field: 'hits' | 'misses' | 'evictedKeys') => {
      const [from, to] = [before[field], sample[field]]
      return from === null || to === null || to < from || isGap(before, sample) ? null : to - from
    }
    const [hits, misses, evicted] = [grown('hits'), grown('misses'), grown('evictedKeys')]
    const lookups = hits === null || misses === null ? null : hits + misses
    return {
      at: sample.at,
      hitRatio: lookups === null || lookups === 0 || hits === null ? null : hits / lookups,
      lookupsPerSecond: lookups === null ? null : lookups / seconds,
      evictionsPerSecond: evicted === null ? null : evicted / seconds,
    }
  })
}

/** Puts an empty point where nobody measured, so that no line is drawn across. */
export function withGaps<Point extends { readonly at: number }>(
  points: readonly Point[],
  everyMs: number,
): readonly (Point | { readonly at: number })[] {
  return points.flatMap((point, index) => {
    const before = points[index - 1]
    return before && point.at - before.at > 3 * everyMs ? [{ at: before.at + everyMs }, point] : [point]
  })
}

const isGap = (before: ServerSample, after: ServerSample) => after.at - before.at > 3 * sampleEveryMs
