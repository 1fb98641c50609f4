import { expect, test } from 'vitest'
import { estimateKeys } from '../../../renderer/connection/part-estimate.ts'

test('a part tells of the whole, and its interval narrows to nothing at the end', () => {
  const at = (read: number) => estimateKeys(read * 0.3, { keys: read, expectedKeys: 1_000_000 })
  expect(at(1_000)?.keys).toBe(300_000)
  const errors = [1_000, 10_000, 100_000, 1_000_000].map((read) => at(read)?.error ?? Number.NaN)
  expect(errors[0]).toBeCloseTo(0.0946, 3)
  expect([...errors].sort((a, b) => b - a)).toEqual(errors)
  expect(errors.at(-1)).toBe(0)
})

test('a kind that has not come yet is unknown, never none', () => {
  expect(estimateKeys(0, { keys: 5_000, expectedKeys: 1_000_000 })).toBeNull()
  expect(estimateKeys(0, { keys: 0, expectedKeys: 10 })).toBeNull()
})

test('keys that came since the start are counted, not scaled down', () => {
  expect(estimateKeys(12, { keys: 20, expectedKeys: 18 })).toEqual({ keys: 12, error: 0 })
})

test('the interval holds the truth in about 95 of 100 random parts', () => {
  const [population, kind, read] = [20_000, 1_500, 800]
  let random = 7
  const next = () => {
    random = (random * 1_103_515_245 + 12_345) % 2_147_483_648
    return random / 2_147_483_648
  }
  let held = 0
  for (let round = 0; round < 400; round++) {
    let [left, ofKind, seen] = [population, kind, 0]
    for (let drawn = 0; drawn < read; drawn++, left--) {
      if (next() * left >= ofKind) continue
      ofKind -= 1
      seen += 1
    }
    const estimate = estimateKeys(seen, { keys: read, expectedKeys: population })
    if (estimate && Math.abs(estimate.keys - kind) <= estimate.error * estimate.keys) held += 1
  }
  expect(held).toBeGreaterThan(0.92 * 400)
  expect(held).toBeLessThan(0.99 * 400)
})
