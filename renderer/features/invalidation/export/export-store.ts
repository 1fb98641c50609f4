import { create, type StateCreator } from 'zustand'
import type { Failure } from '../../../../shared/contract/failure.ts'
import type { ExportProgress, ExportReport, ExportRequest } from '../../../../shared/contract/transfer.ts'
import { type ConsoleClient, consoleClient } from '../../../bridge/console-client.ts'

/** What is known of an export. `asking`: the system's own dialog is open. */
export type ExportRun =
  | { readonly phase: 'none' }
  | { readonly phase: 'asking' }
  | { readonly phase: 'running'; readonly progress: ExportProgress; readonly stopping: boolean }
  | { readonly phase: 'ended'; readonly report: ExportReport }
  | { readonly phase: 'failed'; readonly target: ExportRequest; readonly failure: Failure }

export interface ExportState {
  readonly run: ExportRun
  /** Main asks where, then writes there; nothing happens while another export runs. */
  begin(target: ExportRequest): Promise<void>
  stop(): Promise<void>
  /** Leaves the result. */
  close(): void
  /** Follows main's events. @returns the function that ends it */
  start(): () => void
}

export const exportSlice =
  (client: ConsoleClient): StateCreator<ExportState> =>
  (set, get) => ({
    run: { phase: 'none' },
    async begin(target) {
      const { phase } = get().run
      if (phase === 'asking' || phase === 'running') return
      set({ run: { phase: 'asking' } })
      const reply = await client.invoke('transfer.export', { target })
      if (!reply.ok) return set({ run: { phase: 'failed', target, failure: reply.failure } })
      set({ run: reply.value === null ? { phase: 'none' } : { phase: 'ended', report: reply.value } })
    },
    async stop() {
      const { run } = get()
      if (run.phase !== 'running' || run.stopping) return
      set({ run: { ...run, stopping: true } })
      await client.invoke('transfer.stop', {})
    },
    close() {
      const { phase } = get().run
      if (phase === 'ended' || phase === 'failed') set({ run: { phase: 'none' } })
    },
    start: () =>
      client.onEvent('transfer.exporting', (progress) => {
        const { run } = get()
        if (run.phase === 'asking') set({ run: { phase: 'running', progress, stopping: false } })
        else if (run.phase === 'running') set({ run: { ...run, progress } })
      }),
  })

export const useExport = create<ExportState>()(exportSlice(consoleClient))
