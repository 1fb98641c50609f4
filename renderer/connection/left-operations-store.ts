import { create } from 'zustand'
import type { UnfinishedOperation } from '../../shared/contract/operations.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'
import { idle, type Load, latest, loading, settled } from '../lib/load.ts'

export interface LeftOperationsState {
  /** Of consoles that ended on the way, newest first, whichever server they ran on. */
  readonly operations: Load<readonly UnfinishedOperation[]>
  refresh(): Promise<void>
}

const createLeftOperationsStore = (client: ConsoleClient) =>
  create<LeftOperationsState>((set, get) => ({
    operations: idle,
    async refresh() {
      set({ operations: loading(get().operations) })
      const reply = await client.invoke('operations.unfinished', {})
      set({ operations: settled<readonly UnfinishedOperation[]>(reply, get().operations) })
    },
  }))

export const useLeftOperations = createLeftOperationsStore(consoleClient)

const none: readonly UnfinishedOperation[] = []
export const selectLeftOperations = (state: LeftOperationsState) => latest(state.operations) ?? none
