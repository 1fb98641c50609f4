import type { FreshnessReport } from '../../../shared/contract/freshness.ts'
import { type CacheDay, cacheDayOf } from '../../../shared/time/cache-day.ts'
import type { FetchRunner } from '../fetch/fetch-runner.ts'
import type { Clock } from '../ports/system.ts'
import { wasWrittenSince } from './missed-fetch.ts'
import type { JobResult } from './schedule-service.ts'

/** A value written this shortly before the hour is the one the hour is for. */
const earlyMs = 600_000

export interface ScheduledFetchDeps {
  readonly fetches: Pick<FetchRunner, 'start' | 'cancel' | 'waitFor'>
  readonly freshness: () => Promise<FreshnessReport>
  readonly zone: () => Promise<string>
  readonly clock: Clock
}

/**
 * The daily fetch as the schedule runs it: what another console or program has written since the hour is left alone, and
 * what another console is fetching is skipped by its lock.
 */
export async function scheduledFetch(
  { fetches, freshness, zone, clock }: ScheduledFetchDeps,
  providers: readonly string[],
  dueAt: number,
  signal: AbortSignal,
): Promise<JobResult> {
  const now = clock()
  const day: CacheDay = cacheDayOf(now, await zone())
  const report = await freshness()
  const isWritten = (id: string) => {
    const found = report.providers.find(({ provider }) => provider === id)
    return found !== undefined && wasWrittenSince(found, dueAt - earlyMs, now)
  }
  const wanted = providers.filter((id) => !isWritten(id))
  if (wanted.length === 0) return { outcome: 'skipped', reason: 'nothing_to_do', lacking: [], failure: null }
  const { runId } = await fetches.start({ providers: wanted, day, dryRun: false })
  const cancel = () => fetches.cancel(runId, null)
  signal.addEventListener('abort', cancel, { once: true })
  const { lanes } = await fetches.waitFor(runId)
  signal.removeEventListener('abort', cancel)
  // Skipped lanes are another console's: the lock decided.
  const lacking = lanes.filter(({ outcome }) => outcome !== 'stored' && outcome !== 'skipped')
  const failure = lacking.find((lane) => lane.failure !== null)?.failure ?? null
  const outcome = lacking.length === 0 ? 'done' : lacking.length < lanes.length ? 'partial' : 'failed'
  return { outcome, reason: null, lacking: lacking.map(({ provider }) => provider), failure }
}
