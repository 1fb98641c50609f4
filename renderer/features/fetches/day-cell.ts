import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'
import type { DayProbe } from '../../../shared/contract/freshness.ts'
import { familyOf } from '../../../shared/keys/key-families.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'

/**
 * What a provider's day is: read from the cache first, explained by the run log where the cache holds nothing.
 * Nothing there has many causes, and each is told apart: `never`, `zero`, `failed`, `expired`, `gone`, `no_permission`.
 */
export type DayState =
  | 'running'
  | 'stored'
  | 'zero'
  | 'failed'
  | 'incomplete'
  | 'kept'
  | 'cancelled'
  | 'expired'
  | 'gone'
  | 'never'
  | 'unreadable'
  | 'no_permission'

export interface DayCell {
  readonly day: CacheDay
  readonly state: DayState
  /** Items of the stored value, or of the run that once stored it; null where neither says. */
  readonly items: number | null
}

/**
 * @param probe - what stands under the day's key; null while it was not asked or could not be
 * @param lanes - the provider's lanes for that day, newest first, dry runs left out
 */
export function dayCell(day: CacheDay, probe: DayProbe | null, lanes: readonly FetchLane[], now: number): DayCell {
  const last = lanes.find((lane) => lane.outcome !== 'skipped')
  if (last && last.state !== 'ended') return { day, state: 'running', items: null }
  if (probe?.state === 'present') return { day, state: probe.items === 0 ? 'zero' : 'stored', items: probe.items }
  if (probe?.state === 'unreadable' || probe?.state === 'no_permission') return { day, state: probe.state, items: null }
  const stored = lanes.find((lane) => lane.outcome === 'stored')
  if (stored && stored === last) return { day, state: afterStoring(probe, stored, now), items: stored.items }
  return { day, state: last ? stateOf(last) : 'never', items: null }
}

/** @returns the lanes of one provider's day, newest first; dry runs leave nothing in the cache and are left out */
export function lanesOfDay(runs: readonly FetchRun[], provider: string, day: CacheDay): FetchLane[] {
  return runs
    .filter((run) => run.day === day && !run.dryRun)
    .sort((a, b) => b.startedAt - a.startedAt)
    .flatMap((run) => run.lanes.filter((lane) => lane.provider === provider))
}

/** @returns the step 1 to 5 of a day's items against the provider's own median */
export function heatStep(items: number, median: number): 1 | 2 | 3 | 4 | 5 {
  const share = median > 0 ? items / median : 1
  if (share < 0.5) return 1
  if (share < 0.9) return 2
  if (share < 1.02) return 3
  return share < 1.25 ? 4 : 5
}

/** @returns the middle of `values`; null where there are none */
export function medianOf(values: readonly number[]): number | null {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = Math.floor(sorted.length / 2)
  const upper = sorted[middle]
  if (upper === undefined) return null
  return sorted.length % 2 === 1 ? upper : ((sorted[middle - 1] ?? upper) + upper) / 2
}

function afterStoring(probe: DayProbe | null, stored: FetchLane, now: number): DayState {
  if (probe === null) return stored.items === 0 ? 'zero' : 'stored'
  const lifetimeMs = (familyOf(stored.provider, 'daily_fetch')?.ttlSeconds ?? 0) * 1000
  return stored.endedAt !== null && stored.endedAt + lifetimeMs <= now ? 'expired' : 'gone'
}

function stateOf(lane: FetchLane): DayState {
  if (lane.outcome === 'kept_old') return lane.reason === 'incomplete' ? 'incomplete' : 'kept'
  if (lane.outcome === 'cancelled' || lane.outcome === 'interrupted') return 'cancelled'
  return 'failed'
}
