import { create } from 'zustand'
import type { SearchLookup, SearchProgress, SearchRequest, SearchResult } from '../../../../shared/contract/search.ts'
import { type ConsoleClient, consoleClient } from '../../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../../lib/load.ts'
import { emptyForm, type SearchForm } from './search-form.ts'

export interface SearchState {
  readonly form: SearchForm
  /** null: those that are switched on. */
  readonly providers: readonly string[] | null
  readonly refresh: boolean
  readonly result: Load<SearchResult>
  /** How far each provider is that is asked now. */
  readonly progress: ReadonlyMap<string, SearchProgress>
  /** Where the combined search of the form stands, or would. */
  readonly lookup: Load<SearchLookup>
  change(change: Partial<Pick<SearchState, 'form' | 'providers' | 'refresh'>>): void
  run(request: SearchRequest): Promise<void>
  cancel(): void
  lookUp(filters: string): Promise<void>
  belongTo(server: string): void
  /** Follows main's events. @returns the function that ends it */
  start(): () => void
}

const createSearchStore = (client: ConsoleClient) =>
  create<SearchState>((set, get) => {
    let asked = 0
    let lookedUp = 0
    let owner: string | null = null
    return {
      form: emptyForm,
      providers: null,
      refresh: false,
      result: idle,
      progress: new Map(),
      lookup: idle,
      change: (change) => set(change),
      async run(request) {
        const mine = ++asked
        set({ result: loading(get().result), progress: new Map() })
        const reply = await client.invoke('search.run', request)
        if (mine !== asked) return
        set({ result: settled(reply, get().result) })
        // What was found may stand in the cache only now.
        await get().lookUp(request.filters)
      },
      cancel: () => void client.invoke('search.cancel', {}),
      async lookUp(filters) {
        const mine = ++lookedUp
        set({ lookup: loading(idle) })
        const reply = await client.invoke('search.lookup', { filters })
        if (mine === lookedUp) set({ lookup: settled(reply, idle) })
      },
      belongTo(server) {
        if (owner !== null && owner !== server) {
          asked++
          lookedUp++
          set({ result: idle, progress: new Map(), lookup: idle })
        }
        owner = server
      },
      start: () =>
        client.onEvent('search.progressed', (progress) =>
          set((state) => ({ progress: new Map(state.progress).set(progress.provider, progress) })),
        ),
    }
  })

export const useSearch = createSearchStore(consoleClient)
