import type { ServerSample as KeptSample } from '../../../shared/contract/history.ts'
import type { ServerReport } from '../../../shared/contract/server-report.ts'

/** How often the open screen asks, and how many answers it keeps: an hour of them. */
export const sampleEveryMs = 10_000
const most = 360

/** How far back the charts reach, in hours. */
export const chartSpans = ['1', '24'] as const
export type ChartSpan = (typeof chartSpans)[number]

/** @returns how far apart kept samples of a span stand at most: one a minute, and no more than 600 of them */
export const keptEveryMs = (span: ChartSpan): number => Math.max(60_000, (Number(span) * 3_600_000) / 600)

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

/** What was kept on disk, and after it what the open screen measured since. */
export function joinedSamples(
  kept: readonly KeptSample[],
  live: readonly ServerSample[],
  span: ChartSpan,
): readonly ServerSample[] {
  const lastKept = kept.at(-1)?.at ?? 0
  const last = Math.max(lastKept, live.at(-1)?.at ?? 0)
  const from = last - Number(span) * 3_600_000
  const before = kept.map(({ at, usedMemoryBytes, maxMemoryBytes, hits, misses, evictedKeys }) => ({
    at,
    usedBytes: usedMemoryBytes,
    limitBytes: maxMemoryBytes,
    hits,
    misses,
    evictedKeys,
  }))
  return [...before, ...live.filter(({ at }) => at > lastKept)].filter(({ at }) => at >= from)
}

export function withSample(samples: readonly ServerSample[], next: ServerSample): readonly ServerSample[] {
  return [...samples, next].slice(-most)
}

/** Counters as rates. One that fell was begun anew by a restarted server: nothing is said of that stretch. */
export function ratesOf(samples: readonly ServerSample[], everyMs: number): ServerRates[] {
  return samples.slice(1).map((sample, index) => {
    const before = samples[index] ?? sample
    const seconds = (sample.at - before.at) / 1_000
    const grown = (field: 'hits' | 'misses' | 'evictedKeys') => {
      const [from, to] = [before[field], sample[field]]
      return from === null || to === null || to < from || isGap(before, sample, everyMs) ? null : to - from
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

/** @returns what was looked up and found over all stretches that are known; null where none is */
export function lookupsOf(
  samples: readonly ServerSample[],
  everyMs: number,
): { readonly lookups: number | null; readonly hits: number } {
  let lookups: number | null = null
  let hits = 0
  samples.slice(1).forEach((sample, index) => {
    const before = samples[index] ?? sample
    if (before.hits === null || before.misses === null || sample.hits === null || sample.misses === null) return
    const [found, missed] = [sample.hits - before.hits, sample.misses - before.misses]
    if (found < 0 || missed < 0 || isGap(before, sample, everyMs)) return
    lookups = (lookups ?? 0) + found + missed
    hits += found
  })
  return { lookups, hits }
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

const isGap = (before: ServerSample, after: ServerSample, everyMs: number) => after.at - before.at > 3 * everyMs
