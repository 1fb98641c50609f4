import { create } from 'zustand'
import type { CompareProgress, CompareRequest, Comparison } from '../../../../shared/contract/compare.ts'
import { type ConsoleClient, consoleClient } from '../../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../../lib/load.ts'

export interface CompareState {
  readonly comparison: Load<Comparison>
  /** null before the first day. */
  readonly progress: CompareProgress | null
  run(request: CompareRequest): Promise<void>
  cancel(): void
  belongTo(server: string): void
  /** Follows main's events. @returns the function that ends it */
  start(): () => void
}

const createCompareStore = (client: ConsoleClient) =>
  create<CompareState>((set, get) => {
    let asked = 0
    let owner: string | null = null
    return {
      comparison: idle,
      progress: null,
      async run(request) {
        const mine = ++asked
        set({ comparison: loading(get().comparison), progress: null })
        const reply = await client.invoke('compare.run', request)
        if (mine === asked) set({ comparison: settled(reply, get().comparison), progress: null })
      },
      cancel: () => void client.invoke('compare.cancel', {}),
      belongTo(server) {
        if (owner !== null && owner !== server) {
          asked++
          set({ comparison: idle, progress: null })
        }
        owner = server
      },
      start: () => client.onEvent('compare.progressed', (progress) => set({ progress })),
    }
  })

export const useCompare = createCompareStore(consoleClient)
