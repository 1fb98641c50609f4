import { describe, expect, test } from 'vitest'
import { dayCell, heatStep, lanesOfDay, medianOf } from '../../../renderer/features/fetches/day-cell.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import { sampleNow } from '../invalidation/samples.ts'
import { runningLane, sampleDay, sampleLane, sampleProbe, sampleRun } from './samples.ts'

const hour = 3_600_000
const stateOf = (probe: Parameters<typeof dayCell>[1], ...lanes: Parameters<typeof dayCell>[2]) =>
  dayCell(sampleDay, probe, lanes, sampleNow).state

describe('emptiness of a day has five names', () => {
  test('never fetched', () => {
    expect(stateOf(sampleProbe())).toBe('never')
  })

  test('fetched, 0 items', () => {
    expect(stateOf(sampleProbe({ state: 'present', items: 0 }), sampleLane({ items: 0 }))).toBe('zero')
  })

  test('failed', () => {
    expect(stateOf(sampleProbe(), sampleLane({ outcome: 'failed' }))).toBe('failed')
  })

  test('expired after 25 h, evicted or removed before', () => {
    expect(stateOf(sampleProbe(), sampleLane({ endedAt: sampleNow - 25 * hour }))).toBe('expired')
    expect(stateOf(sampleProbe(), sampleLane({ endedAt: sampleNow - 25 * hour + 1 }))).toBe('gone')
  })

  test('no permission to see', () => {
    expect(stateOf(sampleProbe({ state: 'no_permission' }), sampleLane())).toBe('no_permission')
  })
})

describe('a day that holds something', () => {
  test('what the cache holds rules over how the last run ended', () => {
    const probe = sampleProbe({ state: 'present', items: 240 })
    expect(dayCell(sampleDay, probe, [sampleLane({ outcome: 'failed' })], sampleNow)).toMatchObject({
      state: 'stored',
      items: 240,
    })
  })

  test('a running lane is told before anything else', () => {
    expect(stateOf(sampleProbe({ state: 'present', items: 240 }), runningLane())).toBe('running')
  })

  test('a skipped lane says nothing about the day', () => {
    expect(
      stateOf(sampleProbe(), sampleLane({ outcome: 'skipped', reason: 'locked' }), sampleLane({ outcome: 'failed' })),
    ).toBe('failed')
  })

  test('kept for missing pages is incomplete, kept for another reason is kept', () => {
    expect(stateOf(sampleProbe(), sampleLane({ outcome: 'kept_old', reason: 'incomplete' }))).toBe('incomplete')
    expect(stateOf(sampleProbe(), sampleLane({ outcome: 'kept_old', reason: 'shrunk' }))).toBe('kept')
  })
})

test('the lanes of a day come newest first and without dry runs', () => {
  const runs = [
    sampleRun({ runId: 'old', startedAt: 1, lanes: [sampleLane({ items: 1 })] }),
    sampleRun({ runId: 'dry', startedAt: 3, dryRun: true, lanes: [sampleLane({ items: 3 })] }),
    sampleRun({ runId: 'new', startedAt: 2, lanes: [sampleLane({ items: 2 })] }),
    sampleRun({ runId: 'other', startedAt: 4, day: '2026-11-22' as CacheDay }),
  ]
  expect(lanesOfDay(runs, 'pncp', sampleDay).map(({ items }) => items)).toEqual([2, 1])
})

test('heat compares with the provider’s own median', () => {
  expect([40, 60, 100, 110, 200].map((items) => heatStep(items, 100))).toEqual([1, 2, 3, 4, 5])
  expect(medianOf([1, 9, 5])).toBe(5)
  expect(medianOf([1, 3])).toBe(2)
  expect(medianOf([])).toBeNull()
})
