import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/app-error.ts'
import { UndoResult } from '../../../shared/contract/undo.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { seeded, seedKeyspace } from '../../support/seed-keyspace.ts'
import { clientOf, commandsDuring, openLaboratory, whole, witness } from './laboratory.ts'

const pncpKeys = Object.entries(seeded).reduce((sum, [place, keys]) => sum + (place.startsWith('pncp:') ? keys : 0), 0)

let redis: TestRedis
beforeAll(async () => {
  redis = await startRedis()
})
afterAll(() => redis.stop())
beforeEach(async () => {
  await redis.cli('flushall')
  await seedKeyspace(redis.port)
})

test.each(['pncp', 'unified'])(
  'an undo of %s brings back every key byte for byte with the same expiry',
  async (namespace) => {
    const client = clientOf(redis)
    const lab = await openLaboratory(redis)
    const before = await witness(client)
    const { bundle, deleted } = await lab.invalidate(whole(namespace))
    expect(await witness(client)).not.toEqual(before)
    const result = UndoResult.parse(await lab.undo.run(bundle ?? ''))
    expect(result).toMatchObject({ saved: deleted, restored: deleted, ended: 'done', failure: null })
    expect(await witness(client)).toEqual(before)
    expect((await lab.undo.list())[0]).toMatchObject({ bundle, state: 'restored' })
  },
)

test('a value written meanwhile is newer and stays; a second undo changes nothing', async () => {
  const client = clientOf(redis)
  const lab = await openLaboratory(redis)
  const { bundle } = await lab.invalidate(whole('pncp'))
  for (let n = 0; n < 5; n++) await client.set(`pncp:search_v2:${n}`, 'newer')
  const commands = await commandsDuring(redis, async () => {
    expect(await lab.undo.run(bundle ?? '')).toMatchObject({ restored: pncpKeys - 5, keptNewer: 5, failed: 0 })
  })
  expect(commands).not.toContain('DEL')
  expect(await client.get('pncp:search_v2:3')).toBe('newer')
  const after = await witness(client)
  expect(await lab.undo.run(bundle ?? '')).toMatchObject({ restored: 0, keptNewer: pncpKeys })
  expect(await witness(client)).toEqual(after)
})

test('a key whose lifetime passed meanwhile stays gone and is counted', async () => {
  const client = clientOf(redis)
  const lab = await openLaboratory(redis)
  await client.pexpire('pncp:search_v2:0', 400)
  const expiresAt = await client.pexpiretime('pncp:search_v2:0')
  const { bundle } = await lab.invalidate(whole('pncp'))
  const serverNow = async () => {
    const [seconds, microseconds] = await client.time()
    return Number(seconds) * 1_000 + Number(microseconds) / 1_000
  }
  await expect.poll(serverNow, { timeout: 3_000 }).toBeGreaterThan(expiresAt)
  expect(await lab.undo.run(bundle ?? '')).toMatchObject({ restored: pncpKeys - 1, expired: 1 })
  expect(await client.exists('pncp:search_v2:0')).toBe(0)
})

test('a damaged record is named and the others come back', async () => {
  const lab = await openLaboratory(redis)
  const { bundle } = await lab.invalidate(whole('pncp'))
  const file = join(lab.folder, 'undo', `${bundle}.pcu`)
  const data = readFileSync(file)
  const at = data.indexOf('ddddd')
  data[at] = 0
  writeFileSync(file, data)
  expect(await lab.undo.run(bundle ?? '')).toMatchObject({ restored: pncpKeys - 1, damaged: 1, saved: pncpKeys })
})

test('a bundle of another server or database is refused', async () => {
  const lab = await openLaboratory(redis)
  const { bundle } = await lab.invalidate(whole('pncp'))
  lab.active.current = {
    ...lab.active.current,
    session: { ...lab.session, verifyIdentity: async () => ({ ...(await lab.session.verifyIdentity()), database: 5 }) },
  }
  await expect(lab.undo.run(bundle ?? '')).rejects.toMatchObject({ code: 'refused' })
  expect((await clientOf(redis).keys('pncp:*')).length).toBe(0)
})

test('a read-only connection undoes nothing', async () => {
  const lab = await openLaboratory(redis)
  const { bundle } = await lab.invalidate(whole('pncp'))
  const reader = await openLaboratory(redis, { target: { readOnly: true } })
  lab.active.current = reader.active.current
  await expect(lab.undo.run(bundle ?? '')).rejects.toMatchObject({ code: 'read_only' })
})

test.each(['nothing', '../journal', ''])('there is no bundle %j', async (bundle) => {
  const lab = await openLaboratory(redis)
  await expect(lab.undo.run(bundle)).rejects.toMatchObject({ code: 'not_found' })
})

test('a lost reply takes no newer value for a restored one', async () => {
  const client = clientOf(redis)
  const lab = await openLaboratory(redis)
  const { bundle } = await lab.invalidate(whole('pncp'))
  await client.set('pncp:search_v2:3', 'newer')
  await client.rpush('pncp:search_v2:4', 'newer, of another type')
  const { session } = lab
  const broken = {
    ...session,
    writer: () => ({
      ...session.writer(),
      restore: async (keys: Parameters<ReturnType<typeof session.writer>['restore']>[0]) => {
        await session.writer().restore(keys)
        throw new AppError('unknown_outcome', 'the reply was lost')
      },
    }),
  }
  lab.active.current = { ...lab.active.current, session: broken }
  expect(await lab.undo.run(bundle ?? '')).toMatchObject({ restored: pncpKeys - 2, keptNewer: 2, failed: 0 })
})

test('an undo that broke off goes on where it stopped', async () => {
  const client = clientOf(redis)
  const lab = await openLaboratory(redis)
  const before = await witness(client)
  const { bundle } = await lab.invalidate(whole('pncp'))
  const { session } = lab
  const broken = {
    ...session,
    writer: () => ({
      ...session.writer(),
      restore: async (keys: Parameters<ReturnType<typeof session.writer>['restore']>[0]) => {
        await session.writer().restore(keys.slice(0, 50))
        throw new AppError('unknown_outcome', 'the reply was lost')
      },
    }),
  }
  lab.active.current = { ...lab.active.current, session: broken }
  expect(await lab.undo.run(bundle ?? '')).toMatchObject({ ended: 'failed', restored: 50, failed: pncpKeys - 50 })
  lab.active.current = { ...lab.active.current, session }
  expect(await lab.undo.run(bundle ?? '')).toMatchObject({ ended: 'done', keptNewer: 50, restored: pncpKeys - 50 })
  expect(await witness(client)).toEqual(before)
})
