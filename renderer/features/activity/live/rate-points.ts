import type { LiveFeed } from '../../../../shared/contract/live.ts'

export interface RatePoint {
  readonly at: number
  /** Events in that second; null where some may have been missed, or nobody listened yet. */
  readonly rate: number | null
}

/** One point per whole second: a second without events is zero only where somebody listened. */
export function ratePoints({ seconds, from: listening, gaps }: LiveFeed, from: number, to: number): RatePoint[] {
  const rates = new Map(seconds.map(({ at, appeared, gone }) => [at, appeared + gone]))
  const first = from - (from % 1_000)
  // The running second is not whole yet.
  return Array.from({ length: Math.max(0, Math.floor((to - first) / 1_000)) }, (_, index) => {
    const at = first + index * 1_000
    const missed = gaps.some((gap) => at + 1_000 > gap.from && at < (gap.to ?? Number.POSITIVE_INFINITY))
    const heard = listening !== null && at >= listening - 1_000
    return { at, rate: missed || !heard ? null : (rates.get(at) ?? 0) }
  })
}
