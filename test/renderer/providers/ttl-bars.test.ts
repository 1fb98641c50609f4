import { expect, test } from 'vitest'
import { keysWithoutTtl, ttlBars } from '../../../renderer/features/providers/ttl-bars.ts'
import { family } from './samples.ts'

const stats = {
  namespace: 'pncp',
  keys: 30,
  bytes: null,
  families: [
    family('search_v2', { keys: 20, ttl: [1, 2, 3, 4, 5, 5, 0] }),
    family('daily_fetch', { keys: 10, ttl: [0, 0, 0, 0, 0, 1, 2], noTtl: 7 }),
  ],
}

test('families are added up bucket by bucket, the last one open', () => {
  const bars = ttlBars(stats)
  expect(bars.map(({ keys }) => keys)).toEqual([1, 2, 3, 4, 5, 6, 2])
  expect(bars[0]).toMatchObject({ fromHours: 0, toHours: 1 })
  expect(bars.at(-1)).toMatchObject({ fromHours: 24, toHours: null })
})

test('keys without a TTL are counted apart: bars and they make all keys', () => {
  const sum = ttlBars(stats).reduce((total, { keys }) => total + keys, 0)
  expect(sum + keysWithoutTtl(stats)).toBe(stats.keys)
})
