import { create } from 'zustand'
import type { ServerFacts } from '../../../shared/contract/server.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'

export interface ServerFactsState {
  readonly facts: Load<ServerFacts>
  refresh(): Promise<void>
  /** Forgets what another server said. */
  forget(): void
}

const createServerFactsStore = (client: ConsoleClient) =>
  create<ServerFactsState>((set, get) => {
    let asked = 0
    return {
      facts: idle,
      async refresh() {
        const mine = ++asked
        set({ facts: loading(get().facts) })
        const reply = await client.invoke('server.facts', {})
        if (mine === asked) set({ facts: settled(reply, get().facts) })
      },
      forget() {
        asked++
        set({ facts: idle })
      },
    }
  })

export const useServerFacts = createServerFactsStore(consoleClient)

export const selectServerFacts = (state: ServerFactsState) => state.facts
