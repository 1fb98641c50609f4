import { describe, expect, test } from 'vitest'
import { createFormats, mebibyteDigits } from '../../../renderer/i18n/formats.ts'
import { sampleDay, sampleNow } from '../../support/page-samples.ts'

const pt = createFormats('pt-BR', 'sao-paulo')
const en = createFormats('en', 'sao-paulo')

describe('numbers', () => {
  test('integers are grouped as each language does', () => {
    expect([pt.integer(1_234_567), en.integer(1_234_567)]).toEqual(['1.234.567', '1,234,567'])
    expect([pt.integer(1_842), en.integer(1_842)]).toEqual(['1.842', '1,842'])
  })

  test.each([
    [0, '0 B'],
    [1_023, '1,00 KiB'],
    [999, '999 B'],
    [1_237_319, '1,18 MiB'],
    [42_803, '41,8 KiB'],
    [432_013_312, '412 MiB'],
    [1_073_741_823, '1,00 GiB'],
  ])('%d bytes have three significant digits and an IEC name', (bytes, text) => {
    expect(pt.bytes(bytes)).toBe(text)
  })

  test('a column of MiB has equal decimals, and what is there is never a zero', () => {
    expect(mebibyteDigits(1_506 * 1_048_576)).toBe(0)
    expect(mebibyteDigits(3 * 1_048_576)).toBe(2)
    expect(pt.mebibytes(1_506 * 1_048_576, 0)).toBe('1.506')
    expect(pt.mebibytes(300, 2)).toBe('< 0,01')
    expect(pt.mebibytes(300, 0)).toBe('< 1')
    expect(pt.mebibytes(0, 0)).toBe('0')
  })

  test.each([
    [0.125, '12,5 %', '12.5%'],
    [0.0004, '< 0,1 %', '< 0.1%'],
    [0, '0 %', '0%'],
    [1, '100 %', '100%'],
  ])('the share %d', (share, inPt, inEn) => {
    expect([pt.share(share), en.share(share)]).toEqual([inPt, inEn])
  })

  test('a deviation carries its sign', () => {
    expect([pt.signedShare(0.026), pt.signedShare(-0.478)]).toEqual(['+2,6 %', '−47,8 %'])
  })
})

describe('durations', () => {
  test.each([
    [850, '850 ms'],
    [12_400, '12,4 s'],
    [59_980, '1 min 00 s'],
    [185_000, '3 min 05 s'],
    [90_600_000, '25 h 10 min'],
    [273_600_000, '3 d 4 h'],
  ])('%d ms', (ms, text) => {
    expect(pt.duration(ms)).toBe(text)
  })
})

describe('instants', () => {
  test('the zone is always written', () => {
    expect(pt.clock(sampleNow)).toBe('14:05:12 BRT')
    expect(pt.clock(sampleNow, 'utc')).toBe('17:05:12 UTC')
    expect(pt.instant(sampleNow)).toBe('23/11 14:05 BRT')
    expect(en.instant(sampleNow)).toBe('Nov 23, 14:05 BRT')
    expect(pt.fullInstant(sampleNow)).toBe('23/11/2026 14:05:12 BRT')
  })

  test('midnight is hour 00, not 24', () => {
    expect(en.clock(Date.UTC(2026, 10, 23, 3, 0, 0))).toBe('00:00:00 BRT')
  })

  test('what is copied is UTC', () => {
    expect(pt.isoInstant(sampleNow)).toBe('2026-11-23T17:05:12.000Z')
  })

  test('a cache day is the day it names, in whatever zone instants are shown', () => {
    const day = sampleDay('2026-11-22')
    expect([pt.day(day), en.day(day), createFormats('pt-BR', 'utc').fullDay(day)]).toEqual([
      '22/11',
      'Nov 22',
      '22/11/2026',
    ])
  })
})
