import { afterEach, expect, test } from 'vitest'
import { dailyFetchKey } from '../../shared/keys/cache-key.ts'
import {
  cacheDayOf,
  fetchWindow,
  isZone,
  localIsoText,
  parseCacheDay,
  startOfDay,
} from '../../shared/time/cache-day.ts'
import { tellFigure } from '../support/battery.ts'

const zones = ['UTC', 'America/Sao_Paulo', 'Asia/Tokyo']
const former = process.env.TZ
afterEach(() => {
  if (former === undefined) delete process.env.TZ
  else process.env.TZ = former
})

/** Brasília is UTC-3 all year since 2019. */
const moments = [
  ['20:59', '2026-11-21T23:59:00Z', '2026-11-21'],
  ['21:01', '2026-11-22T00:01:00Z', '2026-11-21'],
  ['22:30, 01:30 UTC of the 22nd', '2026-11-22T01:30:00Z', '2026-11-21'],
  ['23:59', '2026-11-22T02:59:00Z', '2026-11-21'],
  ['00:01', '2026-11-22T03:01:00Z', '2026-11-22'],
  ['23:59 of 29 February', '2028-03-01T02:59:00Z', '2028-02-29'],
  ['the last instant before the day without midnight', '2018-11-04T02:59:59Z', '2018-11-03'],
  ['the first instant of the day without midnight', '2018-11-04T03:00:00Z', '2018-11-04'],
] as const

test.each(zones)('R48: with TZ=%s the key carries the calendar day of São Paulo', (zone) => {
  process.env.TZ = zone
  const offset = { UTC: 0, 'America/Sao_Paulo': 180, 'Asia/Tokyo': -540 }[zone]
  expect(new Date(Date.UTC(2026, 10, 22)).getTimezoneOffset()).toBe(offset) // the zone did change
  for (const [, instant, day] of moments) {
    expect(dailyFetchKey('pncp', cacheDayOf(Date.parse(instant)))).toBe(`pncp:daily_fetch:${day}`)
  }
  expect(localIsoText(Date.parse('2026-11-22T01:30:00Z'))).toBe('2026-11-21T22:30:00')
})

test('R48: with another zone as the setting the day is of that zone, whatever TZ says', (context) => {
  const instant = Date.parse('2026-11-22T01:30:00Z')
  const days = { 'Europe/Lisbon': '2026-11-22', 'America/Rio_Branco': '2026-11-21', 'Asia/Tokyo': '2026-11-22' }
  for (const zone of zones) {
    process.env.TZ = zone
    expect(Object.keys(days).map((name) => cacheDayOf(instant, name))).toEqual(Object.values(days))
    expect(localIsoText(instant, 'America/Rio_Branco')).toBe('2026-11-21T20:30:00')
  }
  expect(['Europe/Lisbon', 'Nowhere/Land', '-03:00', '', 'UTC'].map(isZone)).toEqual([true, false, false, false, true])
  tellFigure(context, `${Object.keys(days).length} other zones`)
})

test('R48: a day begins when it begins: 4 November 2018 at 01:00', (context) => {
  const day = parseCacheDay('2018-11-04')
  if (day === null) throw new TypeError('a day')
  expect(localIsoText(startOfDay(day))).toBe('2018-11-04T01:00:00')
  expect(fetchWindow(day)).toEqual({ from: '2018-10-28', to: '2018-11-04' })
  tellFigure(context, `${moments.length} moments in ${zones.length} zones`)
})

test('R48: 29 February is a day in leap years alone', () => {
  expect([parseCacheDay('2028-02-29'), parseCacheDay('2026-02-29')]).toEqual(['2028-02-29', null])
})
