import { create } from 'zustand'
import type { FreshnessReport } from '../../shared/contract/freshness.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../lib/load.ts'

/** Days asked for at once; every screen cuts what it needs. */
const daysRead = 30

export interface FreshnessState {
  /** Provider by day, from direct probes: cheap, no walk of the keyspace. */
  readonly freshness: Load<FreshnessReport>
  refresh(): Promise<void>
  /** Forgets what another server said. */
  forget(): void
}

const createFreshnessStore = (client: ConsoleClient) =>
  create<FreshnessState>((set, get) => {
    let asked = 0
    return {
      freshness: idle,
      async refresh() {
        const mine = ++asked
        set({ freshness: loading(get().freshness) })
        const reply = await client.invoke('freshness.read', { days: daysRead })
        if (mine === asked) set({ freshness: settled(reply, get().freshness) })
      },
      forget() {
        asked++
        set({ freshness: idle })
      },
    }
  })

export const useFreshness = createFreshnessStore(consoleClient)

export const selectFreshness = (state: FreshnessState) => state.freshness
