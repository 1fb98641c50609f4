import { create } from 'zustand'
import type { PolicyProgress, PolicyReport } from '../../../shared/contract/policy.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'

export interface PolicyState {
  readonly report: Load<PolicyReport>
  readonly walk: PolicyProgress | null
  /** The keyspace changed since the report was made. */
  readonly outdated: boolean
  look(): Promise<void>
  cancel(): Promise<void>
  /** Follows main. @returns the function that stops following */
  start(): () => void
}

const createPolicyStore = (client: ConsoleClient) =>
  create<PolicyState>((set, get) => {
    let asked = 0
    return {
      report: idle,
      walk: null,
      outdated: false,
      async look() {
        const mine = ++asked
        set({ report: loading(get().report), walk: null })
        const reply = await client.invoke('policy.report', {})
        if (mine === asked) set({ report: settled(reply, get().report), outdated: false })
      },
      async cancel() {
        await client.invoke('policy.cancel', {})
      },
      start() {
        const ends = [
          client.onEvent('policy.walking', (walk) => {
            if (get().report.phase === 'loading') set({ walk })
          }),
          client.onEvent('keyspace.changed', () => {
            if (get().report.phase === 'ready') set({ outdated: true })
          }),
        ]
        return () => {
          for (const end of ends) end()
        }
      },
    }
  })

export const usePolicy = createPolicyStore(consoleClient)
