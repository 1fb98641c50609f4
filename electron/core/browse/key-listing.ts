import type { KeySearch } from '../../../shared/contract/keys.ts'
import type { KeyBrowser } from '../ports/key-browser.ts'
import type { Pace } from '../ports/keyspace.ts'
import type { System } from '../ports/system.ts'
import type { KeyFilter } from './key-scope.ts'
import { createPackedNames } from './packed-names.ts'
import { sortedOrder } from './sort-order.ts'

/** Rows of one page. */
export const pageSize = 200

/** Names held for one list: who wants more has a question to narrow. */
const mostKeys = 5_000_000
const mostBytes = 256 * 1024 * 1024

/** The walk of so many leaves much behind, and from here on the process rests. */
const manyKeys = 200_000

/** Time one question may walk before it answers with what it has. */
const turnMs = 1_000
/** Time the first question walks at least, so that a list that ends soon is whole, and in order, at once. */
const firstTurnMs = 250

/**
 * A list of keys that grows by walking. Its keys keep their place, which names them; the order they are shown in is that
 * of the walk, and by name once the list is whole and was asked to be.
 */
export interface KeyListing {
  readonly id: string
  readonly connectionId: string
  /** The first look: a page at least, the whole list where that is quick, by name then. */
  begin(): Promise<void>
  /** Walks until so many keys are found, the end is reached, or a second has passed. */
  grow(until: number): Promise<void>
  /** Orders a whole list by name; of one that may still grow nothing changes. */
  sort(): Promise<void>
  /** The page's keys in the order they are shown, each with its place. */
  rows(page: number): readonly { readonly index: number; readonly key: Uint8Array }[]
  key(index: number): Uint8Array | null
  facts(): { readonly found: number; readonly complete: boolean; readonly full: boolean; readonly sorted: boolean }
  heldBytes(): number
  close(): void
}

export interface KeyListingRequest {
  readonly id: string
  readonly connectionId: string
  readonly filter: KeyFilter
  readonly search: KeySearch
  readonly pace: Pace
}

export function createKeyListing(
  browser: KeyBrowser,
  system: Pick<System, 'clock' | 'collectGarbage' | 'randomHex' | 'sleep'>,
  { id, connectionId, filter, search, pace }: KeyListingRequest,
): KeyListing {
  const stop = new AbortController()
  const walk = browser.search(filter.match, { signal: stop.signal, pace })[Symbol.asyncIterator]()
  const names = createPackedNames(Number.parseInt(system.randomHex(4), 16))
  let order: Uint32Array | null = null
  let ended = false
  let growing: Promise<void> = Promise.resolve()

  const isFull = () => names.count() >= mostKeys || names.heldBytes() >= mostBytes
  const isComplete = () => ended && !isFull()

  function add(found: readonly Uint8Array[]): void {
    for (const key of found) {
      if (isFull()) return
      if (filter.accepts(key)) names.add(key) // SCAN may name a key twice
    }
  }

  /** A whole name typed or pasted is found at once, however many keys there are. */
  async function addExact(): Promise<void> {
    if (search.kind !== 'literal' || search.text === '') return
    const key = new TextEncoder().encode(search.text)
    const [outline] = await browser.outline([key])
    if (outline && outline.state !== 'gone') add([key])
  }

  /** @param leastMs - walked for so long, however much was found */
  async function walkOn(until: number, leastMs: number): Promise<void> {
    const startedAt = system.clock()
    const isEnough = () => {
      const ms = system.clock() - startedAt
      return ms >= turnMs || (names.count() >= until && ms >= leastMs)
    }
    while (!ended && !isFull() && !isEnough()) {
      const step = await walk.next()
      if (step.done) {
        ended = true
        names.seal()
      } else add(step.value)
    }
  }

  /** One after the other: two at once would pull the walk apart. */
  function inTurn(act: () => Promise<void>): Promise<void> {
    growing = growing.catch(() => undefined).then(act)
    return growing
  }

  async function sort(): Promise<void> {
    if (!isComplete() || order !== null) return
    order = await sortedOrder(names.count(), names.compare, () => system.sleep(0))
    if (names.count() >= manyKeys) system.collectGarbage()
  }

  return {
    id,
    connectionId,
    begin: () =>
      inTurn(async () => {
        await addExact()
        await walkOn(pageSize, firstTurnMs)
        await sort()
      }),
    grow: (until) => inTurn(() => walkOn(until, 0)),
    sort: () => inTurn(sort),
    rows(page) {
      const start = page * pageSize
      return Array.from({ length: Math.max(0, Math.min(pageSize, names.count() - start)) }, (_, at) => {
        const index = order?.[start + at] ?? start + at
        return { index, key: names.at(index) ?? new Uint8Array() }
      })
    },
    key: names.at,
    facts: () => ({ found: names.count(), complete: isComplete(), full: isFull(), sorted: order !== null }),
    heldBytes: names.heldBytes,
    close() {
      stop.abort()
      void walk.return?.()
    },
  }
}
