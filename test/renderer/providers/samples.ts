import type { DayProbe, FreshnessReport } from '../../../shared/contract/freshness.ts'
import type { FamilyStats, StatsReport } from '../../../shared/contract/stats.ts'
import { addDays, type CacheDay } from '../../../shared/time/cache-day.ts'
import { sampleNow } from '../invalidation/samples.ts'

export const today = '2026-11-23' as CacheDay

export function family(name: string, change: Partial<FamilyStats> = {}): FamilyStats {
  return {
    family: name,
    keys: 0,
    bytes: 0,
    bytesError: null,
    ttl: [0, 0, 0, 0, 0, 0, 0],
    noTtl: 0,
    unmeasured: 0,
    types: {},
    ...change,
  }
}

export function sampleStats(change: Partial<StatsReport> = {}): StatsReport {
  return {
    at: sampleNow,
    elapsedMs: 900,
    exact: true,
    complete: true,
    cancelled: false,
    expectedKeys: 52_806,
    measured: 52_806,
    keys: 52_806,
    bytes: 1_579_155_456,
    namespaces: [
      {
        namespace: 'pncp',
        keys: 1_003,
        bytes: 10_485_760,
        families: [
          family('search_v2', { keys: 700, bytes: 7_340_032, ttl: [40, 60, 0, 0, 0, 600, 0] }),
          family('daily_fetch', { keys: 1, bytes: 3_145_728, ttl: [0, 0, 0, 0, 0, 0, 1] }),
          family('embeddings', { keys: 300, bytes: 0, ttl: [0, 0, 0, 0, 0, 290, 0], noTtl: 10 }),
          family('other', { keys: 2, bytes: 0, noTtl: 2 }),
        ],
      },
      {
        namespace: 'unified',
        keys: 5,
        bytes: null,
        families: [family('search_combined', { keys: 5, bytes: null }), family('deduplication'), family('synonyms')],
      },
    ],
    other: family('other'),
    unified: { combinedSearches: 5, deduplication: 0, synonyms: 0 },
    biggest: [],
    ...change,
  }
}

export function probe(daysAgo: number, change: Partial<DayProbe> = {}): DayProbe {
  return {
    day: addDays(today, -daysAgo),
    state: 'absent',
    items: null,
    bytes: null,
    ttlSeconds: null,
    expiresAt: null,
    fetchDate: null,
    ...change,
  }
}

export function sampleFreshness(days: readonly DayProbe[]): FreshnessReport {
  return {
    at: sampleNow,
    today,
    zone: 'America/Sao_Paulo',
    providers: [{ provider: 'pncp', days: [...days], lastDay: null, ageSeconds: 28_860, medianItems: 200 }],
  }
}
