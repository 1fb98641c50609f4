import type { FetchRun } from '../../../shared/contract/fetch.ts'
import type { ProviderFreshness } from '../../../shared/contract/freshness.ts'

/** A fetch that is under way, or was begun a little early by hand, is not missed. */
const graceMs = 600_000

/**
 * Providers whose last due fetch nobody made: no value was written since, by whatever program, and no run of ours was
 * begun for it, however it ended.
 * @param dueAt - when it was due
 */
export function missedFetch(
  providers: readonly string[],
  freshness: readonly ProviderFreshness[],
  runs: readonly FetchRun[],
  dueAt: number,
  now: number,
): string[] {
  if (now < dueAt + graceMs) return []
  const tried = new Set(
    runs
      .filter(({ startedAt, dryRun }) => !dryRun && startedAt >= dueAt - graceMs)
      .flatMap(({ lanes }) => lanes.map(({ provider }) => provider)),
  )
  return providers.filter((provider) => {
    if (tried.has(provider)) return false
    const found = freshness.find((row) => row.provider === provider)
    return found !== undefined && !wasWrittenSince(found, dueAt - graceMs, now)
  })
}

/** By the age of the newest value; a value whose age nobody can tell is taken for a new one: nothing is offered in doubt. */
export function wasWrittenSince({ lastDay, ageSeconds }: ProviderFreshness, since: number, now: number): boolean {
  if (lastDay === null) return false
  return ageSeconds === null || now - ageSeconds * 1_000 >= since
}
