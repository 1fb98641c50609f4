import { create } from 'zustand'
import type { KeyFacts, KeyPage, KeyRef, KeyScope, KeySearch, OpenedKey } from '../../../shared/contract/keys.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, latest, loading, settled } from '../../lib/load.ts'

export interface KeysState {
  readonly list: Load<KeyPage>
  /** The walk goes on to fill the page that is shown. */
  readonly searching: boolean
  /** The operator stopped it before the page was full. */
  readonly stopped: boolean
  /** Keys were removed, restored or written since the list was made. */
  readonly outdated: boolean
  /** The key in the panel; null: the panel is closed. */
  readonly openRef: KeyRef | null
  readonly opened: Load<OpenedKey>
  /** What was known of the open key before it was read again: says whether it changed under the reader. */
  readonly before: KeyFacts | null
  start(): () => void
  search(scope: KeyScope, search: KeySearch): Promise<void>
  turnTo(page: number): Promise<void>
  stop(): void
  open(ref: KeyRef): Promise<void>
  readAgain(): Promise<void>
  close(): void
}

const createKeysStore = (client: ConsoleClient) =>
  create<KeysState>((set, get) => {
    let askedList = 0
    let askedKey = 0

    /** Asks on until the page is full or the walk at its end; each answer is shown as it comes. */
    async function fill(mine: number, first: KeyPage): Promise<void> {
      let page = first
      for (;;) {
        const more = page.rows.length < rowsPerPage && !page.complete && !page.full
        if (mine !== askedList) return
        set({ list: { phase: 'ready', value: page }, searching: more && !get().stopped })
        if (!more || get().stopped) return
        const reply = await client.invoke('keys.page', { listing: page.listing, page: page.page })
        if (mine !== askedList) return
        if (!reply.ok) {
          set({ list: settled(reply, get().list), searching: false })
          return
        }
        page = reply.value
      }
    }

    async function read(ref: KeyRef, before: KeyFacts | null): Promise<void> {
      const mine = ++askedKey
      const again = before !== null
      set({ openRef: ref, before, opened: again ? loading(get().opened) : { phase: 'loading', last: null } })
      const reply = await client.invoke('keys.open', { key: ref })
      if (mine === askedKey) set({ opened: settled(reply, get().opened) })
    }

    return {
      list: idle,
      searching: false,
      stopped: false,
      outdated: false,
      openRef: null,
      opened: idle,
      before: null,
      start() {
        const ends = [
          client.onEvent('keyspace.changed', () => set({ outdated: true })),
          client.onEvent('fetch.progressed', ({ endedAt, dryRun }) => {
            if (endedAt !== null && !dryRun) set({ outdated: true })
          }),
        ]
        return () => {
          for (const end of ends) end()
        }
      },
      async search(scope, search) {
        const mine = ++askedList
        set({ list: { phase: 'loading', last: null }, searching: false, stopped: false, outdated: false })
        const reply = await client.invoke('keys.list', { scope, search })
        if (mine !== askedList) return
        if (reply.ok) await fill(mine, reply.value)
        else set({ list: settled(reply, get().list) })
      },
      async turnTo(page) {
        const shown = latest(get().list)
        if (shown === null) return
        const mine = ++askedList
        set({ list: loading(get().list), stopped: false })
        const reply = await client.invoke('keys.page', { listing: shown.listing, page })
        if (mine !== askedList) return
        if (reply.ok) await fill(mine, reply.value)
        else set({ list: settled(reply, get().list), searching: false })
      },
      stop: () => set({ stopped: true, searching: false }),
      open: (ref) => read(ref, null),
      async readAgain() {
        const { openRef, opened } = get()
        const known = latest(opened)
        if (openRef) await read(openRef, known?.state === 'present' ? known.facts : get().before)
      },
      close() {
        askedKey++
        set({ openRef: null, opened: idle, before: null })
      },
    }
  })

export const rowsPerPage = 200

export const useKeys = createKeysStore(consoleClient)
