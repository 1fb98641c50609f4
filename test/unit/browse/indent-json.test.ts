import { describe, expect, test } from 'vitest'
import { indentJson } from '../../../electron/core/browse/indent-json.ts'

const rest = async () => undefined
const indented = (text: string, most = 100_000) => indentJson(text, most, rest)

describe('indentJson', () => {
  test('B23: numbers stay digit for digit as stored', async () => {
    const { facts, text } = await indented('{"a":12345678901234567890,"b":[1e400,-0,0.1,1.0,1E+2]}')
    expect(facts).toEqual({ state: 'valid' })
    expect(text).toBe(
      '{\n  "a": 12345678901234567890,\n  "b": [\n    1e400,\n    -0,\n    0.1,\n    1.0,\n    1E+2\n  ]\n}',
    )
  })

  test('B22: names such as __proto__ and repeated ones are all shown, and nothing is polluted', async () => {
    const { text } = await indented(
      '{"__proto__":{"polluted":1},"toString":1,"a":1,"a":2,"constructor":{"prototype":{}}}',
    )
    expect(text.match(/"a": \d/g)).toEqual(['"a": 1', '"a": 2'])
    expect(text).toContain('"__proto__": {\n    "polluted": 1')
    expect(text).toContain('"prototype": {}')
    expect(({} as { polluted?: unknown }).polluted).toBeUndefined()
  })

  test.each([
    ['{"a":1', 1, 7],
    ['', 1, 1],
    ['\ufeff{"a":1}', 1, 1],
    ['{"a":NaN}', 1, 6],
    ["{'a': 1}", 1, 2],
    ['{"a": None}', 1, 7],
    ['[1,\n 2,\n]', 3, 1],
    ['{"a":1,}', 1, 8],
    ['[1 2]', 1, 4],
    ['{"a" 1}', 1, 6],
    ['"a\nb"', 1, 3],
    ['"\\x"', 1, 2],
    ['"\\u12"', 1, 2],
    ['"open', 1, 6],
    ['01', 1, 2],
    ['{}{}', 1, 3],
    ['}', 1, 1],
    ['[}', 1, 2],
  ])('B20: %j is no JSON at line %i, column %i', async (given, line, column) => {
    expect((await indented(given)).facts).toMatchObject({ state: 'invalid', line, column })
  })

  test.each(['{}', '[]', ' [ ] ', '0', '-1.5e-3', '"a"', 'null', '[[],{}]', '{"a":{"b":[]},"c":[{}]}'])(
    '%j is JSON and means the same when indented',
    async (given) => {
      const { facts, text } = await indented(given)
      expect(facts).toEqual({ state: 'valid' })
      expect(JSON.parse(text)).toEqual(JSON.parse(given))
    },
  )

  test.each([513, 10_000, 100_000, 1_000_000])(
    'B21: %i levels are too deep, and no stack overflows',
    async (levels) => {
      expect((await indented('['.repeat(levels) + ']'.repeat(levels))).facts).toEqual({ state: 'too_deep', limit: 512 })
      expect((await indented('{"a":'.repeat(levels))).facts).toEqual({ state: 'too_deep', limit: 512 })
    },
  )

  test('512 levels are shown', async () => {
    expect((await indented('['.repeat(512) + ']'.repeat(512), 1_000_000)).facts).toEqual({ state: 'valid' })
  })

  test('escapes are shown as what they mean, except those that hide or move text', async () => {
    const { text } = await indented('["S\\u00e3o Paulo","\\u202eabc","a\u202eb","\\ud800","\\n"]')
    expect(text).toBe('[\n  "São Paulo",\n  "\\u{202e}abc",\n  "a\\u{202e}b",\n  "\\ud800",\n  "\\n"\n]')
  })

  test('what is shown ends at its limit, what is judged does not', async () => {
    const long = `[${'1,'.repeat(5_000)}1`
    const { facts, text, cut } = await indented(long, 100)
    expect(facts).toMatchObject({ state: 'invalid' })
    expect([text.length, cut]).toEqual([100, true])
  })

  test('others have their turn during a long text', async () => {
    let turns = 0
    await indentJson(`[${'1,'.repeat(600_000)}1]`, 10, async () => {
      turns += 1
    })
    expect(turns).toBeGreaterThan(2)
  })
})
