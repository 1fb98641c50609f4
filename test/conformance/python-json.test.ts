import { spawnSync } from 'node:child_process'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dumpsCompact, dumpsDefault, dumpsSorted, parseLossless } from '../../shared/keys/python-json.ts'

// One python3 answers for a whole batch: each line of input is a JSON text, each line of output what Python makes of it.
const peer = `
import json, sys
for line in sys.stdin:
    value = json.loads(json.loads(line))
    print(json.dumps([json.dumps(value, sort_keys=True), json.dumps(value), json.dumps(value, separators=(',', ':'))]))
`

const hasPython = spawnSync('python3', ['--version']).status === 0

function askPython(texts: readonly string[]): string[][] {
  const input = texts.map((text) => JSON.stringify(text)).join('\n')
  const { stdout, stderr, status } = spawnSync('python3', ['-c', peer], {
    input,
    encoding: 'utf8',
    maxBuffer: 64 << 20,
  })
  if (status !== 0) throw new Error(stderr)
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[])
}

/** Source texts, not values: a JavaScript value cannot say whether `1` or `1.0` stood there. */
const digits = fc.stringMatching(/^(0|[1-9][0-9]{0,30})$/)
const number = fc.oneof(
  fc.tuple(fc.constantFrom('', '-'), digits).map((parts) => parts.join('')),
  fc.tuple(fc.constantFrom('', '-'), digits, fc.stringMatching(/^\.[0-9]{1,20}$/)).map((parts) => parts.join('')),
  fc
    .tuple(fc.constantFrom('', '-'), digits, fc.stringMatching(/^(\.[0-9]{1,5})?[eE][-+]?[0-9]{1,3}$/))
    .map((parts) => parts.join('')),
  fc
    .double()
    .map((value) =>
      Number.isFinite(value)
        ? `${value}${Number.isInteger(value) && Math.abs(value) < 1e21 ? '.0' : ''}`
        : String(value),
    ),
)
const string = fc
  .string({
    unit: fc.oneof(
      fc.nat(0xffff).map((unit) => String.fromCharCode(unit)),
      fc.string({ unit: 'binary', minLength: 1, maxLength: 1 }),
    ),
  })
  .map((text) => JSON.stringify(text))
const blank = fc.constantFrom('', ' ', '\n\t', '\r\n')
const { json } = fc.letrec<{ json: string }>((tie) => ({
  json: fc.oneof(
    { depthSize: 'small', withCrossShrink: true },
    fc.constantFrom('null', 'true', 'false'),
    number,
    string,
    fc.tuple(blank, fc.array(tie('json'), { maxLength: 5 })).map(([gap, items]) => `[${gap}${items.join(`${gap},`)}]`),
    fc
      .tuple(blank, fc.array(fc.tuple(string, tie('json')), { maxLength: 6 }))
      .map(([gap, pairs]) => `{${pairs.map(([name, item]) => `${name}${gap}:${gap}${item}`).join(',')}${gap}}`),
  ),
}))

describe.skipIf(!hasPython)('any JSON text (not run where python3 is absent)', () => {
  test('is written as Python writes it: sorted, default and compact', () => {
    const texts = fc.sample(json, { numRuns: 1_500, seed: 20_261_123 })
    const answers = askPython(texts)
    expect(answers).toHaveLength(texts.length)
    texts.forEach((text, index) => {
      const value = parseLossless(text)
      expect([dumpsSorted(value), dumpsDefault(value), dumpsCompact(value)], text).toEqual(answers[index])
    })
  })

  test('floats around every power of ten are written as Python writes them', () => {
    const powers = Array.from({ length: 633 }, (_, index) => index - 324)
    const texts = powers.flatMap((power) => [`1e${power}`, `-9.5e${power}`, `123456789012345.678e${power}`])
    const answers = askPython(texts)
    expect(texts.map((text) => dumpsSorted(parseLossless(text)))).toEqual(answers.map(([sorted]) => sorted))
  })
})
