import type { UndoBundle } from '../../../shared/contract/undo.ts'
import type { BundleFiles } from '../ports/bundle-files.ts'
import type { UndoStore } from '../ports/stores.ts'

/** Whatever can be put back: what this machine removed, and the exported files that were opened. */
export interface RestorableBundles extends Pick<UndoStore, 'read' | 'mark'> {
  /** Newest first. */
  list(): Promise<UndoBundle[]>
}

export function createRestorableBundles(undoStore: UndoStore, files: BundleFiles): RestorableBundles {
  const isFile = (id: string) => files.list().some(({ bundle }) => bundle === id)
  return {
    list: async () => [...(await undoStore.list()), ...files.list()].sort((a, b) => b.createdAt - a.createdAt),
    read: (bundle) => (isFile(bundle) ? files : undoStore).read(bundle),
    async mark(bundle, state) {
      if (isFile(bundle)) files.mark(bundle, state)
      else await undoStore.mark(bundle, state)
    },
  }
}
