import { create } from 'zustand'
import type { ServerReport } from '../../../shared/contract/server-report.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'
import { type ServerSample, sampleOf, withSample } from './server-samples.ts'

export interface ServerReportState {
  readonly report: Load<ServerReport>
  /** What was measured while the screen was open, oldest first. */
  readonly samples: readonly ServerSample[]
  refresh(): Promise<void>
  /** Forgets what another server said. */
  forget(): void
}

const createServerReportStore = (client: ConsoleClient) =>
  create<ServerReportState>((set, get) => {
    let asked = 0
    return {
      report: idle,
      samples: [],
      async refresh() {
        const mine = ++asked
        set({ report: loading(get().report) })
        const reply = await client.invoke('server.report', {})
        if (mine !== asked) return
        const samples = reply.ok ? withSample(get().samples, sampleOf(reply.value)) : get().samples
        set({ report: settled(reply, get().report), samples })
      },
      forget() {
        asked++
        set({ report: idle, samples: [] })
      },
    }
  })

export const useServerReport = createServerReportStore(consoleClient)

export const selectReport = (state: ServerReportState) => state.report
export const selectSamples = (state: ServerReportState) => state.samples
