import { describe, expect, test } from 'vitest'
import { parseAddress } from '../../../renderer/connection/address.ts'
import { hexRows } from '../../../renderer/features/keys/hex-rows.ts'
import { jsonTokens } from '../../../renderer/features/keys/json-tokens.ts'
import type { KeysAddress } from '../../../renderer/features/keys/keys-address.ts'
import { keysAddress, readKeysAddress } from '../../../renderer/features/keys/keys-address.ts'

describe('the address of the Keys screen', () => {
  const literal = (text: string) => ({ kind: 'literal', text }) as const
  const addresses: readonly KeysAddress[] = [
    { scope: { kind: 'all' }, search: literal(''), key: null },
    { scope: { kind: 'outside' }, search: literal('a?b&c=d#e %2f'), key: '//46aw==' },
    { scope: { kind: 'namespace', namespace: 'pncp' }, search: literal('*'), key: '' },
    { scope: { kind: 'other', namespace: 'pncp' }, search: literal('não'), key: 'YQ==' },
    {
      scope: { kind: 'family', namespace: 'pncp', family: 'search_v2' },
      search: { kind: 'glob', pattern: 'pncp:[a-z]?*' },
      key: null,
    },
  ]
  test.each(addresses)('$scope.kind is read as it was written', (address) => {
    const written = keysAddress(address, address.search.kind === 'glob')
    const { path, query } = parseAddress(`#${written}`)
    expect(path).toEqual(['keys'])
    expect(readKeysAddress(query)).toEqual(address)
  })

  test('a family nobody registered is no family: its namespace is shown', () => {
    expect(readKeysAddress({ ns: 'pncp', family: 'synonyms' }).scope).toEqual({ kind: 'namespace', namespace: 'pncp' })
  })
})

test('hex rows hold sixteen bytes each, with their place in the value', () => {
  const rows = hexRows(Uint8Array.from([...Array.from({ length: 16 }, (_, at) => at), 0x41, 0x7f, 0xff]), 0x40)
  expect(rows).toEqual([
    { offset: 0x40, hex: '00 01 02 03 04 05 06 07 08 09 0a 0b 0c 0d 0e 0f', ascii: '................' },
    { offset: 0x50, hex: '41 7f ff', ascii: 'A..' },
  ])
})

describe('jsonTokens', () => {
  test.each(['  "a": "b: 1, true",', '    12345678901234567890,', '  "x\\"y": null', '}', '  "a": -1e400', ''])(
    'the pieces of %j make the line again',
    (line) => {
      expect(
        jsonTokens(line)
          .map(({ text }) => text)
          .join(''),
      ).toBe(line)
    },
  )

  test('names, strings, numbers and words are told apart', () => {
    expect(jsonTokens('"a": [1.0, "2", true]').filter(({ kind }) => kind !== 'plain')).toEqual([
      { kind: 'key', text: '"a"' },
      { kind: 'number', text: '1.0' },
      { kind: 'string', text: '"2"' },
      { kind: 'word', text: 'true' },
    ])
  })
})
