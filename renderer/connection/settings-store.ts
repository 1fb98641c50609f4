import { create } from 'zustand'
import type { AppFacts } from '../../shared/contract/app.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import type { Settings, SettingsPatch } from '../../shared/contract/settings.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'

export interface SettingsState {
  /** null until main has answered. */
  readonly settings: Settings | null
  /** Versions, system language and zone; null until main has answered. */
  readonly facts: AppFacts | null
  /** Why the last read or change failed. */
  readonly failure: Failure | null
  start(): () => void
  /** Changes what is given; the screen follows main's answer. */
  update(patch: SettingsPatch): Promise<boolean>
}

const createSettingsStore = (client: ConsoleClient) =>
  create<SettingsState>((set) => ({
    settings: null,
    facts: null,
    failure: null,
    start() {
      const end = client.onEvent('settings.changed', (settings) => set({ settings }))
      void client.invoke('settings.read', {}).then((reply) => {
        set(reply.ok ? { settings: reply.value } : { failure: reply.failure })
      })
      void client.invoke('app.describe', {}).then((reply) => {
        set(reply.ok ? { facts: reply.value } : { failure: reply.failure })
      })
      return end
    },
    async update(patch) {
      const reply = await client.invoke('settings.update', patch)
      set(reply.ok ? { settings: reply.value, failure: null } : { failure: reply.failure })
      return reply.ok
    },
  }))

export const useSettings = createSettingsStore(consoleClient)

export const selectSettings = (state: SettingsState) => state.settings
export const selectFacts = (state: SettingsState) => state.facts
