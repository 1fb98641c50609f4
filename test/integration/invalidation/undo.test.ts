import { readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/app-error.ts'
import { UndoPreview, UndoProgress, UndoResult } from '../../../shared/contract/undo.ts'
import { startRedis, type TestRedis } from '../../support/redis-server.ts'
import { seeded, seedKeyspace } from '../../support/seed-keyspace.ts'
import { clientOf, commandsDuring, openLaboratory, whole, witness } from './laboratory.ts'

const pncpKeys = Object.entries(seeded).reduce((sum, [place, keys]) => sum + (place.startsWith('pncp:') ? keys : 0), 0)

const never = new AbortController().signal

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
  'R8: an undo of %s brings back every key byte for byte with the same expiry',
  async (namespace) => {
    const client = clientOf(redis)
    const lab = await openLaboratory(redis)
    const before = await witness(client)
    const { bundle, deleted } = await lab.invalidate(whole(namespace))
    expect(await witness(client)).not.toEqual(before)
    const result = UndoResult.parse(await lab.restore(bundle ?? ''))
    expect(result).toMatchObject({ saved: deleted, restored: deleted, ended: 'done', failure: null })
    expect(await witness(client)).toEqual(before)
    expect((await lab.undo.list())[0]).toMatchObject({ bundle, state: 'restored' })
  },
)

test('R9: a value written meanwhile is newer and stays; a second undo changes nothing', async () => {
  const client = clientOf(redis)
  const lab = await openLaboratory(redis)
  const { bundle } = await lab.invalidate(whole('pncp'))
  for (let n = 0; n < 5; n++) await client.set(`pncp:search_v2:${n}`, 'newer')
  const commands = await commandsDuring(redis, async () => {
    expect(await lab.restore(bundle ?? '')).toMatchObject({ restored: pncpKeys - 5, keptNewer: 5, failed: 0 })
  })
  expect(commands).not.toContain('DEL')
  expect(await client.get('pncp:search_v2:3')).toBe('newer')
  const after = await witness(client)
  expect(await lab.restore(bundle ?? '')).toMatchObject({ restored: 0, keptNewer: pncpKeys })
  expect(await witness(client)).toEqual(after)
})

test('a key whose lifetime passed meanwhile stays gone and is counted', async () => {
  const client = clientOf(redis)
  const lab = await openLaboratory(redis)
  await client.pexpire('pncp:search_v2:0', 3_000)
  const expiresAt = await client.pexpiretime('pncp:search_v2:0')
  const { bundle } = await lab.invalidate(whole('pncp'))
  const serverNow = async () => {
    const [seconds, microseconds] = await client.time()
    return Number(seconds) * 1_000 + Number(microseconds) / 1_000
  }
  await expect.poll(serverNow, { timeout: 10_000 }).toBeGreaterThan(expiresAt)
  expect(await lab.restore(bundle ?? '')).toMatchObject({ restored: pncpKeys - 1, expired: 1 })
  expect(await client.exists('pncp:search_v2:0')).toBe(0)
})

test('R10: a damaged record is counted and the others come back', async () => {
  const lab = await openLaboratory(redis)
  const { bundle } = await lab.invalidate(whole('pncp'))
  const file = join(lab.folder, 'undo', `${bundle}.pcu`)
  const data = readFileSync(file)
  const at = data.indexOf('ddddd')
  data[at] = 0
  writeFileSync(file, data)
  expect(await lab.restore(bundle ?? '')).toMatchObject({ restored: pncpKeys - 1, damaged: 1, saved: pncpKeys })
})

test('R10: a bundle of another server or database is refused unless this connection is named', async () => {
  const client = clientOf(redis)
  const lab = await openLaboratory(redis)
  const before = await witness(client, 'none')
  const { bundle, deleted } = await lab.invalidate(whole('pncp'))
  lab.active.current = {
    ...lab.active.current,
    session: { ...lab.session, verifyIdentity: async () => ({ ...(await lab.session.verifyIdentity()), database: 5 }) },
  }
  expect(await lab.undo.preview(bundle ?? '', never, () => undefined)).toMatchObject({
    elsewhere: true,
    restorable: deleted,
  })
  await expect(lab.restore(bundle ?? '')).rejects.toMatchObject({ code: 'refused' })
  await expect(lab.restore(bundle ?? '', 'LAB')).rejects.toMatchObject({ code: 'not_confirmed' })
  expect((await client.keys('pncp:*')).length).toBe(0)
  expect(await lab.restore(bundle ?? '', 'lab')).toMatchObject({ restored: deleted })
  expect(await witness(client, 'none')).toEqual(before)
  // It can still go back to where it came from.
  expect((await lab.undo.list())[0]).toMatchObject({ state: 'ready' })
  const { entries } = await lab.journal.read(200)
  expect(entries.find(({ what }) => what === 'undo.begin')?.details).toMatchObject({
    retargetedTo: expect.stringMatching(/\/5$/) as unknown,
  })
})

test('a preview of an undo counts what would become of each key, names damaged records, and writes nothing', async () => {
  const client = clientOf(redis)
  const lab = await openLaboratory(redis)
  await client.pexpire('pncp:search_v2:0', 3_000)
  const expiresAt = await client.pexpiretime('pncp:search_v2:0')
  const { bundle } = await lab.invalidate(whole('pncp'))
  await client.set('pncp:search_v2:1', 'newer')
  const file = join(lab.folder, 'undo', `${bundle}.pcu`)
  const data = readFileSync(file)
  data[data.indexOf('ddddd')] = 0
  writeFileSync(file, data)
  await expect
    .poll(async () => Number((await client.time())[0]) * 1_000, { timeout: 10_000 })
    .toBeGreaterThan(expiresAt)
  const before = await witness(client)
  const commands = await commandsDuring(redis, async () => {
    const preview = UndoPreview.parse(await lab.undo.preview(bundle ?? '', never, () => undefined))
    expect(preview).toMatchObject({
      saved: pncpKeys,
      restorable: pncpKeys - 3,
      expired: 1,
      standing: 1,
      damaged: 1,
      elsewhere: false,
      blocked: null,
    })
    expect(preview.damagedRecords).toHaveLength(1)
  })
  expect(commands.filter((name) => !['TYPE', 'PTTL', 'STRLEN', 'TIME'].includes(name))).toEqual([])
  expect(await witness(client)).toEqual(before)
})

test('an undo that is stopped ends after its batch and goes on with a second run', async () => {
  const client = clientOf(redis)
  const pipeline = client.pipeline()
  for (let n = 0; n < 12_000; n++) pipeline.set(`pncp:search_v2:many-${n}`, 'v', 'EX', 80_000)
  await pipeline.exec()
  const lab = await openLaboratory(redis)
  const before = await witness(client)
  const { bundle, deleted } = await lab.invalidate(whole('pncp'))
  const told: UndoProgress[] = []
  const first = await lab.undo.run({ bundle: bundle ?? '', retarget: null }, (progress) => {
    told.push(UndoProgress.parse(progress))
    lab.undo.stop(progress.operationId)
  })
  expect(first).toMatchObject({ ended: 'stopped', failure: null, saved: deleted })
  expect(first.restored + first.notAttempted).toBe(deleted)
  expect(first.notAttempted).toBeGreaterThan(0)
  expect(told.at(-1)).toMatchObject({ done: true, books: { restored: first.restored } })
  expect((await lab.undo.list())[0]).toMatchObject({ state: 'ready' })
  expect(await lab.restore(bundle ?? '')).toMatchObject({ ended: 'done', keptNewer: first.restored })
  expect(await witness(client)).toEqual(before)
})

test('a read-only connection undoes nothing', async () => {
  const lab = await openLaboratory(redis)
  const { bundle } = await lab.invalidate(whole('pncp'))
  const reader = await openLaboratory(redis, { target: { readOnly: true } })
  lab.active.current = reader.active.current
  await expect(lab.restore(bundle ?? '')).rejects.toMatchObject({ code: 'read_only' })
})

test.each(['nothing', '../journal', ''])('there is no bundle %j', async (bundle) => {
  const lab = await openLaboratory(redis)
  await expect(lab.restore(bundle)).rejects.toMatchObject({ code: 'not_found' })
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
  expect(await lab.restore(bundle ?? '')).toMatchObject({ restored: pncpKeys - 2, keptNewer: 2, failed: 0 })
})

test('R13: an undo that broke off goes on where it stopped', async () => {
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
  expect(await lab.restore(bundle ?? '')).toMatchObject({ ended: 'failed', restored: 50, failed: pncpKeys - 50 })
  lab.active.current = { ...lab.active.current, session }
  expect(await lab.restore(bundle ?? '')).toMatchObject({ ended: 'done', keptNewer: 50, restored: pncpKeys - 50 })
  expect(await witness(client)).toEqual(before)
})
