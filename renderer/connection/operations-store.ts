import { create } from 'zustand'
import type { FetchRun } from '../../shared/contract/fetch.ts'
import type { InvalidationProgress } from '../../shared/contract/invalidation.ts'
import type { UndoProgress } from '../../shared/contract/undo.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'

export interface OperationsState {
  /** Runs and invalidations under way, newest word of main each; ended ones are gone from here. */
  readonly fetches: readonly FetchRun[]
  readonly invalidation: InvalidationProgress | null
  readonly undo: UndoProgress | null
  start(): () => void
}

const createOperationsStore = (client: ConsoleClient) =>
  create<OperationsState>((set, get) => ({
    fetches: [],
    invalidation: null,
    undo: null,
    start() {
      const ends = [
        client.onEvent('fetch.progressed', (run) => {
          const others = get().fetches.filter((known) => known.runId !== run.runId)
          set({ fetches: run.endedAt === null ? [...others, run] : others })
        }),
        client.onEvent('invalidation.progressed', (progress) => set({ invalidation: progress.done ? null : progress })),
        client.onEvent('undo.progressed', (progress) => set({ undo: progress.done ? null : progress })),
      ]
      return () => {
        for (const end of ends) end()
      }
    },
  }))

/** What runs now, for the frame. The screens keep their own, fuller picture. */
export const useOperations = createOperationsStore(consoleClient)
