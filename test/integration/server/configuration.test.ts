import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest'
import { createRefusals } from '../../../electron/core/invalidation/refusals.ts'
import { createConfigurationService } from '../../../electron/core/server/configuration-service.ts'
import { createJournal } from '../../../electron/storage/journal.ts'
import type { ConnectionTarget } from '../../../shared/contract/connection.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { startCluster } from '../../support/redis-cluster.ts'
import { startRedis, type TestRedis, targetOf } from '../../support/redis-server.ts'
import { openSession, testSystem } from '../../support/test-session.ts'

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.cli('config', 'set', 'maxmemory', '256mb')
  await redis.cli('config', 'set', 'maxmemory-policy', 'allkeys-lfu')
})

/** The service of one operator on the real adapter, with a journal file of its own unless one is given. */
async function operator(
  server: TestRedis,
  change: Partial<ConnectionTarget> = {},
  password: string | null = null,
  folder?: string,
) {
  const own = folder ?? (await mkdtemp(join(tmpdir(), 'pcc-config-')))
  const session = await openSession(server, change, password)
  const clock = { aheadMs: 0 }
  const system = { ...testSystem, clock: () => Date.now() + clock.aheadMs }
  const journal = createJournal(own, recordingLog())
  const target = targetOf(server, change)
  const connection = { session, connectionId: 'c', profileId: 'p', name: 'lab', kind: 'profile', target } as const
  const refusals = createRefusals(journal, system, () => 'lab')
  const service = createConfigurationService({ connection: () => connection, journal, refusals, system })
  onTestFinished(async () => {
    await session.close()
    if (!folder) await rm(own, { recursive: true, force: true })
  })
  const row = async (name: string) => {
    const found = (await service.report()).rows.find((candidate) => candidate.name === name)
    if (!found) throw new Error(`no row ${name}`)
    return found
  }
  const set = async (name: string, value: string, confirmation = '') => {
    const { token, blocked } = await service.preview(name, value)
    if (token === null) throw new Error(blocked?.code ?? 'unchanged')
    return service.apply(token, confirmation)
  }
  return { service, journal, clock, row, set, folder: own }
}

test('the recommendation beside the server: equal, different, fixed at start, new names of the listpack limits', async () => {
  const { service } = await operator(redis)
  const { rows, silence, file } = await service.report()
  expect(silence).toBeNull()
  expect(file).toEqual({ state: 'none' })
  expect(rows.map(({ name, state, changeable }) => [name, state, changeable])).toEqual([
    ['maxmemory', 'differs', true],
    ['maxmemory-policy', 'differs', true],
    ['save', 'differs', true],
    ['databases', 'equal', false],
    ['hash-max-listpack-entries', 'equal', true],
    ['hash-max-listpack-value', 'equal', true],
    ['list-max-listpack-size', 'equal', true],
    ['set-max-intset-entries', 'equal', true],
    ['zset-max-listpack-entries', 'equal', true],
    ['zset-max-listpack-value', 'equal', true],
  ])
  expect(rows[0]).toMatchObject({ recommended: '2gb', alternative: '4gb', values: [{ value: '256mb' }] })
  const production = await operator(redis, { environment: 'production' })
  expect(await production.row('maxmemory')).toMatchObject({ recommended: '4gb', alternative: '2gb' })
})

describe('R37', () => {
  test('R37: set, read back, journaled with the old value, not persisted, and put back', async () => {
    const { service, journal, row, set } = await operator(redis)
    const change = await service.preview('maxmemory-policy', 'allkeys-lru')
    expect(change).toMatchObject({
      from: [{ value: 'allkeys-lfu' }],
      to: 'allkeys-lru',
      unchanged: false,
      blocked: null,
    })
    expect(await redis.cli('config', 'get', 'maxmemory-policy')).toContain('allkeys-lfu')
    const result = await service.apply(change.token ?? '', '')
    expect(result).toMatchObject({ ended: 'done', nodes: [{ from: 'allkeys-lfu', now: 'allkeys-lru', failure: null }] })
    expect(await redis.cli('config', 'get', 'maxmemory-policy')).toContain('allkeys-lru')

    const { entries } = await journal.read(10)
    expect(entries.map(({ what, details }) => [what, details.from, details.to])).toEqual([
      ['config.end', 'allkeys-lfu', 'allkeys-lru'],
      ['config.begin', 'allkeys-lfu', 'allkeys-lru'],
    ])
    const changed = await row('maxmemory-policy')
    expect(changed).toMatchObject({ state: 'equal', putBack: 'allkeys-lfu', persisted: false })
    await set('maxmemory-policy', changed.putBack ?? '')
    expect(await redis.cli('config', 'get', 'maxmemory-policy')).toContain('allkeys-lfu')
  })

  test('R37: a value somebody else changed meanwhile is not overwritten', async () => {
    const one = await operator(redis)
    const other = await operator(redis)
    const first = await one.service.preview('maxmemory', '300mb')
    const second = await other.service.preview('maxmemory', '400mb')
    await one.service.apply(first.token ?? '', '')
    await expect(other.service.apply(second.token ?? '', '')).rejects.toMatchObject({
      code: 'config_changed',
      params: { name: 'maxmemory', seen: '256mb', now: '300mb' },
    })
    expect(await one.row('maxmemory')).toMatchObject({ values: [{ value: '300mb' }] })
    const { entries } = await other.journal.read(10)
    expect(entries.map(({ what }) => what)).toEqual(['refused'])
    // The console that changed it no longer offers to put back what another replaced.
    await redis.cli('config', 'set', 'maxmemory', '500mb')
    expect(await one.row('maxmemory')).toMatchObject({ putBack: null, persisted: null })
  })

  test('R37: a bad value is refused with the server’s reason and changes nothing', async () => {
    const { service, row, set } = await operator(redis)
    expect(await service.preview('maxmemory', 'much')).toMatchObject({
      token: null,
      blocked: { code: 'config_rejected' },
    })
    await expect(set('maxmemory-policy', 'whatever')).rejects.toMatchObject({
      code: 'config_rejected',
      params: { name: 'maxmemory-policy', value: 'whatever', reason: expect.stringContaining('argument') as unknown },
    })
    expect(await row('maxmemory-policy')).toMatchObject({ values: [{ value: 'allkeys-lfu' }], putBack: null })
  })

  test('R37: CONFIG REWRITE without a configuration file is refused in words', async () => {
    const { service, journal } = await operator(redis)
    await expect(service.rewrite('')).rejects.toMatchObject({ code: 'config_file_missing' })
    const { entries } = await journal.read(1)
    expect(entries[0]).toMatchObject({ what: 'refused', details: { code: 'config_file_missing' } })
  })

  test('R37: with a file the values are written to it, and stand after a restart', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'pcc-conf-'))
    const path = join(folder, 'redis.conf')
    await writeFile(path, 'maxmemory 100mb\n')
    const server = await startRedis({ file: path })
    onTestFinished(async () => {
      await server.stop()
      await rm(folder, { recursive: true, force: true })
    })
    const { service, row, set } = await operator(server)
    expect((await service.report()).file).toEqual({ state: 'known', paths: [path] })
    await set('maxmemory', '200mb')
    expect(await row('maxmemory')).toMatchObject({ persisted: false })
    await service.rewrite('')
    expect(await row('maxmemory')).toMatchObject({ persisted: true })
    expect(await readFile(path, 'utf8')).toMatch(/^maxmemory 200mb$/m)
    server.signal('SIGKILL')
    const again = await startRedis({ file: path })
    onTestFinished(() => again.stop())
    expect(await again.cli('config', 'get', 'maxmemory')).toContain(String(200 * 1_048_576))
  })
})

test('R19: in production the name is typed exactly; a wrong one costs nothing and the token stays', async () => {
  const { service } = await operator(redis, { environment: 'production' })
  const { token } = await service.preview('maxmemory', '300mb')
  await expect(service.apply(token ?? '', 'MAXMEMORY')).rejects.toMatchObject({ code: 'not_confirmed' })
  expect(await redis.cli('config', 'get', 'maxmemory')).toContain(String(256 * 1_048_576))
  expect(await service.apply(token ?? '', 'maxmemory')).toMatchObject({ ended: 'done' })
  await expect(service.apply(token ?? '', 'maxmemory')).rejects.toMatchObject({ code: 'token_invalid' })
})

test('a token is good for ten minutes', async () => {
  const { service, clock } = await operator(redis)
  const { token } = await service.preview('maxmemory', '300mb')
  clock.aheadMs = 600_001
  await expect(service.apply(token ?? '', '')).rejects.toMatchObject({ code: 'token_invalid' })
})

test('a read-only profile and a user without CONFIG: seen as far as allowed, refused before anything is sent', async () => {
  const readOnly = await operator(redis, { readOnly: true })
  expect(await readOnly.service.preview('maxmemory', '300mb')).toMatchObject({
    token: null,
    blocked: { code: 'read_only' },
  })
  await expect(readOnly.service.apply('x', '')).rejects.toMatchObject({ code: 'read_only' })

  await redis.cli('acl', 'setuser', 'noconf', 'on', '>p', '~*', '+@all', '-config')
  const denied = await operator(redis, { username: 'noconf' }, 'p')
  const { rows, silence } = await denied.service.report()
  expect(silence).toEqual({ command: 'CONFIG GET', reason: 'no_permission' })
  expect(rows.every(({ state, values }) => state === 'unknown' && values.length === 0)).toBe(true)

  await redis.cli('acl', 'setuser', 'viewer', 'on', '>p', '~*', '+@all', '-config|set', '-config|rewrite')
  const viewer = await operator(redis, { username: 'viewer' }, 'p')
  expect(await viewer.row('maxmemory')).toMatchObject({ values: [{ value: '256mb' }] })
  expect((await viewer.service.preview('maxmemory', '300mb')).blocked).toMatchObject({
    code: 'no_permission',
    params: { command: 'CONFIG SET', user: 'viewer' },
  })
})

test('only parameters of the table; one that is fixed at start says so', async () => {
  const { service } = await operator(redis)
  await expect(service.preview('dir', '/etc')).rejects.toMatchObject({ code: 'bad_input' })
  expect((await service.preview('databases', '32')).blocked).toMatchObject({ code: 'config_fixed' })
  expect(await service.preview('maxmemory', '256mb')).toMatchObject({ unchanged: true, token: null })
})

test('lowering maxmemory below what is used: the excess is told, in bytes, by what the server holds', async () => {
  await redis.cli('set', 'pncp:search_v2:big', 'x'.repeat(100_000))
  const { service } = await operator(redis)
  const [risk] = (await service.preview('maxmemory', '512kb')).risks
  expect(risk).toMatchObject({ id: 'evicts_now' })
  expect(risk?.bytes).toBeGreaterThan(0)
  await redis.cli('config', 'set', 'maxmemory-policy', 'noeviction')
  expect((await service.preview('maxmemory', '512kb')).risks[0]).toMatchObject({ id: 'refuses_writes_now' })
  expect((await service.preview('maxmemory', '0')).risks).toMatchObject([{ id: 'no_limit' }])
})

test('a cluster: one value per node, set on each, refused where one of them changed', async () => {
  const cluster = await startCluster()
  onTestFinished(() => cluster.stop())
  const [first, , third] = cluster.nodes as [TestRedis, TestRedis, TestRedis]
  const { service, row, set } = await operator(first)
  const result = await set('maxmemory', '64mb')
  expect(result.nodes).toHaveLength(3)
  expect(result).toMatchObject({ ended: 'done', nodes: [{ now: '64mb' }, { now: '64mb' }, { now: '64mb' }] })
  for (const node of cluster.nodes) expect(await node.cli('config', 'get', 'maxmemory')).toContain('67108864')
  expect(await row('maxmemory')).toMatchObject({ putBack: '0' })
  const { token, risks } = await service.preview('maxmemory', '128mb')
  expect(risks).toContainEqual({ id: 'each_node', bytes: null, nodes: 3 })
  await third.cli('config', 'set', 'maxmemory', '70mb')
  await expect(service.apply(token ?? '', '')).rejects.toMatchObject({ code: 'config_changed' })
  expect(await first.cli('config', 'get', 'maxmemory')).toContain('67108864')
})
