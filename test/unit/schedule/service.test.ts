import { describe, expect, test } from 'vitest'
import type { ActiveConnection } from '../../../electron/core/connection/active-connection.ts'
import { expectedGaps } from '../../../electron/core/schedule/expected-gaps.ts'
import { missedFetch } from '../../../electron/core/schedule/missed-fetch.ts'
import {
  createScheduleService,
  type JobResult,
  type ScheduleDeps,
} from '../../../electron/core/schedule/schedule-service.ts'
import { scheduledFetch } from '../../../electron/core/schedule/scheduled-fetch.ts'
import { cronCalendar } from '../../../electron/schedule/cron-calendar.ts'
import type { AppEvent } from '../../../shared/contract/events.ts'
import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'
import type { ProviderFreshness } from '../../../shared/contract/freshness.ts'
import type { Schedule } from '../../../shared/contract/schedule.ts'
import { cacheDayOf, cacheZone } from '../../../shared/time/cache-day.ts'
import { testSystem } from '../../support/test-session.ts'

const at = (text: string) => Date.parse(text)
const hour = 3_600_000
const dueAt = at('2026-11-25T09:00:00Z')

const fresh = (provider: string, writtenAt: number | null, now: number): ProviderFreshness => ({
  provider,
  days:
    writtenAt === null
      ? []
      : [
          {
            day: cacheDayOf(writtenAt),
            state: 'present',
            items: 1,
            bytes: 1,
            ttlSeconds: 90_000,
            expiresAt: writtenAt + 25 * hour,
            fetchDate: null,
          },
        ],
  lastDay: writtenAt === null ? null : cacheDayOf(writtenAt),
  ageSeconds: writtenAt === null ? null : (now - writtenAt) / 1_000,
  medianItems: null,
})

// Only what the schedule reads of a run.
const run = (startedAt: number, provider: string, outcome: FetchLane['outcome'], tookMs = 0) =>
  ({ startedAt, dryRun: false, lanes: [{ provider, outcome, startedAt, endedAt: startedAt + tookMs }] }) as FetchRun

describe('a missed fetch', () => {
  const now = dueAt + 2 * hour

  test('is one that nobody made: not we, and no other program', () => {
    const freshness = [
      fresh('pncp', dueAt - 24 * hour, now),
      fresh('govbr', dueAt + 60_000, now),
      fresh('none', null, now),
    ]
    expect(missedFetch(['pncp', 'govbr', 'none'], freshness, [], dueAt, now)).toEqual(['pncp', 'none'])
    expect(missedFetch(['pncp'], freshness, [run(dueAt + 5, 'pncp', 'failed')], dueAt, now)).toEqual([])
    expect(missedFetch(['pncp'], freshness, [run(dueAt - 24 * hour, 'pncp', 'stored')], dueAt, now)).toEqual(['pncp'])
  })

  test('is not told while it may still be under way', () => {
    expect(missedFetch(['none'], [fresh('none', null, dueAt)], [], dueAt, dueAt + 60_000)).toEqual([])
  })
})

test('a key that dies before its successor can have come is told: the hour, and what a fetch usually takes', () => {
  const now = dueAt + hour
  const nextAt = dueAt + 24 * hour
  const freshness = [fresh('pncp', dueAt + 60_000, now), fresh('govbr', dueAt - 2 * hour, now)]
  expect(expectedGaps(freshness, [], nextAt)).toEqual([
    { provider: 'govbr', expiresAt: dueAt + 23 * hour, successorAt: nextAt },
  ])
  const slow = [run(dueAt, 'pncp', 'stored', 2 * hour), run(dueAt, 'pncp', 'failed', 9 * hour)]
  expect(expectedGaps(freshness.slice(0, 1), slow, nextAt)).toEqual([
    { provider: 'pncp', expiresAt: dueAt + 60_000 + 25 * hour, successorAt: nextAt + 2 * hour },
  ])
})

describe('the scheduled fetch', () => {
  const now = dueAt + 5_000
  const started: string[][] = []
  const attempt = (freshness: ProviderFreshness[], outcomes: Record<string, FetchLane['outcome']>) => {
    started.length = 0
    return scheduledFetch(
      {
        fetches: {
          start: async ({ providers }) => {
            started.push([...providers])
            return { runId: 'r' } as FetchRun // all that is read of it
          },
          cancel: () => undefined,
          waitFor: async () =>
            ({
              lanes: (started[0] ?? []).map((provider) => ({ provider, outcome: outcomes[provider], failure: null })),
            }) as FetchRun,
        },
        freshness: async () => ({ at: now, today: cacheDayOf(now), zone: cacheZone, providers: freshness }),
        zone: async () => cacheZone,
        clock: () => now,
      },
      ['pncp', 'govbr'],
      dueAt,
      new AbortController().signal,
    )
  }

  test('leaves alone what another program has just written', async () => {
    const freshness = [fresh('pncp', dueAt - 120_000, now), fresh('govbr', dueAt - 24 * hour, now)]
    expect(await attempt(freshness, { govbr: 'stored' })).toMatchObject({ outcome: 'done', lacking: [] })
    expect(started).toEqual([['govbr']])
    const all = [fresh('pncp', dueAt, now), fresh('govbr', dueAt, now)]
    expect(await attempt(all, {})).toMatchObject({ outcome: 'skipped', reason: 'nothing_to_do' })
    expect(started).toEqual([])
  })

  test('says who was not stored; what another console holds is not lacking', async () => {
    const none = [fresh('pncp', null, now), fresh('govbr', null, now)]
    expect(await attempt(none, { pncp: 'stored', govbr: 'failed' })).toMatchObject({
      outcome: 'partial',
      lacking: ['govbr'],
    })
    expect(await attempt(none, { pncp: 'failed', govbr: 'kept_old' })).toMatchObject({ outcome: 'failed' })
    expect(await attempt(none, { pncp: 'skipped', govbr: 'stored' })).toMatchObject({ outcome: 'done' })
  })
})

describe('the console’s own schedule', () => {
  const schedule: Schedule = {
    dailyFetch: { enabled: true, time: '06:00', without: ['govbr'] },
    cleanUp: { enabled: true, weekday: 3, time: '06:00' },
  }
  const done: JobResult = { outcome: 'done', reason: null, lacking: [], failure: null }

  /** A clock that goes on by each sleep, from a minute before the hour to an hour after it. */
  async function pass(change: Partial<ScheduleDeps> = {}, kind: ActiveConnection['kind'] = 'profile') {
    let now = dueAt - 60_000
    const events: AppEvent[] = []
    const ran: string[] = []
    let end: () => void = () => undefined
    const over = new Promise<void>((resolve) => {
      end = resolve
    })
    const service = createScheduleService({
      calendar: cronCalendar,
      schedule: async () => schedule,
      zone: async () => cacheZone,
      connection: () => ({ kind, target: { readOnly: false } }) as ActiveConnection, // all that is read of it
      providers: async () => ['pncp', 'comprasnet', 'govbr'],
      namespaces: ['pncp', 'unified'],
      freshness: async () => ({ at: now, today: cacheDayOf(now), zone: cacheZone, providers: [] }),
      runs: async () => [],
      fetch: async (providers) => {
        ran.push(`fetch ${providers.join()}`)
        return done
      },
      cleanUp: async () => {
        ran.push('clean up')
        return done
      },
      publish: (event) => events.push(event),
      system: {
        ...testSystem,
        clock: () => now,
        sleep: async (ms) => {
          now += ms
          if (now > dueAt + hour) {
            end()
            await new Promise(() => undefined)
          }
        },
      },
      ...change,
    })
    service.start()
    await over
    return { service, events, ran }
  }

  test('runs each job once when its hour comes, and tells how it ended', async () => {
    const { events, ran, service } = await pass()
    expect(new Set(ran)).toEqual(new Set(['fetch pncp,comprasnet', 'clean up']))
    expect(events.map(({ name }) => name)).toEqual(['schedule.ended', 'schedule.ended'])
    const { jobs } = await service.status()
    expect(jobs.map(({ lastEnd, nextAt }) => [lastEnd?.outcome, nextAt])).toEqual([
      ['done', dueAt + 24 * hour],
      ['done', dueAt + 7 * 24 * hour],
    ])
  })

  test('rests on the demo workspace, and says so', async () => {
    const { events, ran } = await pass({}, 'demo')
    expect(ran).toEqual([])
    expect(events[0]).toMatchObject({ payload: { outcome: 'skipped', reason: 'demo' } })
  })

  test('a job that throws is told as failed and does not stop the schedule', async () => {
    const { events, ran } = await pass({ fetch: async () => Promise.reject(new Error('no')) })
    expect(ran).toEqual(['clean up'])
    expect(events.map(({ payload }) => payload)).toContainEqual(
      expect.objectContaining({ job: 'daily_fetch', outcome: 'failed', lacking: ['pncp', 'comprasnet'] }),
    )
  })

  test('tells what comes next, switched on or not', async () => {
    const { service } = await pass()
    expect((await service.upcoming(3)).map(({ job, at }) => [job, at])).toEqual([
      ['daily_fetch', dueAt + 24 * hour],
      ['daily_fetch', dueAt + 48 * hour],
      ['daily_fetch', dueAt + 72 * hour],
    ])
  })
})
