import type { Publish } from '../../../shared/contract/events.ts'
import type { FetchRun } from '../../../shared/contract/fetch.ts'
import type { FreshnessReport } from '../../../shared/contract/freshness.ts'
import type { Schedule, ScheduledEnd, ScheduledJob, ScheduleStatus } from '../../../shared/contract/schedule.ts'
import { toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { Calendar } from '../ports/calendar.ts'
import type { System } from '../ports/system.ts'
import { dueJobs } from './due-job.ts'
import { expectedGaps } from './expected-gaps.ts'
import { missedFetch } from './missed-fetch.ts'
import { patternsOf } from './patterns.ts'

/** Often enough to start within the minute, and to notice that the machine slept. */
const lookEveryMs = 15_000
const runsLookedAt = 50

/** What one run of a job came to, or why there was none. */
export type JobResult = Pick<ScheduledEnd, 'outcome' | 'reason' | 'lacking' | 'failure'>

export interface ScheduleDeps {
  readonly calendar: Calendar
  readonly schedule: () => Promise<Schedule>
  readonly zone: () => Promise<string>
  /** The open connection, or null. */
  readonly connection: () => ActiveConnection | null
  /** Ids of the providers that are switched on. */
  readonly providers: () => Promise<readonly string[]>
  readonly namespaces: readonly string[]
  readonly freshness: () => Promise<FreshnessReport>
  readonly runs: (limit: number) => Promise<readonly FetchRun[]>
  /** @param dueAt - a value written since then need not be fetched again */
  readonly fetch: (providers: readonly string[], dueAt: number, signal: AbortSignal) => Promise<JobResult>
  readonly cleanUp: (signal: AbortSignal) => Promise<JobResult>
  readonly publish: Publish
  readonly system: System
}

/** The console's own two cron lines. Off until switched on; on the demo workspace and read-only connections they rest. */
export interface ScheduleService {
  status(): Promise<ScheduleStatus>
  /** The next `count` instants of both jobs, switched on or not, in order. */
  upcoming(count: number): Promise<{ readonly job: ScheduledJob; readonly at: number; readonly enabled: boolean }[]>
  /** Begins to look at the clock. */
  start(): void
  /** Stops looking, and whatever job runs, and waits for its end. */
  close(): Promise<void>
}

export function createScheduleService(deps: ScheduleDeps): ScheduleService {
  const { calendar, system, publish } = deps
  const stop = new AbortController()
  const running = new Map<ScheduledJob, Promise<void>>()
  const lastEnds = new Map<ScheduledJob, ScheduledEnd>()
  let looking: Promise<void> | null = null

  async function coversOf(schedule: Schedule, job: ScheduledJob): Promise<readonly string[]> {
    if (job === 'clean_up') return deps.namespaces
    return (await deps.providers()).filter((id) => !schedule.dailyFetch.without.includes(id))
  }

  /** Why nothing may be run now; null where it may. */
  function obstacle(): ScheduledEnd['reason'] {
    const open = deps.connection()
    if (open === null) return 'not_connected'
    if (open.kind === 'demo') return 'demo'
    return open.target.readOnly ? 'read_only' : null
  }

  async function runJob(job: ScheduledJob, dueAt: number, schedule: Schedule): Promise<void> {
    const reason = obstacle()
    const result: JobResult =
      reason === null ? await attempt(job, dueAt, schedule) : { outcome: 'skipped', reason, lacking: [], failure: null }
    const ended: ScheduledEnd = { job, dueAt, endedAt: system.clock(), ...result }
    lastEnds.set(job, ended)
    publish({ name: 'schedule.ended', payload: ended })
  }

  async function attempt(job: ScheduledJob, dueAt: number, schedule: Schedule): Promise<JobResult> {
    const covers = await coversOf(schedule, job)
    try {
      return job === 'daily_fetch' ? await deps.fetch(covers, dueAt, stop.signal) : await deps.cleanUp(stop.signal)
    } catch (error) {
      return { outcome: 'failed', reason: null, lacking: [...covers], failure: toFailure(error) }
    }
  }

  async function look(): Promise<void> {
    let since = system.clock()
    while (!stop.signal.aborted) {
      await system.sleep(lookEveryMs, stop.signal).catch(() => undefined)
      if (stop.signal.aborted) return
      const now = system.clock()
      try {
        const schedule = await deps.schedule()
        for (const { job, dueAt } of dueJobs(calendar, schedule, await deps.zone(), { since, now })) {
          if (running.has(job)) continue
          running.set(
            job,
            runJob(job, dueAt, schedule).finally(() => running.delete(job)),
          )
        }
      } catch (error) {
        system.log.error('the schedule could not be read', { ...toFailure(error) })
      }
      since = now
    }
  }

  return {
    async status() {
      const [schedule, zone] = await Promise.all([deps.schedule(), deps.zone()])
      const at = system.clock()
      const patterns = patternsOf(schedule)
      const jobs = await Promise.all(
        (['daily_fetch', 'clean_up'] as const).map(async (job) => ({
          job,
          enabled: (job === 'daily_fetch' ? schedule.dailyFetch : schedule.cleanUp).enabled,
          nextAt: calendar.next(patterns[job], zone, at),
          lastDueAt: calendar.previous(patterns[job], zone, at),
          covers: [...(await coversOf(schedule, job))],
          running: running.has(job),
          lastEnd: lastEnds.get(job) ?? null,
        })),
      )
      const [daily] = jobs
      if (deps.connection() === null || daily === undefined) return { at, zone, jobs, missed: [], gaps: [] }
      const [{ providers: freshness }, runs] = await Promise.all([deps.freshness(), deps.runs(runsLookedAt)])
      const isLate = daily.enabled && daily.lastDueAt !== null && obstacle() === null
      return {
        at,
        zone,
        jobs,
        missed: isLate ? missedFetch(daily.covers, freshness, runs, daily.lastDueAt ?? at, at) : [],
        gaps: expectedGaps(freshness, runs, daily.nextAt),
      }
    },
    async upcoming(count) {
      const [schedule, zone] = await Promise.all([deps.schedule(), deps.zone()])
      const patterns = patternsOf(schedule)
      const all = (['daily_fetch', 'clean_up'] as const).flatMap((job) => {
        const { enabled } = job === 'daily_fetch' ? schedule.dailyFetch : schedule.cleanUp
        let at = system.clock()
        return Array.from({ length: count }, () => {
          at = calendar.next(patterns[job], zone, at)
          return { job, at, enabled }
        })
      })
      return all.sort((a, b) => a.at - b.at).slice(0, count)
    },
    start() {
      looking ??= look()
    },
    async close() {
      stop.abort()
      await looking
      await Promise.allSettled(running.values())
    },
  }
}
