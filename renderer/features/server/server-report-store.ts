import { create } from 'zustand'
import type { ServerSample as KeptSample } from '../../../shared/contract/history.ts'
import type { ServerReport } from '../../../shared/contract/server-report.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'
import { type ChartSpan, type ServerSample, sampleOf, withSample } from './server-samples.ts'

export interface ServerReportState {
  readonly report: Load<ServerReport>
  /** What was measured while the screen was open, oldest first. */
  readonly samples: readonly ServerSample[]
  /** How far back the charts reach. */
  readonly span: ChartSpan
  /** What was kept on disk of that span; empty until it was read, and where nothing was kept. */
  readonly kept: readonly KeptSample[]
  refresh(): Promise<void>
  readKept(): Promise<void>
  choose(span: ChartSpan): void
  /** Forgets what another server said. */
  forget(): void
}

const createServerReportStore = (client: ConsoleClient) =>
  create<ServerReportState>((set, get) => {
    let asked = 0
    let askedKept = 0
    return {
      report: idle,
      samples: [],
      span: '1',
      kept: [],
      async refresh() {
        const mine = ++asked
        set({ report: loading(get().report) })
        const reply = await client.invoke('server.report', {})
        if (mine !== asked) return
        const samples = reply.ok ? withSample(get().samples, sampleOf(reply.value)) : get().samples
        set({ report: settled(reply, get().report), samples })
      },
      async readKept() {
        const mine = ++askedKept
        const reply = await client.invoke('server.history', { hours: Number(get().span) })
        if (mine === askedKept && reply.ok) set({ kept: reply.value.samples })
      },
      choose(span) {
        set({ span })
        void get().readKept()
      },
      forget() {
        asked++
        askedKept++
        set({ report: idle, samples: [], kept: [] })
      },
    }
  })

export const useServerReport = createServerReportStore(consoleClient)

export const selectReport = (state: ServerReportState) => state.report
export const selectSamples = (state: ServerReportState) => state.samples
export const selectKept = (state: ServerReportState) => state.kept
export const selectSpan = (state: ServerReportState) => state.span
