import { create, type StateCreator } from 'zustand'
import type { AsideCommit, AsideRef, FetchAside } from '../../../shared/contract/fetch-aside.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'

/** A decision that is being taken: shown in its dialog until it is closed. */
export interface AsideDecision {
  readonly aside: FetchAside
  readonly typed: string
  readonly acting: Load<AsideCommit | 'discarded'>
}

export interface AsidesState {
  readonly asides: Load<readonly FetchAside[]>
  readonly decision: AsideDecision | null
  refresh(): Promise<void>
  decide(aside: FetchAside): void
  type(text: string): void
  close(): void
  commit(): Promise<void>
  discard(): Promise<void>
  /** Follows main's events. @returns the function that ends it */
  start(): () => void
}

export const asidesSlice =
  (client: ConsoleClient): StateCreator<AsidesState> =>
  (set, get) => {
    async function refresh() {
      set((state) => ({ asides: loading(state.asides) }))
      const reply = await client.invoke('fetch.asides', {})
      set((state) => ({ asides: settled<readonly FetchAside[]>(reply, state.asides) }))
    }

    async function act(run: (ref: AsideRef, typed: string) => Promise<Load<AsideCommit | 'discarded'>>) {
      const { decision } = get()
      if (decision === null || decision.acting.phase === 'loading') return
      const { aside, typed } = decision
      set({ decision: { ...decision, acting: loading(decision.acting) } })
      const acting = await run({ provider: aside.provider, day: aside.day, digest: aside.digest }, typed)
      if (get().decision?.aside === aside) set({ decision: { aside, typed, acting } })
      await refresh()
    }

    return {
      asides: idle,
      decision: null,
      refresh,
      decide: (aside) => set({ decision: { aside, typed: '', acting: idle } }),
      type: (typed) => set(({ decision }) => ({ decision: decision && { ...decision, typed } })),
      close: () => set({ decision: null }),
      commit: () =>
        act(async (ref, confirmation) => {
          const reply = await client.invoke('fetch.commitAside', { ...ref, confirmation })
          return settled<AsideCommit | 'discarded'>(reply, idle)
        }),
      discard: () =>
        act(async (ref) => {
          const reply = await client.invoke('fetch.discardAside', ref)
          return reply.ok ? { phase: 'ready', value: 'discarded' } : settled<'discarded'>(reply, idle)
        }),
      start() {
        const ends = [
          client.onEvent('fetch.progressed', (run) => run.endedAt !== null && void refresh()),
          client.onEvent('keyspace.changed', () => void refresh()),
          client.onEvent('connection.changed', () => void refresh()),
        ]
        return () => {
          for (const end of ends) end()
        }
      },
    }
  }

export const useAsides = create<AsidesState>()(asidesSlice(consoleClient))
