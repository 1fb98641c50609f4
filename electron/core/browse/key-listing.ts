import type { KeySearch } from '../../../shared/contract/keys.ts'
import type { KeyBrowser } from '../ports/key-browser.ts'
import type { Pace } from '../ports/keyspace.ts'
import type { System } from '../ports/system.ts'
import type { KeyFilter } from './key-scope.ts'

/** Rows of one page. */
export const pageSize = 200

/** Names held for one list: who wants more has a question to narrow. */
const mostKeys = 20_000
const mostBytes = 128 * 1024 * 1024

/** Time one question may walk before it answers with what it has. */
const turnMs = 1_000

/** A list of keys that grows as it is paged through. Its keys keep their place: a page never changes once it is full. */
export interface KeyListing {
  readonly id: string
  readonly connectionId: string
  /** Walks until the page is full, the end is reached, or a second has passed. */
  grow(page: number): Promise<void>
  /** The page's keys in the order of their names, each with its place. */
  rows(page: number): readonly { readonly index: number; readonly key: Uint8Array }[]
  key(index: number): Uint8Array | null
  found(): number
  complete(): boolean
  full(): boolean
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
  system: Pick<System, 'clock' | 'sha256'>,
  { id, connectionId, filter, search, pace }: KeyListingRequest,
): KeyListing {
  const stop = new AbortController()
  const walk = browser.search(filter.match, { signal: stop.signal, pace })[Symbol.asyncIterator]()
  const keys: Uint8Array[] = []
  const seen = new Set<string>()
  let heldBytes = 0
  let ended = false
  let growing: Promise<void> | null = null
  let begun = false

  const isFull = () => keys.length >= mostKeys || heldBytes >= mostBytes

  /** SCAN may name a key twice. Long names are known by their hash: twice the bytes would be too many. */
  const nameOf = (key: Uint8Array) => {
    if (key.length <= 256) return String.fromCharCode(...key)
    const sha = system.sha256()
    sha.update(key)
    return `sha256 ${sha.hex()}`
  }

  function add(found: readonly Uint8Array[]): void {
    for (const key of found) {
      if (isFull()) return
      if (!filter.accepts(key)) continue
      const name = nameOf(key)
      if (seen.has(name)) continue
      seen.add(name)
      keys.push(key)
      heldBytes += key.length
    }
  }

  /** A whole name typed or pasted is found at once, however many keys there are. */
  async function addExact(): Promise<void> {
    begun = true
    if (search.kind !== 'literal' || search.text === '') return
    const key = new TextEncoder().encode(search.text)
    const [outline] = await browser.outline([key])
    if (outline && outline.state !== 'gone') add([key])
  }

  async function walkOn(page: number): Promise<void> {
    const until = system.clock() + turnMs
    if (!begun) await addExact()
    while (!ended && !isFull() && keys.length < (page + 1) * pageSize && system.clock() < until) {
      const step = await walk.next()
      if (step.done) ended = true
      else add(step.value)
    }
  }

  return {
    id,
    connectionId,
    async grow(page) {
      await growing // two at once would pull the walk apart
      growing = walkOn(page).finally(() => {
        growing = null
      })
      await growing
    },
    rows: (page) =>
      keys
        .slice(page * pageSize, (page + 1) * pageSize)
        .map((key, at) => ({ index: page * pageSize + at, key }))
        .sort((a, b) => compareBytes(a.key, b.key)),
    key: (index) => keys[index] ?? null,
    found: () => keys.length,
    complete: () => ended && !isFull(),
    full: isFull,
    close() {
      stop.abort()
      void walk.return?.()
    },
  }
}

function compareBytes(a: Uint8Array, b: Uint8Array): number {
  const least = Math.min(a.length, b.length)
  for (let at = 0; at < least; at++) {
    const difference = (a[at] ?? 0) - (b[at] ?? 0)
    if (difference !== 0) return difference
  }
  return a.length - b.length
}
