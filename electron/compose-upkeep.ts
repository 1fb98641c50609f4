import type { Publish } from '../shared/contract/events.ts'
import type { FreshnessReport } from '../shared/contract/freshness.ts'
import type { PolicyProgress } from '../shared/contract/policy.ts'
import type { ActiveConnection } from './core/connection/active-connection.ts'
import type { Core } from './core/core.ts'
import type { FetchRunner } from './core/fetch/fetch-runner.ts'
import type { InvalidationService } from './core/invalidation/invalidation-service.ts'
import type { Policy } from './core/policy/broken-rule.ts'
import { cleanUp } from './core/policy/clean-up.ts'
import { readPolicyReport } from './core/policy/read-policy-report.ts'
import type { Pace } from './core/ports/keyspace.ts'
import type { SettingsStore } from './core/ports/stores.ts'
import type { System } from './core/ports/system.ts'
import type { ProvidersInUse } from './core/providers-in-use.ts'
import { createScheduleService } from './core/schedule/schedule-service.ts'
import { scheduledCleanUp } from './core/schedule/scheduled-clean-up.ts'
import { scheduledFetch } from './core/schedule/scheduled-fetch.ts'
import { cronCalendar } from './schedule/cron-calendar.ts'

/** A daily value lives 25 h: what the schedule asks about stands under today's or yesterday's key. */
const scheduleDays = 2

export interface UpkeepParts {
  readonly settings: SettingsStore
  readonly providers: ProvidersInUse
  readonly fetches: FetchRunner
  readonly invalidation: InvalidationService
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly isOpen: () => boolean
  readonly freshness: (days: number) => Promise<FreshnessReport>
  readonly policy: () => Promise<Policy>
  readonly pace: () => Promise<Pace>
  readonly zone: () => Promise<string>
  readonly publish: Publish
  readonly system: System
}

/** What keeps the cache as it is meant to be: the policies, and the schedule of the two jobs. */
export function composeUpkeep(parts: UpkeepParts): Pick<Core, 'calendar' | 'schedule' | 'policyReport' | 'cleanUp'> {
  const { settings, providers, fetches, invalidation, connection, policy, pace, zone, publish, system } = parts
  const { namespaces } = providers
  const freshness = () => parts.freshness(scheduleDays)

  const policyReport = async (signal: AbortSignal, onProgress: (progress: PolicyProgress) => void) => {
    const request = { namespaces, policy: await policy(), pace: await pace(), signal, onProgress }
    return readPolicyReport(connection().session.reader(), system.clock, request)
  }
  const repairs = { invalidation, report: (signal: AbortSignal) => policyReport(signal, () => undefined) }
  const schedule = createScheduleService({
    calendar: cronCalendar,
    schedule: async () => (await settings.read()).schedule,
    zone,
    connection: () => (parts.isOpen() ? connection() : null),
    providers: async () => (await providers.list()).filter(({ enabled }) => enabled).map(({ id }) => id),
    namespaces,
    freshness,
    runs: (limit) => fetches.runs(limit),
    fetch: (ids, dueAt, signal) =>
      scheduledFetch({ fetches, freshness, zone, clock: system.clock }, ids, dueAt, signal),
    cleanUp: (signal) => scheduledCleanUp(repairs, signal),
    publish,
    system,
  })
  return { calendar: cronCalendar, schedule, policyReport, cleanUp: (request) => cleanUp(repairs, request) }
}
