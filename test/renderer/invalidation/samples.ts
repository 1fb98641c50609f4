import type { ConnectionStatus, OpenConnection, ServerIdentity } from '../../../shared/contract/connection.ts'
import type {
  InvalidationPreview,
  InvalidationProgress,
  InvalidationResult,
} from '../../../shared/contract/invalidation.ts'
import type { ProviderInfo } from '../../../shared/contract/provider.ts'
import type { UndoPreview, UndoProgress, UndoResult } from '../../../shared/contract/undo.ts'

/** 23 November 2026, 14:00 in São Paulo. */
export const sampleNow = Date.UTC(2026, 10, 23, 17)

export const sampleServer: ServerIdentity = {
  product: 'redis',
  version: '7.0.15',
  runId: 'a1',
  host: 'redis.example',
  port: 6379,
  database: 0,
  role: 'primary',
  topology: 'standalone',
}

export function sampleConnection(target: Partial<OpenConnection['target']> = {}): OpenConnection {
  return {
    profileId: 'p1',
    name: 'alicit-hml',
    kind: 'profile',
    target: {
      host: 'redis.example',
      port: 6379,
      database: 0,
      username: null,
      tls: { enabled: false, verify: true, ca: null },
      environment: 'staging',
      readOnly: false,
      ...target,
    },
    identity: sampleServer,
    roundTripMs: 0.4,
    capabilities: [],
  }
}

export function connected(target: Partial<OpenConnection['target']> = {}): ConnectionStatus {
  return { phase: 'connected', connection: sampleConnection(target), since: sampleNow, serverChanged: false }
}

export const sampleProviders: readonly ProviderInfo[] = [
  {
    id: 'pncp',
    label: 'PNCP',
    mark: { colour: '#0691F4', marker: 'circle', line: 'solid' },
    enabled: true,
    baseUrl: 'https://pncp.gov.br/api/consulta',
    defaultBaseUrl: 'https://pncp.gov.br/api/consulta',
    apiKey: 'none',
    leastGapMs: 1_000,
    coverageDefaults: {},
  },
  {
    id: 'comprasnet',
    label: 'Compras.gov.br',
    mark: { colour: '#896034', marker: 'square', line: 'long-dash' },
    enabled: true,
    baseUrl: 'https://dadosabertos.compras.gov.br',
    defaultBaseUrl: 'https://dadosabertos.compras.gov.br',
    apiKey: 'none',
    leastGapMs: 1_000,
    coverageDefaults: {},
  },
  {
    id: 'govbr',
    label: 'Portal da Transparência',
    mark: { colour: '#2B736D', marker: 'triangle', line: 'dotted' },
    enabled: true,
    baseUrl: 'https://api.portaldatransparencia.gov.br',
    defaultBaseUrl: 'https://api.portaldatransparencia.gov.br',
    apiKey: 'missing',
    leastGapMs: 1_000,
    coverageDefaults: {},
  },
]

export function samplePreview(change: Partial<InvalidationPreview> = {}): InvalidationPreview {
  return {
    previewId: 'v1',
    target: { scope: 'whole', namespace: 'pncp' },
    at: sampleNow,
    elapsedMs: 1_200,
    count: 1_000,
    bytes: 10_485_760,
    families: [
      { family: 'search_v2', keys: 700, bytes: 7_340_032 },
      { family: 'daily_fetch', keys: 8, bytes: 1_048_576 },
      { family: 'embeddings', keys: 290, bytes: 2_000_000 },
      { family: 'other', keys: 2, bytes: 97_152 },
    ],
    ttl: [100, 0, 0, 0, 0, 890, 0],
    noTtl: 10,
    samples: [
      { label: 'pncp:search_v2:a23b8f70', base64: 'cG5jcDpzZWFyY2hfdjI6YTIzYjhmNzA=', byteLength: 23 },
      { label: 'pncp:unheard_of:t', base64: 'cG5jcDp1bmhlYXJkX29mOnQ=', byteLength: 17 },
    ],
    oldestDay: null,
    newestDay: null,
    coverage: { complete: true, primaries: 1, primariesReached: 1, slotsCovered: null },
    unifiedKept: { keys: 1_204, longestTtlSeconds: 86_400 },
    digest: 'd'.repeat(64),
    server: sampleServer,
    undo: { available: true, reason: 'ok', needsBytes: 11_000_000, freeBytes: 200_000_000_000, windowHours: 24 },
    token: 'token-1',
    blocked: null,
    tokenExpiresAt: sampleNow + 600_000,
    ...change,
  }
}

export function sampleProgress(change: Partial<InvalidationProgress> = {}): InvalidationProgress {
  return {
    operationId: 'op-1',
    target: { scope: 'whole', namespace: 'pncp' },
    books: { previewed: 1_000, deleted: 400, changed: 3, gone: 1, failed: 0, notAttempted: 596 },
    keysPerSecond: 500,
    serverMs: 1.4,
    elapsedMs: 900,
    done: false,
    ...change,
  }
}

export function sampleResult(change: Partial<InvalidationResult> = {}): InvalidationResult {
  return {
    operationId: 'op-1',
    target: { scope: 'whole', namespace: 'pncp' },
    previewed: 1_000,
    deleted: 990,
    changed: 6,
    gone: 4,
    failed: 0,
    notAttempted: 0,
    ended: 'done',
    failure: null,
    bundle: 'b-1',
    undoUntil: sampleNow + 86_400_000,
    startedAt: sampleNow,
    elapsedMs: 2_100,
    ...change,
  }
}

export const sampleUndo: UndoResult = {
  operationId: 'u-1',
  bundle: 'b-1',
  target: { scope: 'whole', namespace: 'pncp' },
  saved: 990,
  restored: 980,
  expired: 7,
  keptNewer: 3,
  damaged: 0,
  foreign: 0,
  failed: 0,
  notAttempted: 0,
  ended: 'done',
  failure: null,
  elapsedMs: 800,
}

export function sampleUndoPreview(change: Partial<UndoPreview> = {}): UndoPreview {
  return {
    bundle: {
      bundle: 'b-1',
      target: { scope: 'whole', namespace: 'pncp' },
      server: sampleServer,
      createdAt: Date.now() - 3_600_000,
      undoUntil: Date.now() + 82_800_000,
      keys: 990,
      fileBytes: 11_000_000,
      state: 'ready',
    },
    at: Date.now(),
    elapsedMs: 40,
    saved: 990,
    restorable: 980,
    expired: 7,
    standing: 3,
    damaged: 0,
    unknown: 0,
    foreign: { keys: 0, restorable: 0, samples: [] },
    damagedRecords: [],
    samples: [{ label: 'pncp:search_v2:1', base64: 'cG5jcDpzZWFyY2hfdjI6MQ==', byteLength: 16 }],
    server: sampleServer,
    elsewhere: false,
    blocked: null,
    ...change,
  }
}

export function sampleUndoProgress(change: Partial<UndoProgress> = {}): UndoProgress {
  const { operationId, bundle, target, ended: _ended, failure: _failure, elapsedMs, ...books } = sampleUndo
  return {
    operationId,
    bundle,
    target,
    books: { ...books, restored: 400, expired: 0, keptNewer: 0, notAttempted: 590 },
    keysPerSecond: 10_000,
    elapsedMs,
    done: false,
    ...change,
  }
}
