import { create } from 'zustand'
import type { Failure } from '../../shared/contract/failure.ts'
import type { StatsReport } from '../../shared/contract/stats.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'

export interface StatsState {
  /** The pass that is running, as far as it has come; null between passes. */
  readonly growing: StatsReport | null
  readonly running: boolean
  /** The last report that reached its end; it stays while a new pass runs. */
  readonly report: StatsReport | null
  /** Why the last pass failed. */
  readonly failure: Failure | null
  /** Keys were removed or restored since `report`. */
  readonly outdated: boolean
  start(): () => void
  refresh(): Promise<void>
  cancel(): Promise<void>
  /** Forgets what another server said. */
  forget(): void
}

const createStatsStore = (client: ConsoleClient) =>
  create<StatsState>((set, get) => {
    let asked = 0
    let again = false
    return {
      growing: null,
      running: false,
      report: null,
      failure: null,
      outdated: false,
      start() {
        const ends = [
          client.onEvent('stats.progressed', (report) => {
            if (get().running) set({ growing: report })
          }),
          client.onEvent('keyspace.changed', () => set({ outdated: true })),
        ]
        return () => {
          for (const end of ends) end()
        }
      },
      async refresh() {
        if (get().running) {
          // The running pass may already be past what changed: one more follows it.
          again = get().outdated
          return
        }
        const mine = ++asked
        set({ running: true, growing: null, failure: null })
        const reply = await client.invoke('stats.collect', { mode: 'exact' })
        if (mine !== asked) return
        if (!reply.ok) {
          set({ running: false, growing: null, failure: reply.failure })
          return
        }
        // A stopped pass is shown as far as it came only where nothing better is known.
        const keep = reply.value.cancelled && get().report !== null
        set({ running: false, growing: null, ...(keep ? {} : { report: reply.value, outdated: again }) })
        if (again && !reply.value.cancelled) {
          again = false
          await get().refresh()
        }
        again = false
      },
      async cancel() {
        const reply = await client.invoke('stats.cancel', {})
        if (!reply.ok) set({ failure: reply.failure })
      },
      forget() {
        asked++
        again = false
        set({ growing: null, running: false, report: null, failure: null, outdated: false })
      },
    }
  })

export const useStats = createStatsStore(consoleClient)

/** What to draw: the last whole report, or the growing one while there is none. */
export const selectShownStats = (state: StatsState) => state.report ?? state.growing
