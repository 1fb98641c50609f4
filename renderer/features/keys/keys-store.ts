import { create } from 'zustand'
import type {
  KeyFacts,
  KeyListFacts,
  KeyPage,
  KeyRef,
  KeyRow,
  KeyScope,
  KeySearch,
  OpenedKey,
} from '../../../shared/contract/keys.ts'
import type { KeyLabel } from '../../../shared/contract/primitives.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, latest, loading, settled } from '../../lib/load.ts'

export interface LatelyOpened {
  readonly label: string
  readonly base64: string
}

export interface KeysState {
  readonly list: Load<KeyListFacts>
  /** The pages of the list that were read lately, by their number. */
  readonly pages: ReadonlyMap<number, readonly KeyRow[]>
  /** The walk goes on. */
  readonly searching: boolean
  /** The operator stopped it before its end. */
  readonly stopped: boolean
  /** Keys were removed, restored or written since the list was made. */
  readonly outdated: boolean
  /** The key in the panel; null: the panel is closed. */
  readonly openRef: KeyRef | null
  readonly opened: Load<OpenedKey>
  /** What was known of the open key before it was read again: says whether it changed under the reader. */
  readonly before: KeyFacts | null
  /** Opened keys that were there, newest first. */
  readonly lately: readonly LatelyOpened[]
  /** They were of another server. */
  forgetLately(): void
  start(): () => void
  search(scope: KeyScope, search: KeySearch): Promise<void>
  /** Reads what is missing of the rows that are seen, and walks on when their end comes near. */
  see(first: number, last: number): void
  /** The row at a place of the list, read if it must be; null where there is none. */
  rowAt(place: number): Promise<KeyRow | null>
  /** Walks on to the end of the keyspace. */
  walkOn(): Promise<void>
  sort(): Promise<void>
  stop(): void
  open(ref: KeyRef): Promise<void>
  readAgain(): Promise<void>
  close(): void
}

export const rowsPerPage = 200

/** Found without being asked for; further ones as the reader comes near their end, or at a word. */
const foundUnasked = 20_000
/** As main holds them: any number above it asks for all there are. */
const everything = Number.MAX_SAFE_INTEGER
/** Between two readings of a list that is flown over. */
const flightMs = 150
/** Pages kept; the ones read longest ago go first. */
const pagesKept = 12
const latelyKept = 20

const createKeysStore = (client: ConsoleClient) =>
  create<KeysState>((set, get) => {
    let askedList = 0
    let askedKey = 0
    let seen = { first: 0, last: 0 }
    let isReading = false
    /** Times that none of the rows seen before is seen any more; how many there were at the last reading, and when that was. */
    let jumps = 0
    let jumpsRead = 0
    let readAt = Number.NEGATIVE_INFINITY

    async function walk(mine: number, until: number): Promise<void> {
      set({ searching: true, stopped: false })
      for (;;) {
        const facts = latest(get().list)
        if (mine !== askedList || facts === null || get().stopped) return
        if (facts.complete || facts.full || facts.found >= until) break
        const reply = await client.invoke('keys.walk', { listing: facts.listing, until })
        if (mine !== askedList) return
        set({ list: settled(reply, get().list) })
        if (!reply.ok) break
        void readSeen(mine)
      }
      set({ searching: false })
      // Rows that somebody looks at keep their place; whoever has not moved yet gets them by name.
      const facts = latest(get().list)
      if (facts?.complete && !facts.sorted && seen.first === 0 && get().openRef === null) await get().sort()
    }

    /** Rows that come between two jumps would be gone with the next frame, and drawing them would delay it. */
    async function slowFlight(): Promise<void> {
      const leftMs = jumps === jumpsRead ? 0 : readAt + flightMs - performance.now()
      if (leftMs > 0) await new Promise((resolve) => setTimeout(resolve, leftMs))
    }

    /** One page at a time, and always what is seen by then: whoever scrolls past a million rows waits for none of them. */
    async function readSeen(mine: number): Promise<void> {
      if (isReading) return
      isReading = true
      try {
        for (;;) {
          await slowFlight()
          const facts = latest(get().list)
          const missing = facts === null ? null : missingPage(facts.found)
          if (mine !== askedList || facts === null || missing === null) return
          jumpsRead = jumps
          readAt = performance.now()
          const reply = await client.invoke('keys.page', { listing: facts.listing, page: missing })
          if (mine !== askedList) return
          if (!reply.ok) {
            set({ list: settled(reply, get().list) })
            return
          }
          // Another order came in between: the page is none of this list any more.
          if (reply.value.sorted === latest(get().list)?.sorted) keep(reply.value)
        }
      } finally {
        isReading = false
        if (mine !== askedList) void readSeen(askedList)
      }
    }

    /** The first page of what is seen that was not read, or not to its end; null where none is. */
    function missingPage(found: number): number | null {
      const last = Math.min(seen.last, found - 1)
      for (let page = Math.floor(seen.first / rowsPerPage); page * rowsPerPage <= last; page++) {
        const rows = get().pages.get(page)?.length ?? 0
        if (rows < Math.min(rowsPerPage, found - page * rowsPerPage)) return page
      }
      return null
    }

    function keep({ page, rows }: KeyPage): void {
      const kept = [...get().pages].filter(([number]) => number !== page).slice(1 - pagesKept)
      set({ pages: new Map([...kept, [page, rows]]) })
    }

    async function read(ref: KeyRef, before: KeyFacts | null): Promise<void> {
      const mine = ++askedKey
      const again = before !== null
      set({ openRef: ref, before, opened: again ? loading(get().opened) : { phase: 'loading', last: null } })
      const reply = await client.invoke('keys.open', { key: ref })
      if (mine !== askedKey) return
      set({ opened: settled(reply, get().opened) })
      if (reply.ok && reply.value.state === 'present') remember(reply.value.facts.key)
    }

    /** A name that is too long to travel cannot be opened by an address. */
    function remember({ label, base64 }: KeyLabel): void {
      if (base64 === null) return
      const others = get().lately.filter((key) => key.base64 !== base64)
      set({ lately: [{ label, base64 }, ...others].slice(0, latelyKept) })
    }

    return {
      list: idle,
      pages: new Map(),
      searching: false,
      stopped: false,
      outdated: false,
      openRef: null,
      opened: idle,
      before: null,
      lately: [],
      forgetLately: () => set({ lately: [] }),
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
        seen = { first: 0, last: 0 }
        const empty = { pages: new Map(), searching: false, stopped: false, outdated: false }
        set({ list: { phase: 'loading', last: null }, ...empty })
        const reply = await client.invoke('keys.list', { scope, search })
        if (mine !== askedList) return
        if (!reply.ok) {
          set({ list: settled(reply, get().list) })
          return
        }
        const { listing, found, complete, full, sorted } = reply.value
        set({ list: { phase: 'ready', value: { listing, found, complete, full, sorted } } })
        keep(reply.value)
        await walk(mine, foundUnasked)
      },
      see(first, last) {
        if (first > seen.last || last < seen.first) jumps++
        seen = { first, last }
        const facts = latest(get().list)
        if (facts === null) return
        void readSeen(askedList)
        const isNearEnd = last > facts.found - 2 * rowsPerPage
        if (isNearEnd && !facts.complete && !facts.full && !get().searching && !get().stopped) {
          void walk(askedList, facts.found + foundUnasked)
        }
      },
      async rowAt(place) {
        const page = Math.floor(place / rowsPerPage)
        const at = () => get().pages.get(page)?.[place % rowsPerPage] ?? null
        const facts = latest(get().list)
        if (at() !== null || facts === null || place < 0 || place >= facts.found) return at()
        const mine = askedList
        const reply = await client.invoke('keys.page', { listing: facts.listing, page })
        if (mine !== askedList || !reply.ok) return null
        keep(reply.value)
        return at()
      },
      walkOn: () => walk(askedList, everything),
      async sort() {
        const facts = latest(get().list)
        if (facts === null) return
        const mine = askedList
        const reply = await client.invoke('keys.sort', { listing: facts.listing })
        if (mine !== askedList) return
        set({ list: settled(reply, get().list), ...(reply.ok ? { pages: new Map() } : {}) })
        await readSeen(mine)
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

export const useKeys = createKeysStore(consoleClient)
