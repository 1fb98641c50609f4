import fc from 'fast-check'
import { expect, test } from 'vitest'
import { createPackedNames } from '../../../electron/core/browse/packed-names.ts'
import { sortedOrder } from '../../../electron/core/browse/sort-order.ts'

const names = fc.array(fc.uint8Array({ maxLength: 6 }), { maxLength: 300 })
const hex = (bytes: Uint8Array) => Buffer.from(bytes).toString('hex')

test('each name is held once, in the order it came, byte by byte', () => {
  fc.assert(
    fc.property(names, fc.integer({ min: 0, max: 0xffffffff }), (given, seed) => {
      const packed = createPackedNames(seed)
      const taken = given.filter((name) => packed.add(name)).map(hex)
      expect(taken).toEqual([...new Set(given.map(hex))])
      expect(Array.from({ length: packed.count() }, (_, at) => hex(packed.at(at) ?? new Uint8Array([0])))).toEqual(
        taken,
      )
      expect(packed.at(packed.count())).toBeNull()
    }),
  )
})

test('names of a block each, and a hundred thousand short ones, make room for themselves', () => {
  const packed = createPackedNames(1)
  for (let at = 0; at < 5; at++) expect(packed.add(new Uint8Array(1_048_576).fill(at))).toBe(true)
  for (let at = 0; at < 100_000; at++) packed.add(Buffer.from(`pncp:search_v2:${at}`))
  expect(packed.add(new Uint8Array(1_048_576).fill(3))).toBe(false)
  expect(packed.add(Buffer.from('pncp:search_v2:99999'))).toBe(false)
  expect(packed.count()).toBe(100_005)
  expect(Buffer.from(packed.at(77_777) ?? []).toString()).toBe('pncp:search_v2:77772')
  expect(packed.heldBytes()).toBeLessThan(20_000_000)

  packed.seal()
  expect(packed.heldBytes()).toBe(5 * 1_048_576 + 100_005 * 4 + 100_000 * 'pncp:search_v2:'.length + 488_890)
  expect(Buffer.from(packed.at(77_777) ?? []).toString()).toBe('pncp:search_v2:77772')
  expect(packed.compare(5, 6)).toBeLessThan(0)
  expect(() => packed.add(new Uint8Array(1))).toThrow('sealed')
})

test('the order is that of the bytes, however many runs are merged, and the process has its turns', async () => {
  const packed = createPackedNames(7)
  let state = 1
  for (let at = 0; at < 70_000; at++) {
    state = (state * 48_271) % 2_147_483_647
    packed.add(Buffer.from(state.toString(36)))
  }
  let turns = 0
  const order = await sortedOrder(packed.count(), packed.compare, async () => {
    turns += 1
  })
  const sorted = Array.from(order, (at) => Buffer.from(packed.at(at) ?? []).toString())
  expect(sorted.join() === [...sorted].sort().join()).toBe(true)
  expect(new Set(order).size).toBe(packed.count())
  expect(turns).toBeGreaterThan(8)
})

test.each([0, 1, 2])('%i names have an order too', async (count) => {
  expect([
    ...(await sortedOrder(
      count,
      (a, b) => b - a,
      async () => undefined,
    )),
  ]).toEqual([0, 1].slice(0, count).reverse())
})
