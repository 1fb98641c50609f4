import { describe, expect, test } from 'vitest'
import { isCutJson, parseKeepingBigNumbers } from '../../../electron/providers/http/parse-json.ts'

describe('provider JSON', () => {
  test('whole numbers beyond 2^53 stay their digits, all others are numbers', () => {
    expect(
      parseKeepingBigNumbers('{"a":12006005000392026,"b":173117.88000000,"c":0E-8,"d":-5,"e":"12006005000392026"}'),
    ).toEqual({
      a: '12006005000392026',
      b: 173117.88,
      c: 0,
      d: -5,
      e: '12006005000392026',
    })
    expect(parseKeepingBigNumbers('[9007199254740991, 9007199254740993]')).toEqual([
      9007199254740991,
      '9007199254740993',
    ])
  })

  test('a name that could reach a prototype is an ordinary one on both ways', () => {
    for (const text of ['{"__proto__":{"x":1}}', '{"__proto__":{"x":12006005000392026}}']) {
      const value = parseKeepingBigNumbers(text) as object
      expect(Object.hasOwn(value, '__proto__')).toBe(true)
      expect(Object.getPrototypeOf(value)).toBe(Object.prototype)
    }
  })

  test('cut JSON is told from what never was JSON', () => {
    for (const cut of ['{', '[1,', '{"a":"b', '{"a":"\\"', ' [{"a":[1]}']) expect(isCutJson(cut)).toBe(true)
    for (const other of ['', 'Erro na comunicação', '<html>', '{"a":1}}', '{a}', '"cut', '[1] trailing']) {
      expect(isCutJson(other)).toBe(false)
    }
  })
})
