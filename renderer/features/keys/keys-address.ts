import type { KeyScope, KeySearch } from '../../../shared/contract/keys.ts'
import { familyOf, otherFamily } from '../../../shared/keys/key-families.ts'

/** What the address says: which keys are listed, and which one is open. */
export interface KeysAddress {
  readonly scope: KeyScope
  readonly search: KeySearch
  /** The open key's bytes, base64. */
  readonly key: string | null
}

/** Keys of no namespace; no namespace may bear this name. */
const outside = '-'

/** @param query - of the address; what is missing or unreadable lists every key */
export function readKeysAddress(query: Readonly<Record<string, string>>): KeysAddress {
  const { ns, family, q = '', glob, key } = query
  return {
    scope: scopeOf(ns, family),
    search: glob === '1' && q !== '' ? { kind: 'glob', pattern: q } : { kind: 'literal', text: q },
    key: key ?? null,
  }
}

/** @param glob - whether the switch is on; kept while the search is empty */
export function keysAddress({ scope, search, key }: KeysAddress, glob: boolean): string {
  const query = new URLSearchParams()
  if ('namespace' in scope) query.set('ns', scope.namespace)
  if (scope.kind === 'outside') query.set('ns', outside)
  if (scope.kind === 'family') query.set('family', scope.family)
  if (scope.kind === 'other') query.set('family', otherFamily)
  const text = searchText(search)
  if (text !== '') query.set('q', text)
  if (glob) query.set('glob', '1')
  if (key !== null) query.set('key', key)
  const written = query.toString()
  return written === '' ? '/keys' : `/keys?${written}`
}

export const searchText = (search: KeySearch) => (search.kind === 'glob' ? search.pattern : search.text)

function scopeOf(namespace: string | undefined, family: string | undefined): KeyScope {
  if (namespace === undefined || namespace === '') return { kind: 'all' }
  if (namespace === outside) return { kind: 'outside' }
  if (family === undefined) return { kind: 'namespace', namespace }
  if (family === otherFamily) return { kind: 'other', namespace }
  const row = familyOf(namespace, family)
  return row ? { kind: 'family', namespace, family: row.name as FamilyOfScope } : { kind: 'namespace', namespace }
}

type FamilyOfScope = Extract<KeyScope, { kind: 'family' }>['family']
