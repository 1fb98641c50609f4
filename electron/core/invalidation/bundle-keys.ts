import type { UndoBundle } from '../../../shared/contract/undo.ts'
import { hasPrefix, namespacePrefix } from '../../../shared/keys/cache-key.ts'
import type { SavedKey } from '../ports/keyspace.ts'
import type { UndoStore } from '../ports/stores.ts'

/**
 * The keys of a bundle in order. A key of another namespace was never put there by us: it counts as damaged.
 * @returns a damaged record as its place, from 1
 */
export async function* bundleKeys(
  undoStore: UndoStore,
  { bundle, target: { namespace } }: UndoBundle,
): AsyncGenerator<SavedKey | { readonly damaged: number }> {
  const prefix = namespace === null ? '' : namespacePrefix(namespace)
  let place = 0
  for await (const saved of undoStore.read(bundle)) {
    place += 1
    yield 'damaged' in saved || !hasPrefix(saved.key, prefix) ? { damaged: place } : saved
  }
}
