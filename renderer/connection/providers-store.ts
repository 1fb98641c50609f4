import { create } from 'zustand'
import type { ProviderInfo } from '../../shared/contract/provider.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'
import { idle, type Load, latest, loading, settled } from '../lib/load.ts'

export interface ProvidersState {
  readonly providers: Load<readonly ProviderInfo[]>
  /** Reads the list now and after every change of the settings. */
  start(): () => void
  refresh(): Promise<void>
}

const createProvidersStore = (client: ConsoleClient) =>
  create<ProvidersState>((set, get) => ({
    providers: idle,
    start() {
      void get().refresh()
      return client.onEvent('settings.changed', () => void get().refresh())
    },
    async refresh() {
      set({ providers: loading(get().providers) })
      const reply = await client.invoke('providers.list', {})
      set({ providers: settled<readonly ProviderInfo[]>(reply, get().providers) })
    },
  }))

export const useProviders = createProvidersStore(consoleClient)

const none: readonly ProviderInfo[] = []
/** The providers main knows, in table order; empty until it has answered. */
export const selectProviderList = (state: ProvidersState) => latest(state.providers) ?? none
export const selectProviders = (state: ProvidersState) => state.providers
