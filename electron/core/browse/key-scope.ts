import type { KeyScope, KeySearch } from '../../../shared/contract/keys.ts'
import { familyPrefix, hasPrefix, namespacePrefix, placeOf } from '../../../shared/keys/cache-key.ts'
import { familyOf, otherFamily } from '../../../shared/keys/key-families.ts'
import { AppError } from '../app-error.ts'

export interface KeyFilter {
  /** What the server leaves out already; null: nothing. Never the whole judgement, except of a glob. */
  readonly match: Uint8Array | null
  /** Judges the key's bytes. */
  readonly accepts: (key: Uint8Array) => boolean
}

/**
 * What a list is to hold.
 * @param namespaces - the registered provider ids and `unified`
 * @throws AppError `unknown_namespace`, `unknown_family`
 */
export function keyFilter(scope: KeyScope, search: KeySearch, namespaces: readonly string[]): KeyFilter {
  const inScope = scopeJudge(scope, namespaces)
  if (search.kind === 'glob') return { match: encoder.encode(search.pattern), accepts: inScope }
  const wanted = encoder.encode(search.text)
  if (wanted.length > 0) {
    return { match: globOf(wanted, 'within'), accepts: (key) => inScope(key) && holds(key, wanted) }
  }
  const prefix = prefixOf(scope)
  return { match: prefix === null ? null : globOf(encoder.encode(prefix), 'first'), accepts: inScope }
}

/** @returns whether the bytes of `key` hold those of `wanted` in a row */
export function holds(key: Uint8Array, wanted: Uint8Array): boolean {
  const [first] = wanted
  if (first === undefined) return true
  for (let at = key.indexOf(first); at !== -1 && at + wanted.length <= key.length; at = key.indexOf(first, at + 1)) {
    let same = 1
    while (same < wanted.length && key[at + same] === wanted[same]) same += 1
    if (same === wanted.length) return true
  }
  return false
}

const encoder = new TextEncoder()

const special = new Set(Array.from('*?[]\\^-', (sign) => sign.charCodeAt(0)))
const star = 0x2a
const backslash = 0x5c

/** A glob that means exactly these bytes: every sign of the glob grammar is escaped. */
function globOf(bytes: Uint8Array, where: 'first' | 'within'): Uint8Array {
  const glob: number[] = where === 'within' ? [star] : []
  for (const byte of bytes) {
    if (special.has(byte)) glob.push(backslash)
    glob.push(byte)
  }
  glob.push(star)
  return Uint8Array.from(glob)
}

function prefixOf(scope: KeyScope): string | null {
  switch (scope.kind) {
    case 'namespace':
    case 'other':
      return namespacePrefix(scope.namespace)
    case 'family':
      return familyPrefix(scope.namespace, scope.family)
    case 'all':
    case 'outside':
      return null
  }
}

function scopeJudge(scope: KeyScope, namespaces: readonly string[]): (key: Uint8Array) => boolean {
  const known = new Set(namespaces)
  if ('namespace' in scope && !known.has(scope.namespace)) {
    throw new AppError('unknown_namespace', 'no namespace of that name', { params: { namespace: scope.namespace } })
  }
  switch (scope.kind) {
    case 'all':
      return () => true
    case 'namespace':
      return (key) => hasPrefix(key, namespacePrefix(scope.namespace))
    case 'family': {
      const { namespace, family } = scope
      if (familyOf(namespace, family) === undefined) {
        throw new AppError('unknown_family', `${namespace} has no ${family}`, { params: { namespace, family } })
      }
      return (key) => hasPrefix(key, familyPrefix(namespace, family))
    }
    case 'other':
      return (key) => {
        const place = placeOf(key, known)
        return place?.namespace === scope.namespace && place.family === otherFamily
      }
    case 'outside':
      return (key) => placeOf(key, known) === null
  }
}
