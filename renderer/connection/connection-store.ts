import { create } from 'zustand'
import type { ConnectionStatus, OpenConnection, ServerIdentity } from '../../shared/contract/connection.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'

export interface ConnectionState {
  /** What main said last. Before its first word: none. */
  readonly status: ConnectionStatus
  /** Who answered before the server of the shown connection did; null where that is not known. */
  readonly formerServer: ServerIdentity | null
  /** The connection that was lost last, until another one stands. */
  readonly lost: OpenConnection | null
  /** The server of the lost connection is back as a new process, whoever opened it again. */
  readonly returnedAnew: boolean
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
  if (status.phase !== 'connected') {
    const lost = status.phase === 'disconnected' ? (status.connection ?? state.lost) : state.lost
    return { status, known: true, lost }
  }
  const { profileId, identity } = status.connection
  const isAnew = state.lost?.profileId === profileId && state.lost.identity.runId !== identity.runId
  const former = isAnew ? (state.lost?.identity ?? null) : shown
  const replaced = former !== null && identity.runId !== former.runId
  // Main repeats itself: what was said of this process stays said.
  const returnedAnew = isAnew || (state.returnedAnew && shown?.runId === identity.runId)
  return { status, known: true, lost: null, returnedAnew, formerServer: replaced ? former : state.formerServer }
}

const createConnectionStore = (client: ConsoleClient) =>
  create<ConnectionState>((set, get) => ({
    status: { phase: 'none' },
    formerServer: null,
    lost: null,
    returnedAnew: false,
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
