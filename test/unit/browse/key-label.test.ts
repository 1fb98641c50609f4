import { expect, test } from 'vitest'
import { keyLabel } from '../../../electron/core/browse/key-label.ts'
import { KeyLabel } from '../../../shared/contract/primitives.ts'

const label = (bytes: string | readonly number[]) => KeyLabel.parse(keyLabel(Buffer.from(bytes as string))).label // either overload

test('ordinary text is shown as it is, accents and emoji included', () => {
  expect(label('unified:synonyms:licitação: edital 😀')).toBe('unified:synonyms:licitação: edital 😀')
})

test.each([
  ['pncp:a\nb', 'pncp:a\\nb'],
  ['\t\r', '\\t\\r'],
  ['\x1b[31m', '\\x1b[31m'],
  ['a\0b', 'a\\x00b'],
  ['back\\slash', 'back\\\\slash'],
  ['\u202egnp', '\\u{202e}gnp'],
  ['a\u200bb', 'a\\u{200b}b'],
  ['\u2028', '\\u{2028}'],
  ['\ufeffx', '\\u{feff}x'],
])('%j stays on one line and hides nothing', (key, shown) => {
  expect(label(key)).toBe(shown)
})

test('bytes that are no UTF-8 are shown one by one, and the exact bytes travel along', () => {
  const bytes = Buffer.from([0xff, 0xfe, 0x3a, 0x6b, 0xc3])
  expect(keyLabel(bytes)).toEqual({ label: '\\xff\\xfe:k\\xc3', base64: bytes.toString('base64'), byteLength: 5 })
})

test("a lone surrogate's bytes and an overlong form are foreign", () => {
  expect(label([0xed, 0xa0, 0x80])).toBe('\\xed\\xa0\\x80')
  expect(label([0xc0, 0xaf])).toBe('\\xc0\\xaf')
})

test('a name of a mebibyte is cut, its length told, its bytes left to be asked for', () => {
  const key = Buffer.alloc(1_048_576, 'é')
  const shown = KeyLabel.parse(keyLabel(key))
  expect(shown.label).toBe(`${'é'.repeat(256)}…`)
  expect(shown).toMatchObject({ base64: null, byteLength: 1_048_576 })
})

test('the empty key is a key', () => {
  expect(keyLabel(new Uint8Array())).toEqual({ label: '', base64: '', byteLength: 0 })
})
