import { existsSync, readdirSync, readFileSync, rmSync, statSync, truncateSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, test } from 'vitest'
import type { SavedKey } from '../../../electron/core/ports/keyspace.ts'
import type { UndoStore } from '../../../electron/core/ports/stores.ts'
import { createSystem } from '../../../electron/storage/node-system.ts'
import { createUndoStore } from '../../../electron/storage/undo-store.ts'
import { recordingLog } from '../../support/recording-log.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const server = {
  product: 'redis',
  version: '7.0.15',
  runId: 'a'.repeat(40),
  host: '127.0.0.1',
  port: 6379,
  database: 0,
  role: 'primary',
  topology: 'standalone',
} as const
const target = { scope: 'whole', namespace: 'pncp' } as const

const saved = (name: string, payload = `value of ${name}`): SavedKey => ({
  key: Buffer.from(name),
  form: name.endsWith('d') ? 'dump' : 'string',
  payload: Buffer.from(payload),
  expiresAt: name.endsWith('n') ? null : 1_800_000_000_123,
})

function laboratory() {
  const folder = temporaryFolder()
  const clock = { now: Date.now() }
  const store = createUndoStore(folder, { ...createSystem(recordingLog()), clock: () => clock.now })
  const file = (bundle: string, extension = 'pcu') => join(folder, 'undo', `${bundle}.${extension}`)
  return { folder, clock, store, file }
}

async function bundleOf(store: UndoStore, ...batches: SavedKey[][]): Promise<string> {
  const writer = await store.create({ target, server })
  for (const batch of batches) {
    await writer.append(batch)
    await writer.settle(batch.map(() => 'removed'))
  }
  await writer.close()
  return writer.bundle
}

async function readAll(store: UndoStore, bundle: string) {
  const found: (string | number)[] = []
  for await (const record of store.read(bundle))
    found.push('damaged' in record ? record.damaged : Buffer.from(record.key).toString())
  return found
}

test('what was saved comes back byte for byte, in order', async () => {
  const { store } = laboratory()
  const binary = { ...saved('n'), key: Buffer.from([0xff, 0x00, 0x0a]), payload: Buffer.from([0, 1, 255]) }
  const keys = [saved('pncp:a'), saved('pncp:d'), binary]
  const bundle = await bundleOf(store, keys.slice(0, 2), keys.slice(2))
  const found: unknown[] = []
  for await (const record of store.read(bundle)) found.push(record)
  expect(found).toEqual(keys)
})

test('a bundle is listed with its facts', async () => {
  const { store, file, clock } = laboratory()
  const bundle = await bundleOf(store, [saved('a'), saved('b')])
  expect(await store.list()).toEqual([
    {
      bundle,
      target,
      server,
      createdAt: clock.now,
      undoUntil: clock.now + 24 * 3_600_000,
      keys: 2,
      fileBytes: statSync(file(bundle)).size,
      state: 'ready',
    },
  ])
})

test('a bundle without keys leaves no file', async () => {
  const { store, file } = laboratory()
  const writer = await store.create({ target, server })
  expect(await writer.close()).toBeNull()
  expect(existsSync(file(writer.bundle))).toBe(false)
})

test('a flipped byte damages one key and no other', async () => {
  const { store, file } = laboratory()
  const bundle = await bundleOf(store, [saved('k0'), saved('k1'), saved('k2')])
  const data = readFileSync(file(bundle))
  const at = data.indexOf('value of k1')
  data[at] = (data[at] ?? 0) ^ 1
  writeFileSync(file(bundle), data)
  expect(await readAll(store, bundle)).toEqual(['k0', 1, 'k2'])
})

test('a damaged length is passed over: the next key is found again', async () => {
  const { store, file } = laboratory()
  const bundle = await bundleOf(store, [saved('k0'), saved('k1'), saved('k2')])
  const data = readFileSync(file(bundle))
  const frame = data.lastIndexOf('PCU1', data.indexOf('value of k1'))
  data.writeUInt32BE(0xffff_fff0, frame + 8)
  writeFileSync(file(bundle), data)
  expect(await readAll(store, bundle)).toEqual(['k0', 1, 'k2'])
})

test('a cut tail is listed as damaged, names what is missing and gives back the rest', async () => {
  const { store, file } = laboratory()
  const bundle = await bundleOf(store, [saved('k0'), saved('k1'), saved('k2')])
  truncateSync(file(bundle), statSync(file(bundle)).size - 5)
  expect((await store.list())[0]?.state).toBe('damaged')
  expect(await readAll(store, bundle)).toEqual(['k0', 'k1', 2])
})

test('the bundle of a killed process is found, counted and readable up to its last batch', async () => {
  const { store, file } = laboratory()
  const writer = await store.create({ target, server })
  await writer.append([saved('k0'), saved('k1')])
  expect((await store.list()).map(({ bundle, keys, state }) => ({ bundle, keys, state }))).toEqual([
    { bundle: writer.bundle, keys: 2, state: 'ready' },
  ])
  expect(existsSync(file(writer.bundle, 'json'))).toBe(false)
  expect(await readAll(store, writer.bundle)).toEqual(['k0', 'k1'])
  await writer.abandon()
})

test('after its day a bundle is expired and its values are gone from the disk; after a week it is forgotten', async () => {
  const { store, file, clock } = laboratory()
  const bundle = await bundleOf(store, [saved('k0')])
  clock.now += 24 * 3_600_000
  expect((await store.list())[0]?.state).toBe('expired')
  expect(existsSync(file(bundle))).toBe(false)
  clock.now += 7 * 24 * 3_600_000
  expect(await store.list()).toEqual([])
})

test('what was saved but not removed is neither counted nor given back', async () => {
  const { store } = laboratory()
  const writer = await store.create({ target, server })
  await writer.append([saved('k0'), saved('k1'), saved('k2')])
  await writer.append([saved('k3'), saved('k4')])
  await writer.settle(['removed', 'kept', 'unknown'])
  await writer.settle(['kept', 'removed'])
  await writer.append([saved('k5'), saved('k6')])
  await writer.settle(['removed'])
  expect(await writer.close()).toMatchObject({ keys: 4, state: 'ready' })
  expect(await readAll(store, writer.bundle)).toEqual(['k0', 'k2', 'k4', 'k5'])
})

test('a damaged key that was never removed is no loss', async () => {
  const { store, file } = laboratory()
  const writer = await store.create({ target, server })
  await writer.append([saved('k0'), saved('k1'), saved('k2')])
  await writer.settle(['removed', 'kept', 'removed'])
  await writer.close()
  const data = readFileSync(file(writer.bundle))
  const at = data.indexOf('value of k1')
  data[at] = (data[at] ?? 0) ^ 1
  writeFileSync(file(writer.bundle), data.subarray(0, -5))
  expect(await readAll(store, writer.bundle)).toEqual(['k0', 2])
})

test('a bundle of which nothing was removed leaves no file', async () => {
  const { store, folder } = laboratory()
  const writer = await store.create({ target, server })
  await writer.append([saved('k0'), saved('k1')])
  await writer.settle(['kept'])
  expect(await writer.close()).toBeNull()
  expect(readdirSync(join(folder, 'undo'))).toEqual([])
})

test('the fates a killed process wrote down hold; keys without one are given back', async () => {
  const { store } = laboratory()
  const writer = await store.create({ target, server })
  await writer.append([saved('k0'), saved('k1'), saved('k2')])
  await writer.settle(['kept', 'removed'])
  expect((await store.list())[0]?.keys).toBe(2)
  expect(await readAll(store, writer.bundle)).toEqual(['k1', 'k2'])
  await writer.abandon()
})

test('a restored bundle stays marked', async () => {
  const { store } = laboratory()
  const bundle = await bundleOf(store, [saved('k0')])
  await store.mark(bundle, 'restored')
  expect((await store.list())[0]?.state).toBe('restored')
})

test.each(['../journal', 'a/b', '', '.', 'x'.repeat(65), 'ab\0'])('%j is no bundle name', async (name) => {
  const { store } = laboratory()
  await expect(readAll(store, name)).rejects.toMatchObject({ code: 'not_found' })
})

test('a file with a foreign head is no bundle', async () => {
  const { store, file } = laboratory()
  const bundle = await bundleOf(store, [saved('k0')])
  rmSync(file(bundle, 'json'))
  writeFileSync(file(bundle), 'PK\x03\x04 something else entirely')
  expect(await store.list()).toEqual([])
  expect(await readAll(store, bundle)).toEqual([])
})

test('nobody else may read a bundle or its folder', async () => {
  const before = process.umask(0)
  try {
    const { store, file, folder } = laboratory()
    const bundle = await bundleOf(store, [saved('k0')])
    expect(statSync(file(bundle)).mode & 0o777).toBe(0o600)
    expect(statSync(file(bundle, 'json')).mode & 0o777).toBe(0o600)
    expect(statSync(join(folder, 'undo')).mode & 0o777).toBe(0o700)
  } finally {
    process.umask(before)
  }
})
