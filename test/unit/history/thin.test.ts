import { expect, test } from 'vitest'
import { spread, thin } from '../../../shared/time/thin.ts'

const minute = 60_000
const hour = 60 * minute
const day = 24 * hour
const now = 10_000 * day

const every = (stepMs: number, spanMs: number, place = 'a') =>
  Array.from({ length: Math.floor(spanMs / stepMs) + 1 }, (_, index) => ({ at: now - index * stepMs, place }))

test('two days stay by the minute, sixty by the hour, older ones by the day', () => {
  const kept = thin(every(5 * minute, 100 * day), now)
  const between = (from: number, to: number) => kept.filter(({ at }) => now - at > from && now - at <= to).length
  expect(between(-1, 2 * day)).toBe((2 * day) / (5 * minute) + 1)
  expect(between(2 * day, 60 * day)).toBe(58 * 24)
  expect(between(60 * day, 100 * day)).toBe(40)
})

test('passes every thirty seconds for two months take the room of a few thousand', () => {
  expect(thin(every(30_000, 60 * day), now).length).toBeLessThan(4_400)
})

test('of a step the last record stays, per place, oldest first; the very old goes', () => {
  const at = now - (now % minute)
  const records = [
    { at: at + 30_000, place: 'a', keys: 2 },
    { at: at + 10_000, place: 'a', keys: 1 },
    { at: at + 5_000, place: 'b', keys: 7 },
    { at: now - 6 * 365 * day, place: 'a', keys: 9 },
  ]
  expect(thin(records, now + minute).map(({ place, keys }) => [place, keys])).toEqual([
    ['b', 7],
    ['a', 2],
  ])
})

test('thinning twice is thinning once', () => {
  const once = thin(every(7 * minute, 90 * day), now)
  expect(thin(once, now)).toEqual(once)
})

test('a long history is spread over the span and keeps its newest record', () => {
  const records = every(minute, day).reverse()
  const few = spread(records, now - day, now, 100)
  expect(few).toHaveLength(100)
  expect(few.at(-1)?.at).toBe(now)
})
