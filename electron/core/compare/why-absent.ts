import type { FetchRun } from '../../../shared/contract/fetch.ts'
import { familyOf } from '../../../shared/keys/key-families.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'

/**
 * Why nothing stands under a day's key, as far as this console's own fetches tell.
 * @param runs - those into the connection that is read
 */
export function whyAbsent(
  runs: readonly FetchRun[],
  provider: string,
  day: CacheDay,
  now: number,
): 'not_cached' | 'expired' | 'removed' {
  const stored = runs
    .filter((run) => run.day === day && !run.dryRun)
    .flatMap(({ lanes }) => lanes.filter((lane) => lane.provider === provider && lane.outcome === 'stored'))
    .reduce((latest, { endedAt }) => Math.max(latest, endedAt ?? 0), 0)
  if (stored === 0) return 'not_cached'
  const lifetimeMs = (familyOf(provider, 'daily_fetch')?.ttlSeconds ?? 0) * 1_000
  return stored + lifetimeMs <= now ? 'expired' : 'removed'
}
