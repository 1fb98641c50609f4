import { create } from 'zustand'
import type { ConnectionStatus, OpenConnection, ServerIdentity } from '../../shared/contract/connection.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'

export interface ConnectionState {
  /** What main said last. Before its first word: none. */
  readonly status: ConnectionStatus
  /** Who answered before the server of the shown connection did; null where that is not known. */
  readonly formerServer: ServerIdentity | null
  /** Whether main has spoken at all. */
  readonly known: boolean
  /** Why the last attempt to open something failed; cleared by the next attempt. */
  readonly openFailure: Failure | null
  /** Follows main from here on. @returns the function that ends it */
  start(): () => void
  open(profileId: string, password: string | null, sentinelPassword?: string): Promise<boolean>
  close(): Promise<void>
}

/** What main said last, and who stood there before. */
function heard(state: ConnectionState, status: ConnectionStatus) {
  const shown = selectShownConnection(state)?.identity ?? null
  const replaced = status.phase === 'connected' && shown !== null && status.connection.identity.runId !== shown.runId
  return { status, known: true, formerServer: replaced ? shown : state.formerServer }
}

const createConnectionStore = (client: ConsoleClient) =>
  create<ConnectionState>((set, get) => ({
    status: { phase: 'none' },
    formerServer: null,
    known: false,
    openFailure: null,
    start() {
      const end = client.onEvent('connection.changed', (status) => set((state) => heard(state, status)))
      void client.invoke('connection.status', {}).then((reply) => {
        // An event may have overtaken the reply; what came later is newer.
        if (reply.ok && !get().known) set((state) => heard(state, reply.value))
      })
      return end
    },
    async open(profileId, password, sentinelPassword) {
      set({ openFailure: null })
      const ofSentinel = sentinelPassword === undefined ? {} : { sentinelPassword }
      const reply = await client.invoke('connection.open', { profileId, password, ...ofSentinel })
      if (reply.ok) set((state) => heard(state, reply.value))
      else set({ openFailure: reply.failure })
      return reply.ok
    },
    async close() {
      const reply = await client.invoke('connection.close', {})
      if (reply.ok) set((state) => heard(state, reply.value))
      else set({ openFailure: reply.failure })
    },
  }))

export const useConnection = createConnectionStore(consoleClient)

export const selectStatus = (state: ConnectionState) => state.status
export const selectConnected = (state: ConnectionState) => state.status.phase === 'connected'
/** The connection whose figures are on screen: the one that stands, or the one that was lost. */
export const selectShownConnection = ({ status }: ConnectionState): OpenConnection | null =>
  status.phase === 'connected' || status.phase === 'disconnected' ? status.connection : null
