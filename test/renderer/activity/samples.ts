import type { JournalEntry } from '../../../shared/contract/activity.ts'
import type { UndoBundle } from '../../../shared/contract/undo.ts'
import { sampleServer } from '../invalidation/samples.ts'

export function sampleBundle(change: Partial<UndoBundle> = {}): UndoBundle {
  return {
    bundle: 'b-1',
    target: { scope: 'whole', namespace: 'pncp' },
    server: sampleServer,
    createdAt: Date.now() - 3_600_000,
    undoUntil: Date.now() + 82_800_000,
    keys: 990,
    fileBytes: 11_000_000,
    state: 'ready',
    ...change,
  }
}

export function sampleEntry(change: Partial<JournalEntry> = {}): JournalEntry {
  return {
    seq: 1,
    at: Date.UTC(2026, 10, 23, 17, 5, 12),
    who: 'marina@ops-02',
    what: 'invalidation.end',
    connection: 'alicit-hml',
    details: { namespace: 'pncp', deleted: 990, bundle: null },
    ...change,
  }
}
