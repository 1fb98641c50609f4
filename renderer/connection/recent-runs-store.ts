import { create } from 'zustand'
import type { FetchRun } from '../../shared/contract/fetch.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'
import { idle, type Load, latest, loading, settled } from '../lib/load.ts'

/** Enough for the last stored value of every provider; the history has a screen of its own. */
const runsRead = 100

export interface RecentRunsState {
  /** Newest first. */
  readonly runs: Load<readonly FetchRun[]>
  refresh(): Promise<void>
}

const createRecentRunsStore = (client: ConsoleClient) =>
  create<RecentRunsState>((set, get) => ({
    runs: idle,
    async refresh() {
      set({ runs: loading(get().runs) })
      const reply = await client.invoke('fetch.runs', { limit: runsRead })
      set({ runs: settled<readonly FetchRun[]>(reply, get().runs) })
    },
  }))

export const useRecentRuns = createRecentRunsStore(consoleClient)

const none: readonly FetchRun[] = []
export const selectRecentRuns = (state: RecentRunsState) => latest(state.runs) ?? none
