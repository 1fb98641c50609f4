import { create } from 'zustand'
import type { StatsHistory } from '../../shared/contract/history.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../lib/load.ts'

/** Days a growth chart looks back. */
export const historySpans = [1, 7, 30] as const
export type HistorySpan = (typeof historySpans)[number]

export interface HistoryState {
  readonly days: HistorySpan
  readonly passes: Load<StatsHistory>
  show(days: HistorySpan): Promise<void>
  refresh(): Promise<void>
  /** Forgets what another server held. */
  forget(): void
}

const createHistoryStore = (client: ConsoleClient) =>
  create<HistoryState>((set, get) => {
    let asked = 0
    return {
      days: 7,
      passes: idle,
      async show(days) {
        set({ days })
        await get().refresh()
      },
      async refresh() {
        const mine = ++asked
        set({ passes: loading(get().passes) })
        const reply = await client.invoke('stats.history', { days: get().days })
        if (mine === asked) set({ passes: settled(reply, get().passes) })
      },
      forget() {
        asked++
        set({ passes: idle })
      },
    }
  })

export const useHistory = createHistoryStore(consoleClient)
