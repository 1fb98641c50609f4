import { expect, test } from 'vitest'
import { segmentsFor, whole } from '../../../electron/redis/split-walk.ts'

test('a near server, or one with few keys, is walked in one piece', () => {
  expect(segmentsFor(4.9, 1_000_000)).toEqual([whole])
  expect(segmentsFor(20, 49_999)).toEqual([whole])
})

test('a far one in as many as its line has time for, two to eight', () => {
  const counts = [5, 10, 20, 300].map((roundTripMs) => segmentsFor(roundTripMs, 1_000_000).length)
  expect(counts).toEqual([2, 4, 8, 8])
})

test('segments begin where the last one ends, in the order of the reversed bits', () => {
  const segments = segmentsFor(20, 1_000_000)
  expect(segments.map(({ start }) => start)).toEqual(['0', '4', '2', '6', '1', '5', '3', '7'])
  expect(segments.map(({ behind }) => behind)).toEqual(['4', '2', '6', '1', '5', '3', '7', '0'])
})
