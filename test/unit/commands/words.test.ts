import { expect, test } from 'vitest'
import { exitCodeOf } from '../../../electron/commands/exit-codes.ts'
import { bytesText, countText, table } from '../../../electron/commands/text-table.ts'
import { failureCodes } from '../../../shared/contract/failure.ts'

test.each([
  ['unknown_namespace', 2],
  ['bad_input', 2],
  ['read_only', 3],
  ['not_confirmed', 3],
  ['connect_refused', 1],
  ['internal', 1],
] as const)('%s ends with %i', (code, exit) => {
  expect(exitCodeOf(code)).toBe(exit)
})

test('no failure ends with 0', () => {
  for (const code of failureCodes) expect(exitCodeOf(code)).toBeGreaterThan(0)
})

test('figures stand right, names left, in the language asked for', () => {
  expect(
    table(
      ['nome', 'chaves'],
      [
        ['pncp', countText(1_234_567, 'pt-BR')],
        ['unified', '5'],
      ],
    ),
  ).toEqual(['nome        chaves', 'pncp     1.234.567', 'unified          5'])
})

test.each([
  [null, 'en', '–'],
  [0, 'en', '0 B'],
  [1_023, 'en', '1,023 B'],
  [1_234_567, 'en', '1.18 MiB'],
  [1_234_567, 'pt-BR', '1,18 MiB'],
])('%j bytes in %s read %s: unknown is never 0', (bytes, language, text) => {
  expect(bytesText(bytes, language)).toBe(text)
})
