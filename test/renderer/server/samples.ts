import type { NodeReport, ServerReport } from '../../../shared/contract/server-report.ts'
import { sampleNow, sampleServer } from '../../support/page-samples.ts'

const mebibyte = 1_048_576

const memory = {
  usedBytes: 100 * mebibyte,
  peakBytes: 120 * mebibyte,
  residentBytes: 130 * mebibyte,
  datasetBytes: 90 * mebibyte,
  overheadBytes: 10 * mebibyte,
  fragmentation: 1.3,
  limitBytes: 200 * mebibyte,
  systemBytes: 4_096 * mebibyte,
}

export function sampleNode(patch: Partial<NodeReport> = {}): NodeReport {
  return {
    address: '10.0.0.1:6379',
    reached: true,
    role: 'primary',
    slots: null,
    version: '7.0.15',
    uptimeSeconds: 3_600,
    keys: 1_347,
    opsPerSecond: 12,
    connectedClients: 38,
    evictedKeys: 4,
    memory,
    persistence: {
      rdbLastSaveAt: sampleNow - 3_600_000,
      rdbSaved: true,
      rdbLastStatus: 'ok',
      rdbInProgress: false,
      rdbChangesSinceSave: 88,
      rdbLastSeconds: 1,
      aofEnabled: false,
      aofLastWriteStatus: 'ok',
      aofLastRewriteStatus: 'ok',
      aofBytes: null,
    },
    replicas: [],
    ...patch,
  }
}

export function sampleReport(patch: Partial<ServerReport> = {}): ServerReport {
  const minute = { at: sampleNow - 60_000, samples: 30, lost: 0, p50Ms: 0.4, p95Ms: 1.2, p99Ms: 3.5 }
  return {
    at: sampleNow,
    facts: sampleServer,
    memory,
    nodes: [sampleNode()],
    latency: {
      known: true,
      value: [
        {
          command: 'config|get',
          calls: 12,
          totalMicros: 3_400,
          meanMicros: 283.3,
          p50Micros: 200,
          p99Micros: 900,
          p999Micros: 900,
        },
      ],
    },
    percentiles: 'kept',
    pings: [minute],
    ping: minute,
    slowLog: {
      known: true,
      value: {
        thresholdMicros: 10_000,
        held: 2,
        entries: [
          {
            id: 'n 2',
            at: sampleNow - 30_000,
            micros: 52_300,
            node: 'n',
            command: 'GET',
            key: 'pncp:search_v2:<b>',
            group: 'pncp',
            own: false,
          },
          {
            id: 'n 1',
            at: sampleNow - 40_000,
            micros: 12_000,
            node: 'n',
            command: 'SCAN',
            key: null,
            group: 'none',
            own: true,
          },
        ],
        groups: [
          { group: 'pncp', commands: 1, totalMicros: 52_300, worstMicros: 52_300 },
          { group: 'none', commands: 1, totalMicros: 12_000, worstMicros: 12_000 },
        ],
      },
    },
    silences: [],
    ...patch,
  }
}
