import type { ChosenKeys } from '../../../shared/contract/invalidation.ts'
import { placeOf } from '../../../shared/keys/cache-key.ts'
import { keyLabel } from '../browse/key-label.ts'

/**
 * Names keys that were chosen one by one.
 * @param keys - exact bytes, at least one
 * @param count - how many of them are there
 */
export function chosenKeys(keys: readonly Uint8Array[], count: number, namespaces: readonly string[]): ChosenKeys {
  const known = new Set(namespaces)
  const found = new Set(keys.map((key) => placeOf(key, known)?.namespace ?? null))
  const [first = new Uint8Array()] = keys
  const [only = null] = found
  return { scope: 'keys', namespace: found.size === 1 ? only : null, label: keyLabel(first).label, keys: count }
}
