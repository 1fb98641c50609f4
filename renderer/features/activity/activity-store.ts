import { create, type StateCreator } from 'zustand'
import type { JournalCheck, JournalPage } from '../../../shared/contract/activity.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { UndoBundle } from '../../../shared/contract/undo.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'

export interface ActivityState {
  readonly journal: Load<JournalPage>
  /** The whole chain, followed on demand, or by itself where it was not yet. */
  readonly check: Load<JournalCheck>
  readonly bundles: Load<readonly UndoBundle[]>
  verify(): Promise<void>
  /** Why the last file could not be opened. */
  readonly fileFailure: Failure | null
  refresh(): Promise<void>
  /** What can be put back, without the journal. */
  readBundles(): Promise<void>
  /** Main asks for an exported file. @returns the id of what was opened; null where none was */
  openFile(): Promise<string | null>
  /** Follows main's events. @returns the function that ends it */
  start(): () => void
}

/** Lines of the journal that are read at once. */
export const journalLimit = 500

export const activitySlice =
  (client: ConsoleClient): StateCreator<ActivityState> =>
  (set, get) => {
    async function readJournal() {
      set((state) => ({ journal: loading(state.journal) }))
      const reply = await client.invoke('activity.journal', { limit: journalLimit })
      set((state) => ({ journal: settled(reply, state.journal) }))
      if (reply.ok && reply.value.checked === null && get().check.phase === 'idle') void get().verify()
    }

    async function readBundles() {
      set((state) => ({ bundles: loading(state.bundles) }))
      const reply = await client.invoke('undo.list', {})
      set((state) => ({ bundles: settled<readonly UndoBundle[]>(reply, state.bundles) }))
    }

    return {
      journal: idle,
      check: idle,
      bundles: idle,
      async verify() {
        if (get().check.phase === 'loading') return
        set((state) => ({ check: loading(state.check) }))
        const reply = await client.invoke('activity.verify', {})
        set((state) => ({ check: settled(reply, state.check) }))
      },
      fileFailure: null,
      readBundles,
      async refresh() {
        await Promise.all([readJournal(), readBundles()])
      },
      async openFile() {
        set({ fileFailure: null })
        const reply = await client.invoke('undo.openFile', {})
        if (!reply.ok) set({ fileFailure: reply.failure })
        else if (reply.value) await readBundles()
        return reply.ok ? (reply.value?.bundle ?? null) : null
      },
      start() {
        const reread = () => {
          if (get().journal.phase !== 'idle') void get().refresh()
        }
        const ends = [
          client.onEvent('keyspace.changed', reread),
          client.onEvent('fetch.progressed', (run) => run.endedAt !== null && reread()),
        ]
        return () => {
          for (const end of ends) end()
        }
      },
    }
  }

export const useActivity = create<ActivityState>()(activitySlice(consoleClient))

/** Whether a bundle can still be undone at `now` (milliseconds since 1970 UTC). Of a damaged one the intact keys can. */
export function canUndo(bundle: UndoBundle, now: number): boolean {
  return (bundle.state === 'ready' || bundle.state === 'damaged') && bundle.undoUntil > now
}
