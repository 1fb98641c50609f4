import { describe, expect, test } from 'vitest'
import { changeOfItems, pagesPerSecond, secondsLeft } from '../../../renderer/features/fetches/lane-pace.ts'
import { sampleNow } from '../invalidation/samples.ts'
import { noEnds, runningLane, sampleLane } from './samples.ts'

describe('pace of a lane', () => {
  test('pages per second since the lane began', () => {
    expect(pagesPerSecond(runningLane({ pages: 'd'.repeat(30) }), sampleNow)).toBe(0.5)
    expect(pagesPerSecond(runningLane({ pages: '' }), sampleNow)).toBeNull()
  })

  test('no time is told before the sixth page, without a total, or while the provider makes it wait', () => {
    const lane = runningLane({ pages: 'dddddd', pagesTotal: 12 })
    expect(secondsLeft(lane, sampleNow)).toBe(60)
    expect(secondsLeft({ ...lane, pages: 'ddddd' }, sampleNow)).toBeNull()
    expect(secondsLeft({ ...lane, pagesTotal: null }, sampleNow)).toBeNull()
    expect(secondsLeft({ ...lane, state: 'waiting' }, sampleNow)).toBeNull()
  })

  test('a change needs an old value that held something', () => {
    const comparison = { oldItems: 200, newItems: 240, oldBytes: null, newBytes: 1, ...noEnds }
    expect(changeOfItems(sampleLane({ comparison }))).toBeCloseTo(0.2)
    expect(changeOfItems(sampleLane({ comparison: { ...comparison, oldItems: 0 } }))).toBeNull()
    expect(changeOfItems(sampleLane())).toBeNull()
  })
})
