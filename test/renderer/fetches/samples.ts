import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'
import type { DayProbe } from '../../../shared/contract/freshness.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import { sampleNow } from '../invalidation/samples.ts'

export const noEnds = { oldEnds: { first: null, last: null }, newEnds: { first: null, last: null } }

export const sampleDay = '2026-11-23' as CacheDay

export function sampleLane(change: Partial<FetchLane> = {}): FetchLane {
  return {
    provider: 'pncp',
    coverage: {},
    state: 'ended',
    outcome: 'stored',
    reason: null,
    failure: null,
    startedAt: sampleNow - 60_000,
    endedAt: sampleNow - 30_000,
    waitingUntil: null,
    pages: 'dddrd',
    pagesTotal: 5,
    walk: null,
    items: 240,
    rejected: 0,
    repeated: 0,
    bytes: 1_048_576,
    attempts: 6,
    pageFailure: null,
    holder: null,
    comparison: null,
    key: 'pncp:daily_fetch:2026-11-23',
    aside: null,
    payloadBytes: 900_000,
    warnings: [],
    ...change,
  }
}

export function runningLane(change: Partial<FetchLane> = {}): FetchLane {
  return sampleLane({
    state: 'running',
    outcome: null,
    endedAt: null,
    pages: 'ddda',
    pagesTotal: 10,
    key: null,
    payloadBytes: null,
    ...change,
  })
}

export function sampleRun(change: Partial<FetchRun> = {}): FetchRun {
  return {
    runId: 'run-1',
    day: sampleDay,
    zone: 'America/Sao_Paulo',
    dryRun: false,
    startedAt: sampleNow - 60_000,
    endedAt: sampleNow - 30_000,
    startedBy: 'marina@ops-02',
    connection: 'alicit-hml',
    lanes: [sampleLane()],
    ...change,
  }
}

export function sampleProbe(change: Partial<DayProbe> = {}): DayProbe {
  return {
    day: sampleDay,
    state: 'absent',
    items: null,
    bytes: null,
    ttlSeconds: null,
    expiresAt: null,
    fetchDate: null,
    ...change,
  }
}
