import { createHash } from 'node:crypto'
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { expect, onTestFinished, test } from 'vitest'
import type { ListedKey } from '../../../electron/core/ports/keyspace.ts'
import type { KeyList } from '../../../electron/core/ports/stores.ts'
import { createKeyListStore } from '../../../electron/storage/key-list-store.ts'
import { temporaryFolder } from '../../support/temporary-folder.ts'

const listed = (key: string | Buffer, expiresAt: number | null = null, bytes: number | null = 56): ListedKey => ({
  key: Buffer.from(key as string),
  expiresAt,
  bytes,
})

async function listOf(folder: string, ...adds: ListedKey[][]): Promise<KeyList> {
  const writer = await createKeyListStore(folder).create()
  for (const keys of adds) await writer.add(keys)
  const list = await writer.finish()
  onTestFinished(() => list.discard())
  return list
}

async function allOf(list: KeyList): Promise<ListedKey[]> {
  const all: ListedKey[] = []
  for await (const batch of list.batches(7)) all.push(...batch)
  return all
}

const names = (keys: readonly ListedKey[]) => keys.map(({ key }) => Buffer.from(key).toString('latin1'))

test('keys come back sorted by bytes with their expiry and size, repeats dropped', async () => {
  const list = await listOf(
    temporaryFolder(),
    [listed('b', 5), listed('a:2', null, null)],
    [listed('a:10'), listed('b', 7)],
  )
  expect(list.count).toBe(3)
  expect(names(await allOf(list))).toEqual(['a:10', 'a:2', 'b'])
  expect((await allOf(list)).map(({ expiresAt, bytes }) => [expiresAt, bytes])).toEqual([
    [null, 56],
    [null, null],
    [7, 56],
  ])
})

test('binary and empty names keep every byte', async () => {
  const binary = Buffer.from([0xff, 0xfe, 0x3a, 0x6b, 0x00, 0x0a])
  const list = await listOf(temporaryFolder(), [listed(binary), listed('')])
  expect((await allOf(list)).map(({ key }) => Buffer.from(key))).toEqual([Buffer.alloc(0), binary])
})

test('a name longer than what is read at once is read whole', async () => {
  const long = Buffer.alloc(700_000, 0x61)
  const list = await listOf(temporaryFolder(), [listed(long), listed('z')])
  expect((await allOf(list)).map(({ key }) => key.length)).toEqual([700_000, 1])
})

test('the digest is SHA-256 over the sorted names, each behind its length, whatever order they came in', async () => {
  const folder = temporaryFolder()
  const one = await listOf(folder, [listed('b'), listed('a')])
  const two = await listOf(folder, [listed('a'), listed('b'), listed('a')])
  expect(one.digest).toBe(createHash('sha256').update(Buffer.from('\0\0\0\x01a\0\0\0\x01b', 'latin1')).digest('hex'))
  expect(two.digest).toBe(one.digest)
})

test('more keys than are sorted in memory at once are merged, and any page is found', async () => {
  const count = 45_000
  const shuffled = Array.from({ length: count }, (_, n) =>
    listed(`pncp:k:${String((n * 7_919) % count).padStart(6, '0')}`),
  )
  const list = await listOf(temporaryFolder(), shuffled, shuffled.slice(0, 500))
  expect(list.count).toBe(count)
  expect(names(await list.page(40_001, 2))).toEqual(['pncp:k:040001', 'pncp:k:040002'])
  expect(names(await list.page(count - 1, 200))).toEqual(['pncp:k:044999'])
  expect(await list.page(count, 10)).toEqual([])
  expect(await list.isIntact()).toBe(true)
})

test('a list altered on disk is found out', async () => {
  const folder = temporaryFolder()
  const list = await listOf(folder, [listed('pncp:a'), listed('pncp:b')])
  const [own] = readdirSync(join(folder, 'previews'))
  const file = join(folder, 'previews', own ?? '', 'keys')
  writeFileSync(file, readFileSync(file, 'latin1').replace('pncp:b', 'pncp:c'), 'latin1')
  expect(await list.isIntact()).toBe(false)
})

test('a discarded or abandoned list leaves nothing; those of dead processes go with the next one', async () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'previews', '4194999-00'), { recursive: true })
  const list = await listOf(folder, [listed('a')])
  expect(existsSync(join(folder, 'previews', '4194999-00'))).toBe(false)
  await list.discard()
  const writer = await createKeyListStore(folder).create()
  await writer.add([listed('a')])
  await writer.abandon()
  expect(readdirSync(join(folder, 'previews'))).toEqual([])
})
