import { create } from 'zustand'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { type TrendSample, trendHours } from './server-trends.ts'

/** A sample comes each minute: to read them more often shows nothing new. */
const everyMs = 60_000

export interface ServerTrendState {
  /** Oldest first; none until they were read, and where none was kept. */
  readonly samples: readonly TrendSample[]
  refresh(): Promise<void>
  /** Forgets what another server said. */
  forget(): void
}

const createServerTrendStore = (client: ConsoleClient) =>
  create<ServerTrendState>((set) => {
    let asked = 0
    let readAt = Number.NEGATIVE_INFINITY
    return {
      samples: [],
      async refresh() {
        if (Date.now() - readAt < everyMs) return
        readAt = Date.now()
        const mine = ++asked
        const reply = await client.invoke('server.history', { hours: trendHours })
        if (mine === asked && reply.ok) set({ samples: reply.value.samples })
      },
      forget() {
        asked++
        readAt = Number.NEGATIVE_INFINITY
        set({ samples: [] })
      },
    }
  })

export const useServerTrend = createServerTrendStore(consoleClient)
