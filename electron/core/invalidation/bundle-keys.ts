import type { UndoBundle } from '../../../shared/contract/undo.ts'
import { hasPrefix, namespacePrefix } from '../../../shared/keys/cache-key.ts'
import type { SavedKey } from '../ports/keyspace.ts'
import type { RestorableBundles } from './restorable-bundles.ts'
import { prefixesOf } from './target.ts'

/**
 * The keys of a bundle in order. A key outside of its target was never put there by us: it counts as damaged.
 * @returns a damaged record as its place, from 1
 */
export async function* bundleKeys(
  bundles: RestorableBundles,
  { bundle, target }: UndoBundle,
): AsyncGenerator<SavedKey | { readonly damaged: number }> {
  const prefixes =
    target.scope === 'keys' ? [target.namespace === null ? '' : namespacePrefix(target.namespace)] : prefixesOf(target)
  let place = 0
  for await (const saved of bundles.read(bundle)) {
    place += 1
    yield 'damaged' in saved || !prefixes.some((prefix) => hasPrefix(saved.key, prefix)) ? { damaged: place } : saved
  }
}
