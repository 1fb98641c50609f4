import { create } from 'zustand'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { ConfigReport } from '../../../shared/contract/server-config.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'

export interface ConfigurationState {
  readonly report: Load<ConfigReport>
  /** The question whether to write the configuration file is open. */
  readonly askingRewrite: boolean
  readonly rewriting: boolean
  readonly rewriteFailure: Failure | null
  refresh(): Promise<void>
  askRewrite(asking: boolean): void
  /** @returns whether the file was written */
  rewrite(confirmation: string): Promise<boolean>
  /** Forgets what another server said. */
  forget(): void
}

const createConfigurationStore = (client: ConsoleClient) =>
  create<ConfigurationState>((set, get) => {
    let asked = 0
    return {
      report: idle,
      askingRewrite: false,
      rewriting: false,
      rewriteFailure: null,
      async refresh() {
        const mine = ++asked
        set({ report: loading(get().report) })
        const reply = await client.invoke('server.configuration', {})
        if (mine === asked) set({ report: settled(reply, get().report) })
      },
      askRewrite: (askingRewrite) => set({ askingRewrite, rewriteFailure: null }),
      async rewrite(confirmation) {
        if (get().rewriting) return false
        const mine = ++asked
        set({ rewriting: true, rewriteFailure: null })
        const reply = await client.invoke('server.rewriteFile', { confirmation })
        if (mine !== asked) return false
        if (reply.ok) set({ rewriting: false, askingRewrite: false, report: { phase: 'ready', value: reply.value } })
        else set({ rewriting: false, rewriteFailure: reply.failure })
        return reply.ok
      },
      forget() {
        asked++
        set({ report: idle, askingRewrite: false, rewriting: false, rewriteFailure: null })
      },
    }
  })

export const useConfiguration = createConfigurationStore(consoleClient)

export const selectConfiguration = (state: ConfigurationState) => state.report
