import { create } from 'zustand'
import type { Failure } from '../../shared/contract/failure.ts'
import type { LiveStatus } from '../../shared/contract/live.ts'
import type { MethodInput } from '../../shared/contract/methods.ts'
import type { Result } from '../../shared/util/result.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'

export interface LiveState {
  /** What main said last; null before its first word. */
  readonly status: LiveStatus | null
  /** A switch is under way. */
  readonly busy: boolean
  /** Why the last switch failed; cleared by the next. */
  readonly failure: Failure | null
  /** Follows main from here on. @returns the function that ends it */
  start(): () => void
  /** @param seen - the settings the operator saw. @returns whether the counters were switched on */
  switchOn(seen: MethodInput<'live.start'>['seen']): Promise<boolean>
  switchOff(): Promise<void>
  settleLeftover(how: 'put-back' | 'keep'): Promise<void>
}

const createLiveStore = (client: ConsoleClient) =>
  create<LiveState>((set, get) => {
    async function turn(asked: Promise<Result<LiveStatus>>): Promise<boolean> {
      set({ busy: true, failure: null })
      const reply = await asked
      set(reply.ok ? { busy: false, status: reply.value } : { busy: false, failure: reply.failure })
      return reply.ok
    }
    return {
      status: null,
      busy: false,
      failure: null,
      start() {
        const end = client.onEvent('live.changed', (status) => set({ status }))
        void client.invoke('live.status', {}).then((reply) => {
          // An event may have overtaken the reply; what came later is newer.
          if (reply.ok && get().status === null) set({ status: reply.value })
        })
        return end
      },
      switchOn: (seen) => turn(client.invoke('live.start', { seen })),
      async switchOff() {
        await turn(client.invoke('live.stop', {}))
      },
      async settleLeftover(how) {
        await turn(client.invoke('live.settleLeftover', { how }))
      },
    }
  })

export const useLive = createLiveStore(consoleClient)

export const selectIsOn = ({ status }: LiveState) => status !== null && status.phase !== 'off'
/** The status while its counts are those of the server; null otherwise. */
export const selectExact = ({ status }: LiveState) => (status?.phase === 'live' ? status : null)
