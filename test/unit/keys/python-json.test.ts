import { describe, expect, test } from 'vitest'
import { hash8 } from '../../../shared/keys/params-hash.ts'
import {
  dumpsDefault,
  dumpsSorted,
  fromNative,
  maxDepth,
  parseLossless,
  toNative,
} from '../../../shared/keys/python-json.ts'
import { pyFloat } from '../../../shared/keys/python-number.ts'

describe('reading', () => {
  test.each([
    ['1', '1'],
    ['1.0', '1.0'],
    ['1e5', '100000.0'],
    ['1E400', 'Infinity'],
    ['-1e-400', '-0.0'],
    ['-0', '0'],
    ['-0.0', '-0.0'],
    ['16017505900062024', '16017505900062024'],
    ['100000000000000000000000000000000001', '100000000000000000000000000000000001'],
    ['[NaN, Infinity, -Infinity]', '[NaN, Infinity, -Infinity]'],
    ['{"a": 1, "b": 2, "a": 3}', '{"a": 3, "b": 2}'],
    [' \t\r\n{ "a" : [ ] } ', '{"a": []}'],
    ['"\\u00E7\\ud83d\\ude00\\/"', '"\\u00e7\\ud83d\\ude00/"'],
  ])('%s keeps what Python keeps', (text, expected) => {
    expect(dumpsDefault(parseLossless(text))).toBe(expected)
  })

  test.each([
    '',
    ' ',
    '{',
    '[1,]',
    '{"a":1,}',
    "{'a': 1}",
    '{a: 1}',
    '{"a" 1}',
    '{1: 2}',
    '01',
    '+1',
    '1.',
    '.5',
    '1e',
    '0x10',
    '-',
    '-NaN',
    'nan',
    'True',
    'None',
    'undefined',
    '"a',
    '"a\\',
    '"\\x41"',
    '"\\u12"',
    '"a\nb"',
    '"a" "b"',
    '[1] 2',
    '\ufeff{}',
    '\u00a01',
    `${'9'.repeat(4_301)}`,
  ])('%j is refused, with the place', (text) => {
    expect(() => parseLossless(text)).toThrow(/at character \d+$/)
  })

  test('deep nesting is refused and does not overflow the stack', () => {
    const nested = (depth: number) => '['.repeat(depth) + ']'.repeat(depth)
    expect(dumpsDefault(parseLossless(nested(maxDepth)))).toBe(nested(maxDepth))
    expect(() => parseLossless(nested(maxDepth + 1))).toThrow(RangeError)
    expect(() => parseLossless('{"a":'.repeat(1_000_000))).toThrow(RangeError)
  })

  test('names of inherited properties are ordinary, and nothing is polluted', () => {
    const text = '{"__proto__": {"polluted": 1}, "constructor": {"prototype": {"polluted": 1}}, "toString": null}'
    const value = parseLossless(text)
    expect(dumpsDefault(value)).toBe(text)
    expect(Object.keys(toNative(value) as object)).toEqual(['__proto__', 'constructor', 'toString'])
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('native values', () => {
  test('whole numbers are ints, others floats, and a float can be marked', () => {
    const value = {
      int: 1,
      float: 1.5,
      marked: pyFloat(1),
      big: 2n ** 70n,
      beyond: 2 ** 53,
      minusZero: -0,
      left: undefined,
    }
    expect(dumpsDefault(fromNative(value))).toBe(
      '{"int": 1, "float": 1.5, "marked": 1.0, "big": 1180591620717411303424, "beyond": 9007199254740992.0, "minusZero": -0.0}',
    )
  })

  test.each([[new Date(0)], [new Set()], [() => 1], [Symbol('x')], [[undefined]], [new Uint8Array(1)]])(
    '%s has no word in JSON',
    (value) => {
      expect(() => fromNative(value)).toThrow(TypeError)
    },
  )

  test('a value that holds itself is refused', () => {
    const value: Record<string, unknown> = {}
    value.self = value
    expect(() => fromNative(value)).toThrow(RangeError)
  })

  test('come back as they were', () => {
    const value = { a: [1, 2.5, 'ç', null, true], b: { '10': 'x', '9': 'y' } }
    expect(toNative(fromNative(value))).toEqual(value)
    expect(toNative(parseLossless('[NaN, -Infinity]'))).toEqual([Number.NaN, Number.NEGATIVE_INFINITY])
  })
})

describe('sorting', () => {
  test('goes by code point, lone surrogates before U+E000', () => {
    const names = ['\u{1f600}', '\uff5e', '\ue000', '\ud83d', '\ud83dz', 'z', '']
    const text = dumpsSorted(new Map(names.map((name) => [name, null])))
    expect([...(parseLossless(text) as ReadonlyMap<string, null>).keys()]).toEqual([
      '',
      'z',
      '\ud83d',
      '\ud83dz',
      '\ue000',
      '\uff5e',
      '\u{1f600}',
    ])
  })

  test('differently ordered parameters have one hash', () => {
    expect(hash8(parseLossless('{"b": {"d": 1, "c": 2}, "a": 3}'))).toBe(
      hash8(parseLossless('{"a": 3, "b": {"c": 2, "d": 1}}')),
    )
  })
})
