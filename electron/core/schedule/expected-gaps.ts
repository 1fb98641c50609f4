import type { FetchRun } from '../../../shared/contract/fetch.ts'
import type { ProviderFreshness } from '../../../shared/contract/freshness.ts'
import type { ScheduleStatus } from '../../../shared/contract/schedule.ts'

const runsConsidered = 7

/**
 * Daily keys that die before the next fetch can have replaced them. The 25 h of a key leave an hour of slack, and a fetch
 * that starts on time but takes longer than that leaves a gap.
 * @param nextAt - when the next daily fetch starts
 */
export function expectedGaps(
  freshness: readonly ProviderFreshness[],
  runs: readonly FetchRun[],
  nextAt: number,
): ScheduleStatus['gaps'] {
  return freshness.flatMap(({ provider, days }) => {
    const expiresAt = days.find(({ state }) => state === 'present')?.expiresAt ?? null
    if (expiresAt === null) return []
    const successorAt = nextAt + usualMs(provider, runs)
    return expiresAt < successorAt ? [{ provider, expiresAt, successorAt }] : []
  })
}

/** How long the provider's fetches that were stored usually take: their median; 0 where there is none to tell. */
function usualMs(provider: string, runs: readonly FetchRun[]): number {
  const durations = runs
    .flatMap(({ lanes }) => lanes)
    .filter((lane) => lane.provider === provider && lane.outcome === 'stored')
    .slice(0, runsConsidered)
    .flatMap(({ startedAt, endedAt }) => (startedAt === null || endedAt === null ? [] : [endedAt - startedAt]))
    .sort((a, b) => a - b)
  return durations[Math.floor(durations.length / 2)] ?? 0
}
