import { afterAll, beforeAll, expect, test } from 'vitest'
import { ServerReport } from '../../../shared/contract/server-report.ts'
import { startCluster, type TestCluster } from '../../support/redis-cluster.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { namespaces, openSession } from '../../support/test-session.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis({ args: ['--slowlog-log-slower-than', '0', '--maxmemory', '64mb'] })
})
afterAll(() => redis.stop())

test('a real server: memory, commands with percentiles, slow commands by namespace, no snapshot yet', async () => {
  await redis.cli('set', 'pncp:search_v2:a', 'v')
  await redis.cli('get', 'session:7')
  const session = await openSession(redis)
  try {
    const report = ServerReport.parse(await session.report(namespaces))
    expect(report.silences).toEqual([])
    expect(report.memory?.usedBytes).toBe(report.facts.usedMemoryBytes)
    expect(report.memory).toMatchObject({ limitBytes: 64 * 1_048_576 })
    expect(report.percentiles).toBe('kept')
    const latency = report.latency.known ? report.latency.value : []
    expect(latency.find(({ command }) => command === 'set')).toMatchObject({ calls: 1 })
    expect(latency.find(({ command }) => command === 'set')?.p99Micros).toBeGreaterThan(0)
    const slow = report.slowLog.known ? report.slowLog.value : null
    expect(slow).toMatchObject({ thresholdMicros: 0 })
    expect(slow?.entries.find(({ key }) => key === 'pncp:search_v2:a')).toMatchObject({ command: 'SET', group: 'pncp' })
    expect(slow?.entries.find(({ key }) => key === 'session:7')).toMatchObject({ command: 'GET', group: 'other' })
    expect(slow?.groups.map(({ group }) => group)).toContain('none')
    expect(report.nodes).toMatchObject([{ reached: true, role: 'primary', slots: null, replicas: [] }])
    expect(report.nodes[0]?.persistence).toMatchObject({ rdbSaved: false, rdbLastSaveAt: null, aofEnabled: false })
  } finally {
    await session.close()
  }
})

test('a snapshot that was written is told with its time', async () => {
  await redis.cli('save')
  const session = await openSession(redis)
  try {
    const { nodes } = await session.report(namespaces)
    expect(nodes[0]?.persistence).toMatchObject({ rdbSaved: true, rdbLastStatus: 'ok' })
    expect(nodes[0]?.persistence?.rdbLastSaveAt).toBeGreaterThan(1_700_000_000_000)
  } finally {
    await session.close()
  }
})

test('R31: without INFO, SLOWLOG and CONFIG everything is unknown by the command’s name, nothing is zero', async () => {
  await redis.cli('acl', 'setuser', 'blind', 'on', '>p', '~*', '+@all', '-info', '-slowlog', '-config')
  const session = await openSession(redis, { username: 'blind' }, 'p')
  try {
    const report = ServerReport.parse(await session.report(namespaces))
    expect(report.silences).toEqual(
      ['INFO', 'SLOWLOG GET', 'SLOWLOG LEN', 'CONFIG GET'].map((command) => ({ command, reason: 'no_permission' })),
    )
    expect(report.memory).toBeNull()
    expect(report.facts).toMatchObject({ usedMemoryBytes: null, evictedKeys: null, hits: null, keys: null })
    expect(report.latency).toEqual({ known: false, command: 'INFO', reason: 'no_permission' })
    expect(report.slowLog).toEqual({ known: false, command: 'SLOWLOG GET', reason: 'no_permission' })
    expect(report.nodes).toMatchObject([{ memory: null, persistence: null, keys: null }])
  } finally {
    await session.close()
  }
})

test('a replica shows with its state', async () => {
  const replica = await startRedis({ args: ['--replicaof', `127.0.0.1 ${redis.port}`] })
  const session = await openSession(redis)
  try {
    await expect
      .poll(async () => (await session.report(namespaces)).nodes[0]?.replicas[0]?.state, { timeout: 20_000 })
      .toBe('online')
  } finally {
    await session.close()
    await replica.stop()
  }
})

test('the connection’s own pings become percentiles', async () => {
  const session = await openSession(redis)
  try {
    await expect
      .poll(async () => (await session.report(namespaces)).ping?.samples ?? 0, { timeout: 20_000, interval: 300 })
      .toBeGreaterThan(0)
    const { ping, pings } = await session.report(namespaces)
    expect(ping?.p50Ms).toBeGreaterThan(0)
    expect(pings.length).toBeGreaterThan(0)
  } finally {
    await session.close()
  }
})

test('a cluster: every primary with its slots, sums over all; one that died is named, and sums become unknown', async () => {
  const cluster: TestCluster = await startCluster()
  const session = await openSession(cluster.nodes[0] as TestRedis)
  try {
    const whole = await session.report(namespaces)
    expect(whole.nodes.map(({ slots }) => slots).toSorted((a, b) => (a ?? 0) - (b ?? 0))).toEqual([5461, 5461, 5462])
    const parts = whole.nodes.map(({ memory }) => memory?.usedBytes ?? 0)
    expect(whole.memory?.usedBytes).toBe(parts.reduce((sum, bytes) => sum + bytes, 0))
    await cluster.nodes[2]?.stop()
    await expect
      .poll(async () => (await session.report(namespaces)).nodes.filter(({ reached }) => !reached).length, {
        timeout: 20_000,
        interval: 300,
      })
      .toBe(1)
    const broken = await session.report(namespaces)
    expect(broken.nodes.find(({ reached }) => !reached)).toMatchObject({ memory: null, keys: null })
    expect(broken.memory).toBeNull()
    expect(broken.facts).toMatchObject({ usedMemoryBytes: null, keys: null, connectedClients: null })
  } finally {
    await session.close()
    await cluster.stop()
  }
})
