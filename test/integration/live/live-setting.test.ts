import { mkdtemp, readFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { startRedis, type TestRedis, targetOf } from '../../support/redis-server.ts'
import { liveConsole, switchOn } from './live-laboratory.ts'

let redis: TestRedis
beforeEach(async () => {
  redis = await startRedis({ args: ['--notify-keyspace-events', 'Kx'] })
})
afterEach(() => redis.stop())

const sorted = (text: unknown) => Array.from(String(text)).sort().join('')
const setting = async () => sorted((await redis.cli('config', 'get', 'notify-keyspace-events')).split('\n')[1])
const set = (value: string) => redis.cli('config', 'set', 'notify-keyspace-events', value)
const patience = { timeout: 20_000, interval: 50 }

test('the preview changes nothing; switching off puts the old value back, both journaled', async () => {
  const { core } = await liveConsole(redis)
  const node = `127.0.0.1:${redis.port}`
  expect(await core.live.preview()).toMatchObject({ changes: true, obstacle: null, nodes: [{ node }] })
  expect(await setting()).toBe('Kx')

  expect(await switchOn(core)).toMatchObject({ changed: [{ node }] })
  expect(await setting()).toBe('EKegnx')
  await expect.poll(() => core.live.status().phase, patience).toBe('live')

  expect(await core.live.stop()).toMatchObject({ phase: 'off', changed: [], counts: null })
  expect(await setting()).toBe('Kx')
  const { entries } = await core.journal.read(10)
  expect(entries.map(({ what, details }) => [what, details.node, details.outcome ?? null])).toEqual([
    ['live.restore', node, 'restored'],
    ['live.set', node, null],
  ])
  expect(sorted(entries[1]?.details.from)).toBe('Kx')
})

test('leaving the connection puts the setting back before the connection is closed', async () => {
  const { core } = await liveConsole(redis)
  await switchOn(core)
  expect(await setting()).toBe('EKegnx')
  await core.connections.openAdHoc('again', targetOf(redis), null)
  expect(await setting()).toBe('Kx')
  expect(core.live.status().phase).toBe('off')
})

test('quitting puts the setting back', async () => {
  const { core } = await liveConsole(redis)
  await switchOn(core)
  await core.close()
  expect(await setting()).toBe('Kx')
})

test('a setting that is another than the one shown is not touched', async () => {
  const { core } = await liveConsole(redis)
  const { nodes } = await core.live.preview()
  await set('KEA')
  const seen = nodes.map(({ node, current }) => ({ node, value: current }))
  await expect(core.live.start(seen)).rejects.toMatchObject({ code: 'refused' })
  expect(core.live.status().phase).toBe('off')
  expect((await core.journal.read(10)).entries).toEqual([])
})

test('what somebody else set meanwhile stays', async () => {
  const { core } = await liveConsole(redis)
  await switchOn(core)
  await set('Elg')
  await core.live.stop()
  expect(await setting()).toBe('Egl')
  expect((await core.journal.read(1)).entries[0]?.details.outcome).toContain('somebody else')
})

test('a read-only connection changes no setting, and uses one that is on', async () => {
  const { core } = await liveConsole(redis, { readOnly: true })
  expect(await core.live.preview()).toMatchObject({ obstacle: { code: 'read_only' } })
  await expect(switchOn(core)).rejects.toMatchObject({ code: 'read_only' })
  expect(await setting()).toBe('Kx')
  await set('Egxen')
  expect(await core.live.preview()).toMatchObject({ changes: false, obstacle: null })
  await switchOn(core)
  await expect.poll(() => core.live.status().phase, patience).toBe('live')
})

test('where the server hides whether new keys are told, the setting is changed and not taken back', async () => {
  await set('KEA')
  const { core } = await liveConsole(redis)
  expect(await core.live.preview()).toMatchObject({ changes: true, nodes: [{ stays: true }] })
  expect(await switchOn(core)).toMatchObject({ changed: [] })
  await expect.poll(() => core.live.status().phase, patience).toBe('live')
  await redis.cli('set', 'pncp:search_v2:one', 'x')
  await expect.poll(() => core.live.status().keys, patience).toBe(1)
  await core.live.stop()
  expect((await core.journal.read(5)).entries.map(({ what }) => what)).toEqual(['live.set'])
})

test('a user without CONFIG is told so', async () => {
  await redis.cli('acl', 'setuser', 'default', '-config')
  const { core } = await liveConsole(redis)
  const obstacle = { code: 'no_permission', params: { command: 'CONFIG GET' } }
  expect(await core.live.preview()).toMatchObject({ obstacle })
})

test('what a killed console left is offered at the next start, and put back when asked', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pcc-live-killed-'))
  const killed = await liveConsole(redis, {}, folder)
  await switchOn(killed.core)
  const record = async () => JSON.parse(await readFile(join(folder, 'changed-settings.json'), 'utf8')) as unknown
  expect(await record()).toMatchObject([{ node: `127.0.0.1:${redis.port}` }])

  // Another console reads what this one has on disk: as if it had been killed.
  const next = await liveConsole(redis, {}, folder)
  await next.core.live.arrive()
  expect(next.core.live.status().leftover).toMatchObject([{ node: `127.0.0.1:${redis.port}` }])
  expect(await next.core.live.settleLeftover('put-back')).toMatchObject({ leftover: [] })
  expect(await setting()).toBe('Kx')
  expect(await record()).toEqual([])
})

test('what could not be put back, because the server did not answer, is offered when it is opened again', async () => {
  const { core } = await liveConsole(redis)
  await switchOn(core)
  redis.signal('SIGSTOP')
  await core.connections.close()
  redis.signal('SIGCONT')
  await core.connections.openAdHoc('lab', targetOf(redis), null)
  await core.live.arrive()
  expect(core.live.status()).toMatchObject({
    phase: 'off',
    changed: [],
    leftover: [{ set: expect.any(String) as string }],
  })
  await core.live.settleLeftover('keep')
  expect(await setting()).toBe('EKegnx')
  expect((await core.journal.read(1)).entries[0]?.details.outcome).toContain('left as it is')
})

test('a server that has its own setting back is offered nothing', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'pcc-live-killed-'))
  const killed = await liveConsole(redis, {}, folder)
  await switchOn(killed.core)
  await set('Kx')
  const next = await liveConsole(redis, {}, folder)
  await next.core.live.arrive()
  expect(next.core.live.status().leftover).toEqual([])
})
