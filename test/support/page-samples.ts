import type { AppFacts } from '../../shared/contract/app.ts'
import type { ConnectionStatus, OpenConnection } from '../../shared/contract/connection.ts'
import type { FetchLane, FetchRun } from '../../shared/contract/fetch.ts'
import type { FreshnessReport, ProviderFreshness } from '../../shared/contract/freshness.ts'
import type { LiveStatus } from '../../shared/contract/live.ts'
import type { ProviderInfo } from '../../shared/contract/provider.ts'
import type { ScheduleStatus } from '../../shared/contract/schedule.ts'
import type { ServerFacts } from '../../shared/contract/server.ts'
import type { Settings, SettingsPatch } from '../../shared/contract/settings.ts'
import type { FamilyStats, StatsReport } from '../../shared/contract/stats.ts'
import { type CacheDay, parseCacheDay } from '../../shared/time/cache-day.ts'
import type { FakeBridge } from './fake-bridge.ts'

/** 2026-11-23, 14:05:12 in São Paulo. */
export const sampleNow = Date.UTC(2026, 10, 23, 17, 5, 12)

export function sampleDay(text: string): CacheDay {
  const day = parseCacheDay(text)
  if (day === null) throw new RangeError(`no day: ${text}`)
  return day
}

export const sampleProviders: ProviderInfo[] = [
  {
    id: 'pncp',
    label: 'PNCP',
    mark: { colour: '#0691F4', marker: 'circle', line: 'solid' },
    enabled: true,
    baseUrl: 'https://pncp.example/api',
    defaultBaseUrl: 'https://pncp.example/api',
    apiKey: 'none',
    leastGapMs: 1_000,
    coverageDefaults: { modalities: ['6', '8'], ufs: [] },
  },
  {
    id: 'govbr',
    label: 'Portal da Transparência',
    mark: { colour: '#2B736D', marker: 'triangle', line: 'dotted' },
    enabled: true,
    baseUrl: 'https://govbr.example/api',
    defaultBaseUrl: 'https://govbr.example/api',
    apiKey: 'missing',
    leastGapMs: 1_000,
    coverageDefaults: { bodies: ['26245', '26236'] },
  },
]

export const sampleSettings: Settings = {
  language: 'pt-BR',
  theme: 'dark',
  density: 'compact',
  zone: 'sao-paulo',
  dayZone: 'America/Sao_Paulo',
  singleKeys: true,
  shortcuts: {},
  tourSeen: true,
  refreshSeconds: 0,
  pace: 'normal',
  splitPasses: false,
  providers: {},
  lifetimes: {},
  schedule: {
    dailyFetch: { enabled: false, time: '06:00', without: [] },
    cleanUp: { enabled: false, weekday: 0, time: '02:00' },
  },
  lastProfileId: null,
}

/** Live counters that are off. */
export const sampleLive: LiveStatus = {
  at: sampleNow,
  phase: 'off',
  since: null,
  checkedAt: null,
  reason: null,
  failure: null,
  nextTryAt: null,
  counts: null,
  keys: null,
  walked: 0,
  expected: 0,
  eventsPerSecond: 0,
  changed: [],
  leftover: [],
}

/** The sample's settings after a change. */
export function changedSettings(patch: SettingsPatch): Settings {
  // The patch's type allows an explicit undefined; no test sends one.
  return { ...sampleSettings, ...patch } as Settings
}

export const sampleFacts: AppFacts = {
  version: '0.1.0',
  electron: '45.4.1',
  chromium: '140',
  node: '22.20.0',
  platform: 'linux',
  locale: 'pt-BR',
  systemZone: 'America/Sao_Paulo',
  secretStore: 'system',
  dataFolder: '/data',
}

export const sampleConnection: OpenConnection = {
  profileId: 'p1',
  name: 'homolog',
  kind: 'profile',
  target: {
    host: 'redis.example',
    port: 6379,
    database: 0,
    username: null,
    tls: { enabled: false, verify: true, ca: null },
    environment: 'staging',
    readOnly: false,
  },
  identity: {
    product: 'redis',
    version: '7.0.15',
    runId: 'r1',
    host: 'redis.example',
    port: 6379,
    database: 0,
    role: 'primary',
    topology: 'standalone',
  },
  roundTripMs: 0.4,
  capabilities: [{ command: 'unlink', allowed: true, feature: 'invalidate' }],
}

export function connected(patch: Partial<OpenConnection> = {}, since = sampleNow): ConnectionStatus {
  return { phase: 'connected', connection: { ...sampleConnection, ...patch }, since, serverChanged: false }
}

export function sampleFamily(
  family: string,
  keys: number,
  bytes: number | null,
  patch: Partial<FamilyStats> = {},
): FamilyStats {
  return {
    family,
    keys,
    bytes,
    bytesError: null,
    ttl: [0, 0, 0, 0, keys, 0, 0],
    noTtl: 0,
    unmeasured: 0,
    types: { string: keys },
    ...patch,
  }
}

const mebibyte = 1_048_576

export function sampleStats(patch: Partial<StatsReport> = {}): StatsReport {
  return {
    at: sampleNow,
    elapsedMs: 1_200,
    exact: true,
    complete: true,
    cancelled: false,
    expectedKeys: 1_347,
    measured: 1_347,
    keys: 1_347,
    bytes: 330 * mebibyte,
    namespaces: [
      {
        namespace: 'pncp',
        keys: 1_001,
        bytes: 300 * mebibyte,
        families: [
          sampleFamily('search_v2', 900, 180 * mebibyte, { ttl: [5, 7, 0, 0, 888, 0, 0] }),
          sampleFamily('daily_fetch', 1, 100 * mebibyte),
          sampleFamily('embeddings', 100, 20 * mebibyte),
        ],
      },
      {
        namespace: 'govbr',
        keys: 40,
        bytes: 4 * mebibyte,
        families: [
          sampleFamily('search_v2', 40, 4 * mebibyte),
          sampleFamily('daily_fetch', 0, 0),
          sampleFamily('embeddings', 0, 0),
        ],
      },
      {
        namespace: 'unified',
        keys: 300,
        bytes: 25 * mebibyte,
        families: [
          sampleFamily('search_combined', 120, 20 * mebibyte),
          sampleFamily('deduplication', 150, 4 * mebibyte),
          sampleFamily('synonyms', 30, mebibyte),
        ],
      },
    ],
    other: sampleFamily('other', 6, mebibyte, { ttl: [0, 0, 0, 0, 3, 0, 0], noTtl: 3 }),
    unified: { combinedSearches: 120, deduplication: 150, synonyms: 30 },
    biggest: [],
    ...patch,
  }
}

export function sampleFreshness(provider: string, patch: Partial<ProviderFreshness> = {}): ProviderFreshness {
  const day = sampleDay('2026-11-23')
  return {
    provider,
    days: [
      {
        day,
        state: 'present',
        items: 48_216,
        bytes: 1_000,
        ttlSeconds: 61_200,
        expiresAt: sampleNow + 61_200_000,
        fetchDate: '2026-11-23T06:00:12',
      },
    ],
    lastDay: day,
    ageSeconds: 28_800,
    medianItems: null,
    ...patch,
  }
}

/** A provider of whose daily fetch no key is left. */
export function goneFreshness(provider: string): ProviderFreshness {
  return sampleFreshness(provider, { days: [], lastDay: null, ageSeconds: null })
}

/** Read now unless said otherwise: an older report would age with the calendar, and its providers with it. */
export function sampleFreshnessReport(providers: ProviderFreshness[], at = Date.now()): FreshnessReport {
  return { at, today: sampleDay('2026-11-23'), zone: 'America/Sao_Paulo', providers }
}

export function sampleLane(provider: string, patch: Partial<FetchLane> = {}): FetchLane {
  return {
    provider,
    coverage: {},
    state: 'ended',
    outcome: 'stored',
    reason: null,
    failure: null,
    startedAt: sampleNow,
    endedAt: sampleNow,
    waitingUntil: null,
    pages: 'dd',
    pagesTotal: 2,
    walk: null,
    items: 100,
    rejected: 0,
    repeated: 0,
    bytes: 1_000,
    attempts: 2,
    pageFailure: null,
    holder: null,
    comparison: null,
    key: null,
    aside: null,
    payloadBytes: null,
    warnings: [],
    ...patch,
  }
}

export function sampleRun(day: string, lanes: FetchLane[], patch: Partial<FetchRun> = {}): FetchRun {
  return {
    runId: `run ${day}`,
    day: sampleDay(day),
    zone: 'America/Sao_Paulo',
    dryRun: false,
    startedAt: sampleNow,
    endedAt: sampleNow,
    startedBy: 'marina@ops',
    connection: sampleConnection.name,
    lanes,
    ...patch,
  }
}

export const sampleServer: ServerFacts = {
  at: sampleNow,
  product: 'redis',
  version: '7.0.15',
  uptimeSeconds: 3_600,
  usedMemoryBytes: 2_800_000_000,
  maxMemoryBytes: 4_294_967_296,
  maxMemoryPolicy: 'allkeys-lru',
  hits: 942,
  misses: 58,
  hitRatio: 0.942,
  evictedKeys: 4,
  expiredKeys: 10,
  connectedClients: 38,
  maxClients: 10_000,
  opsPerSecond: 1_842,
  keys: 1_347,
  persistence: null,
  replicas: 0,
}

/** Nothing is switched on, missed or about to be. */
export function sampleSchedule(patch: Partial<ScheduleStatus> = {}): ScheduleStatus {
  const job = { enabled: false, lastDueAt: null, running: false, lastEnd: null }
  return {
    at: sampleNow,
    zone: 'America/Sao_Paulo',
    jobs: [
      { job: 'daily_fetch', nextAt: sampleNow + 57_288_000, covers: ['pncp', 'govbr'], ...job },
      { job: 'clean_up', nextAt: sampleNow + 475_000_000, covers: ['pncp', 'govbr', 'unified'], ...job },
    ],
    missed: [],
    gaps: [],
    ...patch,
  }
}

/** Lets the bridge answer everything the shell asks on its own at start. */
export function answerStart(bridge: FakeBridge): void {
  bridge.answer('app.describe', sampleFacts)
  bridge.answer('settings.read', sampleSettings)
  bridge.answer('providers.list', sampleProviders)
  bridge.answer('profiles.list', [])
  bridge.answer('connection.status', connected())
  bridge.answer('stats.collect', sampleStats())
  bridge.answer('live.status', sampleLive)
  bridge.answer('stats.history', { from: sampleNow - 7 * 86_400_000, to: sampleNow, points: [], marks: [] })
  bridge.answer('freshness.read', sampleFreshnessReport([sampleFreshness('pncp', {}), goneFreshness('govbr')]))
  bridge.answer('server.facts', sampleServer)
  bridge.answer('fetch.runs', [])
  bridge.answer('schedule.status', sampleSchedule())
  bridge.answer('undo.list', [])
  bridge.answer('activity.journal', { entries: [], brokenAtLine: null, checked: { lines: 0, at: sampleNow } })
  bridge.answer('operations.unfinished', [])
}
