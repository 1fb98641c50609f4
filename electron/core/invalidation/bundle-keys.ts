import type { UndoBundle } from '../../../shared/contract/undo.ts'
import { hasPrefix, namespacePrefix, placeOf } from '../../../shared/keys/cache-key.ts'
import type { SavedKey } from '../ports/keyspace.ts'
import type { RestorableBundles } from './restorable-bundles.ts'
import { prefixesOf } from './target.ts'

/** A record of a bundle: a key, one that the bundle's target does not name, or a damaged one by its place, from 1. */
export type BundleKey = { readonly saved: SavedKey } | { readonly foreign: SavedKey } | { readonly damaged: number }

/**
 * The keys of a bundle in order. A key outside of its target was never put there by us: in our own bundle it counts as
 * damaged, in a file as foreign, and so does there what is of no namespace.
 */
export async function* bundleKeys(
  bundles: RestorableBundles,
  { bundle, target, file }: UndoBundle,
  namespaces: ReadonlySet<string>,
): AsyncGenerator<BundleKey> {
  const isFile = file !== undefined
  const isNamed = (key: Uint8Array) => {
    if (target.scope !== 'keys') return prefixesOf(target).some((prefix) => hasPrefix(key, prefix))
    if (target.namespace !== null) return hasPrefix(key, namespacePrefix(target.namespace))
    return !isFile || placeOf(key, namespaces) !== null
  }
  let place = 0
  for await (const saved of bundles.read(bundle)) {
    place += 1
    if ('damaged' in saved) yield { damaged: place }
    else if (isNamed(saved.key)) yield { saved }
    else yield isFile ? { foreign: saved } : { damaged: place }
  }
}
