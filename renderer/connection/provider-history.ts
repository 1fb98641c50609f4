import type { FetchRun } from '../../shared/contract/fetch.ts'
import type { ProviderFreshness } from '../../shared/contract/freshness.ts'
import { type CacheDay, lastDays } from '../../shared/time/cache-day.ts'

/** One day of a provider: what was stored, by its key or, where that has expired, by the log of runs. */
export interface HistoryDay {
  readonly day: CacheDay
  /** null: nothing is known to have been stored. */
  readonly items: number | null
  /** A run ended without storing, and none stored. */
  readonly failed: boolean
}

export interface ProviderHistory {
  /** The newest value known to have been stored here, alive or not; null if none is known. */
  readonly lastStored: { readonly at: number; readonly day: CacheDay; readonly items: number } | null
  /** Seven days ending with the newest good one, oldest first; empty where there is none. */
  readonly days: readonly HistoryDay[]
  /** Median items of the days before the newest good one; null with fewer than two of them. */
  readonly medianItems: number | null
}

const daysShown = 7

/**
 * What is known of a provider's days. A daily value lives 25 hours, so keys alone never show a week: the log of runs
 * fills in what has expired since.
 */
export function providerHistory(
  freshness: ProviderFreshness | null,
  runs: readonly FetchRun[],
  connection: string,
  provider: string,
): ProviderHistory {
  const lanes = runs
    .filter((run) => run.connection === connection && !run.dryRun && run.endedAt !== null)
    .flatMap((run) => run.lanes.filter((lane) => lane.provider === provider).map((lane) => ({ run, lane })))
  const stored = lanes.filter(({ lane }) => lane.outcome === 'stored')
  const newest = stored[0]
  const lastStored = newest
    ? { at: newest.lane.endedAt ?? newest.run.startedAt, day: newest.run.day, items: newest.lane.items }
    : null
  const last = freshness?.lastDay ?? lastStored?.day ?? null
  if (last === null) return { lastStored, days: [], medianItems: null }
  const days = lastDays(last, daysShown).map((day) => {
    const probe = freshness?.days.find((candidate) => candidate.day === day)
    const logged = stored.find(({ run }) => run.day === day)?.lane.items ?? null
    const items = probe?.items ?? logged
    const failed = items === null && lanes.some(({ run, lane }) => run.day === day && lane.outcome === 'failed')
    return { day, items, failed }
  })
  const before = days.slice(0, -1).flatMap(({ items }) => (items === null ? [] : [items]))
  return { lastStored, days, medianItems: freshness?.medianItems ?? median(before) }
}

function median(values: readonly number[]): number | null {
  if (values.length < 2) return null
  const sorted = [...values].sort((one, other) => one - other)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle] ?? 0
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? 0) + upper) / 2
}
