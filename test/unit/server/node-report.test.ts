import { describe, expect, test } from 'vitest'
import { parseClusterMap } from '../../../electron/redis/cluster-map.ts'
import { parseCommandLatency, percentilesOf } from '../../../electron/redis/command-latency.ts'
import { nodeReport, totalMemory } from '../../../electron/redis/node-report.ts'
import { createRoundTrips } from '../../../electron/redis/round-trips.ts'
import { parseInfo } from '../../../electron/redis/server-info.ts'
import { groupSlowLog, parseSlowLog } from '../../../electron/redis/slow-log.ts'

const info = (lines: Readonly<Record<string, string | number>>) =>
  parseInfo(
    Object.entries(lines)
      .map(([name, value]) => `${name}:${value}`)
      .join('\r\n'),
  )
const report = (lines: Readonly<Record<string, string | number>>) => nodeReport('10.0.0.1:6379', info(lines), null)

describe('one node by its INFO', () => {
  test('an empty INFO leaves everything unknown, never zero', () => {
    const { memory, persistence, keys, opsPerSecond, evictedKeys, version } = report({})
    expect({ memory, persistence, keys, opsPerSecond, evictedKeys, version }).toEqual({
      memory: null,
      persistence: null,
      keys: null,
      opsPerSecond: null,
      evictedKeys: null,
      version: null,
    })
  })

  test('the start of the server is no snapshot: by rdb_saves, and without it by the time of the start', () => {
    const started = { rdb_last_save_time: 1_000, server_time_usec: 1_500_000_000, uptime_in_seconds: 500 }
    expect(report({ ...started, rdb_saves: 0 }).persistence).toMatchObject({ rdbSaved: false, rdbLastSaveAt: null })
    expect(report(started).persistence).toMatchObject({ rdbSaved: false, rdbLastSaveAt: null })
    expect(report({ ...started, rdb_last_save_time: 1_400 }).persistence).toMatchObject({
      rdbSaved: true,
      rdbLastSaveAt: 1_400_000,
    })
    expect(report({ rdb_last_save_time: 1_000 }).persistence).toMatchObject({
      rdbSaved: null,
      rdbLastSaveAt: 1_000_000,
    })
  })

  test('replicas with their lag and what they have not acknowledged', () => {
    const { replicas } = report({
      master_repl_offset: 1_000,
      slave0: 'ip=10.0.0.2,port=6380,state=online,offset=900,lag=1',
      slave1: 'ip=10.0.0.3,port=6381,state=wait_bgsave,offset=0,lag=0',
    })
    expect(replicas).toEqual([
      { address: '10.0.0.2:6380', state: 'online', lagSeconds: 1, behindBytes: 100 },
      { address: '10.0.0.3:6381', state: 'wait_bgsave', lagSeconds: 0, behindBytes: 1_000 },
    ])
  })

  test('a sum of which a part is unknown is unknown; one node without a limit means there is none', () => {
    const whole = report({ used_memory: 10, used_memory_rss: 20, maxmemory: 100, total_system_memory: 500 }).memory
    const unlimited = report({ used_memory: 30, used_memory_rss: 40, maxmemory: 0, total_system_memory: 500 }).memory
    expect(totalMemory([whole, unlimited])).toMatchObject({
      usedBytes: 40,
      fragmentation: 1.5,
      limitBytes: 0,
      peakBytes: null,
      systemBytes: null,
    })
    expect(totalMemory([whole, null])).toBeNull()
    expect(totalMemory([])).toBeNull()
  })
})

describe('latency of commands', () => {
  const one = info({
    redis_version: '7.0.15',
    cmdstat_get: 'calls=10,usec=100,usec_per_call=10.00,rejected_calls=0,failed_calls=0',
    'cmdstat_config|set': 'calls=1,usec=500,usec_per_call=500.00,rejected_calls=0,failed_calls=0',
    latency_percentiles_usec_get: 'p50=8.031,p99=20.095,p99.9=40.191',
  })
  const other = info({
    redis_version: '7.0.15',
    cmdstat_get: 'calls=30,usec=900,usec_per_call=30.00',
    latency_percentiles_usec_get: 'p50=29.055,p99=15.007,p99.9=90.111',
  })

  test('calls and times are added up, a percentile is the slowest node’s, the costliest command comes first', () => {
    const [get, config] = parseCommandLatency([one, other])
    expect(get).toEqual({
      command: 'get',
      calls: 40,
      totalMicros: 1_000,
      meanMicros: 25,
      p50Micros: 29.055,
      p99Micros: 20.095,
      p999Micros: 90.111,
    })
    expect(config).toMatchObject({ command: 'config|set', p50Micros: null })
  })

  test('whether percentiles are kept: an older server, a server that does not track, a silent one', () => {
    expect(percentilesOf([one, other])).toBe('kept')
    expect(percentilesOf([info({ redis_version: '6.2.14', cmdstat_get: 'calls=1,usec=1' })])).toBe('too_old')
    expect(percentilesOf([info({ redis_version: '7.2.4', cmdstat_get: 'calls=1,usec=1' })])).toBe('off')
    expect(percentilesOf([info({})])).toBeNull()
  })
})

describe('slow log', () => {
  const bytes = (text: string) => Buffer.from(text)
  const entry = (id: number, micros: number, words: string[], name = '') => [
    id,
    1_700_000_000,
    micros,
    words.map(bytes),
    bytes('10.0.0.9:5000'),
    bytes(name),
  ]
  const namespaces = ['pncp', 'govbr', 'unified']
  const parse = (...entries: unknown[]) => parseSlowLog(entries, 'n1:6379', namespaces)

  test('each command by the namespace of its first key', () => {
    const entries = parse(
      entry(1, 30, ['GET', 'pncp:search_v2:ab']),
      entry(2, 20, ['eval', 'return 1', '1', 'govbr:daily_fetch:2026-11-22', 'x']),
      entry(3, 10, ['EVAL', 'return 1', '0']),
      entry(4, 40, ['KEYS', 'pncp:*']),
      entry(5, 50, ['SET', 'session:1', 'secret']),
      entry(6, 5, ['memory', 'usage', 'unified:synonyms:a']),
      entry(7, 5, ['GET', 'pncpx:1']),
    )
    expect(entries.map(({ group }) => group)).toEqual(['pncp', 'govbr', 'none', 'none', 'other', 'unified', 'other'])
    expect(entries[5]?.command).toBe('MEMORY USAGE')
    expect(JSON.stringify(entries)).not.toContain('secret')
    expect(groupSlowLog(entries)[0]).toEqual({ group: 'other', commands: 2, totalMicros: 55, worstMicros: 50 })
  })

  test('the console’s own commands are told, and a hostile key stays one line', () => {
    const [own, hostile] = parse(
      entry(1, 30, ['SCAN', '0'], 'provider-cache-console'),
      entry(2, 30, ['GET', `pncp:${'\u202e\n'.repeat(100)}`]),
    )
    expect(own).toMatchObject({ own: true, key: null, command: 'SCAN' })
    expect(hostile?.key).toMatch(/^pncp:�+…$/)
  })

  test('an answer of another shape is no entry', () => {
    expect(parseSlowLog(['?'], 'n', namespaces)).toEqual([])
    expect(parseSlowLog(null, 'n', namespaces)).toEqual([])
  })
})

test('the cluster’s map: slots, replicas, a node that fails, a slot on its way', () => {
  const map = parseClusterMap(
    [
      'aa :30001@40001 myself,master - 0 0 1 connected 0-5460 5470 [77->-bb]',
      'bb 10.0.0.2:30002@40002,host master,fail - 0 0 2 disconnected 5461-5469',
      'cc 10.0.0.3:30003@40003 slave aa 0 0 1 connected',
      'dd :0@0 master,noaddr - 0 0 0 disconnected',
      '',
    ].join('\n'),
    '10.0.0.1:30001',
  )
  expect(map).toEqual([
    { id: 'aa', address: '10.0.0.1:30001', role: 'primary', follows: null, failing: false, slots: 5_462 },
    { id: 'bb', address: '10.0.0.2:30002', role: 'primary', follows: null, failing: true, slots: 9 },
    { id: 'cc', address: '10.0.0.3:30003', role: 'replica', follows: 'aa', failing: false, slots: 0 },
  ])
})

test('round trips by the minute: nearest rank, lost ones counted apart, a minute without a ping is missing', () => {
  const trips = createRoundTrips()
  for (let ms = 1; ms <= 100; ms++) trips.add(60_000 + ms, ms)
  trips.add(60_500, null)
  trips.add(180_000, 7)
  expect(trips.minutes()).toEqual([
    { at: 60_000, samples: 100, lost: 1, p50Ms: 50, p95Ms: 95, p99Ms: 99 },
    { at: 180_000, samples: 1, lost: 0, p50Ms: 7, p95Ms: 7, p99Ms: 7 },
  ])
  expect(trips.together()).toMatchObject({ samples: 101, lost: 1 })
  expect(createRoundTrips().together()).toBeNull()
})
