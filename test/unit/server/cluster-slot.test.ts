import { expect, test } from 'vitest'
import { slotOf } from '../../../electron/redis/cluster-slot.ts'

const slot = (key: string) => slotOf(Buffer.from(key))

test('slots are those of the cluster specification', () => {
  expect(slot('123456789')).toBe(0x31c3 % 16_384)
  expect(slot('')).toBe(0)
  expect(slot('foo')).toBe(12_182)
})

test('only a hash tag that is not empty decides', () => {
  expect(slot('pcc:lock:{pncp:daily_fetch:2026-11-23}')).toBe(slot('pncp:daily_fetch:2026-11-23'))
  expect(slot('{user1000}.following')).toBe(slot('{user1000}.followers'))
  expect(slot('foo{{bar}}zap')).toBe(slot('{bar'))
  expect(slot('foo{bar}{zap}')).toBe(slot('bar'))
  expect(slot('foo{}{bar}')).not.toBe(slot('bar'))
})
