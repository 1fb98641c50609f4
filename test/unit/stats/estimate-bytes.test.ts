import { describe, expect, test } from 'vitest'
import { estimateBytes } from '../../../electron/core/stats/estimate-bytes.ts'
import { createReservoir, randomFrom } from '../../../electron/core/stats/reservoir.ts'

describe('an estimate', () => {
  test('of which every key was measured is exact', () => {
    expect(
      estimateBytes([
        { keys: 3, sizes: [1, 2, 3] },
        { keys: 1, sizes: [10] },
      ]),
    ).toEqual({ bytes: 16, error: null })
    expect(estimateBytes([])).toEqual({ bytes: 0, error: null })
  })

  test('of keys that weigh alike has no spread, yet is no exact figure', () => {
    expect(estimateBytes([{ keys: 1_000, sizes: [50, 50, 50] }])).toEqual({ bytes: 50_000, error: 0 })
  })

  test('says nothing where one key, or none, was measured of several', () => {
    expect(estimateBytes([{ keys: 2, sizes: [9] }])).toEqual({ bytes: null, error: null })
    expect(
      estimateBytes([
        { keys: 5, sizes: [] },
        { keys: 1, sizes: [1] },
      ]),
    ).toEqual({ bytes: null, error: null })
  })

  test('adds strata, so that rare large keys are weighed by themselves', () => {
    const { bytes, error } = estimateBytes([
      { keys: 1_000, sizes: [100, 110, 90, 100] },
      { keys: 2, sizes: [300_000, 310_000] },
    ])
    expect(bytes).toBe(710_000)
    expect(error).toBeLessThan(0.03)
  })

  test('holds the truth in at least 90 of 100 samples of a skewed family', () => {
    // 5,000 sizes, one in fifty ten times as large
    const shape = randomFrom('0badcafe')
    const sizes = Array.from({ length: 5_000 }, () => Math.round((shape() < 0.02 ? 10 : 1) * (500 + 1_000 * shape())))
    const truth = sizes.reduce((sum, size) => sum + size, 0)
    let held = 0
    for (let seed = 1; seed <= 100; seed++) {
      const reservoir = createReservoir<number>(400, randomFrom((seed * 7_919).toString(16).padStart(8, '0')))
      for (const size of sizes) reservoir.offer(size)
      const { bytes, error } = estimateBytes([{ keys: reservoir.seen(), sizes: reservoir.kept() }])
      if (bytes !== null && error !== null && Math.abs(bytes - truth) <= bytes * error) held++
    }
    expect(held).toBeGreaterThanOrEqual(90)
  })
})

describe('a reservoir', () => {
  test('keeps everything while there is room', () => {
    const reservoir = createReservoir<number>(3, () => 0)
    for (const item of [1, 2, 3]) reservoir.offer(item)
    expect(reservoir.kept()).toEqual([1, 2, 3])
  })

  test('gives the last of a stream the chance of the first', () => {
    let first = 0
    let last = 0
    for (let seed = 0; seed < 2_000; seed++) {
      const reservoir = createReservoir<number>(
        10,
        randomFrom((seed * 104_729 + 1).toString(16).padStart(8, '0').slice(-8)),
      )
      for (let item = 0; item < 100; item++) reservoir.offer(item)
      if (reservoir.kept().includes(0)) first++
      if (reservoir.kept().includes(99)) last++
    }
    // 200 expected of each, standard deviation 13
    expect(Math.abs(first - 200)).toBeLessThan(60)
    expect(Math.abs(last - 200)).toBeLessThan(60)
  })
})
