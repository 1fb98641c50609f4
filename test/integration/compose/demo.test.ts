import { readFileSync } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { expect, onTestFinished, test } from 'vitest'
import { compose } from '../../../electron/compose.ts'
import type { Core } from '../../../electron/core/core.ts'
import { isAlive } from '../../../electron/storage/file-lock.ts'
import type { AppEvent } from '../../../shared/contract/events.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { startRedis, targetOf } from '../../support/redis-server.ts'

const recordingsFolder = fileURLToPath(new URL('../../../electron/sandbox/recordings', import.meta.url))

async function openConsole() {
  const dataFolder = await mkdtemp(join(tmpdir(), 'pcc-compose-'))
  const events: AppEvent[] = []
  const log = recordingLog()
  const core = await compose({
    dataFolder,
    recordingsFolder,
    log,
    publish: (event) => events.push(event),
    cipher: null,
    env: { PATH: process.env.PATH },
    urlOverrides: {},
  })
  onTestFinished(async () => {
    await core.close()
    await rm(dataFolder, { recursive: true, force: true })
  })
  return { core, dataFolder, events, log }
}

/** Days whose runs have ended on the demo server. */
const filledDays = async (core: Core) => (await core.fetches.runs(50)).filter(({ endedAt }) => endedAt !== null).length

const statsOf = (core: Core) => core.collectStats('exact', new AbortController().signal, () => undefined, null)

test('with no saved connection the demo workspace opens and fills itself, for every provider and family', async () => {
  const { core, dataFolder, log } = await openConsole()
  await core.openLast()
  expect(core.connections.status()).toMatchObject({ phase: 'connected', connection: { kind: 'demo' } })
  await expect.poll(() => filledDays(core), { timeout: 90_000 }).toBe(7)

  const report = await statsOf(core)
  const empty = report.namespaces.flatMap(({ namespace, families }) =>
    families.filter(({ keys }) => keys === 0).map(({ family }) => `${namespace}:${family}`),
  )
  // The console makes no embeddings; every other family is there.
  expect(empty).toEqual(['pncp:embeddings', 'comprasnet:embeddings', 'govbr:embeddings'])
  const runs = await core.fetches.runs(50)
  // The newest run is of the newest day.
  expect(runs.map(({ day }) => day)).toEqual(
    runs
      .map(({ day }) => day)
      .sort()
      .reverse(),
  )
  for (const lane of runs.flatMap(({ lanes }) => lanes))
    expect([lane.provider, lane.outcome, lane.failure]).toEqual([lane.provider, 'stored', null])
  expect((await core.journal.read(50)).entries).toEqual([])
  expect(log.messages).toEqual([])

  const { pid } = JSON.parse(readFileSync(join(dataFolder, 'demo', 'server.json'), 'utf8')) as { pid: number }
  expect(isAlive(pid)).toBe(true)
  await core.close()
  expect(isAlive(pid)).toBe(false)
}, 120_000)

test('leaving the demo while it fills writes nothing to the server that is opened instead', async () => {
  const { core } = await openConsole()
  const redis = await startRedis()
  onTestFinished(() => redis.stop())
  await core.openLast()
  await expect.poll(() => core.fetches.active().length).toBeGreaterThan(0)
  await core.connections.openAdHoc('own', targetOf(redis), null)
  core.afterOpen()
  await expect.poll(() => core.fetches.active().length).toBe(0)
  expect(await core.fetches.runs(50)).toEqual([])
  expect(await redis.cli('dbsize')).toBe('0')
})
