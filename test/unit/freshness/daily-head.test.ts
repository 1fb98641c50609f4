import { expect, test } from 'vitest'
import { itemsByHead, itemsByParse } from '../../../electron/redis/daily-head.ts'

test('the head tells the items in both spacings', () => {
  expect(
    itemsByHead('{"provider": "pncp", "fetch_date": "2026-11-23T06:00:00", "total_opportunities": 707, "data": [{"a'),
  ).toBe(707)
  expect(itemsByHead('{"provider":"pncp","fetch_date":"x","total_opportunities":0,"data":[]}')).toBe(0)
})

test('a head of another shape tells nothing: it is not guessed', () => {
  for (const text of [
    '',
    '[]',
    '{"total_opportunities": 5, "provider": "pncp"}',
    '{"provider": "pncp", "fetch_date": "x", "total_opportunities": 5.5, "data": []}',
    '{"provider": "pncp", "fetch_date": "x", "total_opportunities": -1, "data": []}',
    '{"provider": "p\\"total_opportunities\\": 9", "fetch_date": "x", "total_opportunities": 5, "data": [',
  ]) {
    expect(itemsByHead(text)).toBeNull()
  }
})

test('the whole text tells it in any order, or not at all', () => {
  expect(itemsByParse('{"data": [], "total_opportunities": 5}')).toBe(5)
  for (const text of [
    '{"total_opportunities": "5"}',
    '{"total_opportunities": -5}',
    '{}',
    'null',
    '[1]',
    'NaN',
    '{"total',
  ]) {
    expect(itemsByParse(text)).toBeNull()
  }
})
