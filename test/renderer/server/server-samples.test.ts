import { expect, test } from 'vitest'
import {
  joinedSamples,
  lookupsOf,
  ratesOf,
  type ServerSample,
  sampleEveryMs,
  withGaps,
} from '../../../renderer/features/server/server-samples.ts'
import { timeTicks } from '../../../renderer/features/server/time-axis.ts'

const sample = (turn: number, hits: number, misses: number, evictedKeys: number | null = 0): ServerSample => ({
  at: turn * sampleEveryMs,
  usedBytes: 1,
  limitBytes: 0,
  hits,
  misses,
  evictedKeys,
})

test('rates between samples; no lookup is no ratio; unknown stays unknown', () => {
  const rates = ratesOf([sample(0, 100, 100), sample(1, 130, 110, 50), sample(2, 130, 110, null)], sampleEveryMs)
  expect(rates).toEqual([
    { at: 10_000, hitRatio: 0.75, lookupsPerSecond: 4, evictionsPerSecond: 5 },
    { at: 20_000, hitRatio: null, lookupsPerSecond: 0, evictionsPerSecond: null },
  ])
})

test('a counter that began anew, or a long silence, is no rate', () => {
  expect(ratesOf([sample(0, 100, 100, 9), sample(1, 3, 1, 0)], sampleEveryMs)[0]).toMatchObject({
    hitRatio: null,
    lookupsPerSecond: null,
    evictionsPerSecond: null,
  })
  expect(ratesOf([sample(0, 100, 100), sample(100, 200, 100)], sampleEveryMs)[0]).toMatchObject({ hitRatio: null })
})

test('where nobody measured there is an empty point', () => {
  expect(withGaps([{ at: 0 }, { at: 10 }, { at: 100 }], 10)).toEqual([{ at: 0 }, { at: 10 }, { at: 20 }, { at: 100 }])
})

test('three to five whole minutes on the axis, whatever the span', () => {
  for (const minutes of [1, 3, 7, 20, 59, 180, 1_440]) {
    const ticks = timeTicks([0, minutes * 60_000])
    expect(ticks.length).toBeLessThanOrEqual(6)
    expect(ticks.every((at) => at % 60_000 === 0)).toBe(true)
  }
})

test('what was kept comes first, then what the screen measured since; the span bounds both', () => {
  const kept = [0, 60_000, 3_600_000].map((at) => ({
    at,
    place: 'p',
    runId: 'r',
    usedMemoryBytes: 7,
    maxMemoryBytes: null,
    hits: null,
    misses: null,
    evictedKeys: null,
    expiredKeys: null,
    connectedClients: null,
    opsPerSecond: null,
    keys: null,
  }))
  const live = [
    { ...sample(0, 1, 1), at: 3_590_000 },
    { ...sample(0, 1, 1), at: 3_610_000 },
  ]
  expect(joinedSamples(kept, live, '1').map(({ at }) => at)).toEqual([60_000, 3_600_000, 3_610_000])
  expect(joinedSamples(kept, [], '24')[0]).toMatchObject({ at: 0, usedBytes: 7, limitBytes: null })
})

test('the share of hits is taken over stretches that are known', () => {
  const samples = [sample(0, 0, 0), sample(1, 9, 1), sample(2, 2, 2), sample(3, 4, 2), sample(50, 99, 99)]
  expect(lookupsOf(samples, sampleEveryMs)).toEqual({ lookups: 12, hits: 11 })
  expect(lookupsOf([sample(0, 1, 1)], sampleEveryMs)).toEqual({ lookups: null, hits: 0 })
})
