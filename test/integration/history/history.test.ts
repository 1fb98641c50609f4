import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, onTestFinished, test } from 'vitest'
import { runStats } from '../../../electron/commands/stats-command.ts'
import { runStatsHistory } from '../../../electron/commands/stats-history-command.ts'
import { compose } from '../../../electron/compose.ts'
import type { Core } from '../../../electron/core/core.ts'
import { ServerHistory, StatsHistory } from '../../../shared/contract/history.ts'
import { prepareCommands } from '../../support/commands.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { startRedis, type TestRedis, targetOf } from '../../support/redis-server.ts'
import { seeded, seedKeyspace } from '../../support/seed-keyspace.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
  await seedKeyspace(redis.port)
})
afterAll(() => redis.stop())

const total = Object.values(seeded).reduce((sum, keys) => sum + keys, 0)

async function openConsole(): Promise<Core> {
  const dataFolder = await mkdtemp(join(tmpdir(), 'pcc-history-'))
  const core = await compose({
    dataFolder,
    recordingsFolder: '',
    log: recordingLog(),
    publish: () => undefined,
    cipher: null,
    env: {},
    urlOverrides: {},
  })
  onTestFinished(async () => {
    await core.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
  await core.connections.openAdHoc('lab', targetOf(redis), null)
  return core
}

const pass = (core: Core, signal = new AbortController().signal) =>
  core.collectStats('exact', signal, () => undefined, null)

test('each whole pass is kept with its figures; a stopped one is not', async () => {
  const core = await openConsole()
  expect((await core.history.passes(1)).points).toEqual([])
  const report = await pass(core)
  const stopped = AbortSignal.abort(new Error('stopped'))
  expect(await pass(core, stopped)).toMatchObject({ cancelled: true })

  const history = await core.history.passes(1)
  expect(StatsHistory.parse(history).points).toMatchObject([
    {
      at: report.at,
      exact: true,
      keys: total,
      bytes: report.bytes,
      connection: 'lab',
      place: `127.0.0.1:${redis.port}/0`,
    },
  ])
  const [point] = history.points
  expect(point?.namespaces.map(({ namespace, keys }) => [namespace, keys])).toEqual(
    report.namespaces.map(({ namespace, keys }) => [namespace, keys]),
  )
  expect(await readFile(join(core.dataFolder, 'stats-history.jsonl'), 'utf8')).not.toContain('"ttl"')
})

test('the server is sampled as soon as it is open, and again only a minute later', async () => {
  const core = await openConsole()
  core.afterOpen()
  await expect.poll(async () => (await core.history.samples(1)).samples.length).toBe(1)
  const history = ServerHistory.parse(await core.history.samples(24))
  expect(history.samples[0]).toMatchObject({ keys: total, evictedKeys: 0, maxMemoryBytes: 0 })
  expect(history.samples[0]?.usedMemoryBytes).toBeGreaterThan(0)
})

test('a sample is kept of no connection but the one that stands', async () => {
  const core = await openConsole()
  await core.connections.close()
  core.afterOpen()
  await core.connections.openAdHoc('lab', targetOf(redis), null)
  expect((await core.history.samples(24)).samples).toEqual([])
})

test('pcc stats --history lists the passes of this machine on that server', async () => {
  const commands = await prepareCommands(redis)
  onTestFinished(() => commands.dispose())
  await commands.run((context) => runStats(context, { mode: 'exact', sampleSize: null }))
  await commands.run((context) => runStats(context, { mode: 'sample', sampleSize: 1 }))
  const { code, document } = await commands.run((context) => runStatsHistory(context, 1))
  expect(code).toBe(0)
  expect(document.passes).toMatchObject([
    { exact: true, keys: total },
    { exact: false, keys: total },
  ])
})
