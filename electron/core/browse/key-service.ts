import type {
  KeyFacts,
  KeyListFacts,
  KeyPage,
  KeyRef,
  KeyScope,
  KeySearch,
  KeySibling,
  MoreRows,
  OpenedKey,
  ValueCell,
  ValueRows,
} from '../../../shared/contract/keys.ts'
import { placeOf } from '../../../shared/keys/cache-key.ts'
import { familyOf, otherFamily } from '../../../shared/keys/key-families.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { Changed, CollectionType, Elements, KeyDetails, KeyOutline, UnpackGzip } from '../ports/key-browser.ts'
import type { Pace } from '../ports/keyspace.ts'
import type { System } from '../ports/system.ts'
import { fromBase64, toBase64 } from './base64.ts'
import { type DecodedString, decodeString } from './decode-string.ts'
import { keyLabel } from './key-label.ts'
import { createKeyListing, type KeyListing, pageSize } from './key-listing.ts'
import { keyFilter } from './key-scope.ts'
import { valueCell } from './value-cell.ts'

/** Looking at keys: lists of them, and what one holds. Everything here only reads. */
export interface KeyService {
  list(scope: KeyScope, search: KeySearch): Promise<KeyPage>
  page(listing: string, page: number): Promise<KeyPage>
  walk(listing: string, until: number): Promise<KeyListFacts>
  sort(listing: string): Promise<KeyListFacts>
  open(key: KeyRef): Promise<OpenedKey>
  rows(key: KeyRef, type: CollectionType, from: string): Promise<MoreRows>
  /** @returns stored bytes, base64; null where there is no such string any more */
  bytes(key: KeyRef, offset: number, length: number): Promise<string | null>
  /** @returns the exact bytes of a name. @throws AppError `not_found` where its list is no longer held */
  resolve(key: KeyRef): Uint8Array
  name(key: KeyRef, offset: number): Promise<{ readonly base64: string; readonly byteLength: number }>
  /** Ends the walks that stand open. */
  close(): void
}

export interface KeyServiceDeps {
  readonly connection: () => ActiveConnection
  readonly namespaces: readonly string[]
  readonly pace: () => Promise<Pace>
  readonly system: System
  readonly unpackGzip: UnpackGzip
}

/** Lists held at once, and their bytes; the oldest goes first. */
const mostListings = 3
const mostListingBytes = 384 * 1024 * 1024

const mostRows = 200
/** Bytes of elements that one question may bring. */
const mostElementBytes = 1024 * 1024
/** Bytes of a name that one answer carries. */
const namePiece = 524_288

export function createKeyService(deps: KeyServiceDeps): KeyService {
  const { connection, namespaces, system, unpackGzip } = deps
  const known = new Set(namespaces)
  let listings: readonly KeyListing[] = []
  const tools = { unpackGzip, pause: () => system.sleep(0) }

  const browser = () => connection().session.browser()

  function listingOf(id: string): KeyListing {
    const listing = listings.find((candidate) => candidate.id === id)
    // Another connection's list says nothing of this one.
    if (listing?.connectionId === connection().connectionId) return listing
    throw new AppError('not_found', 'this list of keys is no longer held', { params: { what: id }, retryable: true })
  }

  function keyOf(ref: KeyRef): Uint8Array {
    if ('base64' in ref) return fromBase64(ref.base64)
    const key = listingOf(ref.listing).key(ref.index)
    if (key) return key
    throw new AppError('not_found', 'the list holds no such key', { params: { what: String(ref.index) } })
  }

  const placed = (key: Uint8Array) => {
    const place = placeOf(key, known)
    return { namespace: place?.namespace ?? null, family: place?.family ?? otherFamily }
  }

  const factsOf = (listing: KeyListing): KeyListFacts => ({ listing: listing.id, ...listing.facts() })

  async function pageOf(listing: KeyListing, page: number): Promise<KeyPage> {
    await listing.grow((page + 1) * pageSize)
    const rows = listing.rows(page)
    const outlines = rows.length === 0 ? [] : await browser().outline(rows.map(({ key }) => key))
    const at = system.clock()
    return {
      ...factsOf(listing),
      page,
      at,
      rows: rows.map(({ index, key }, place) => {
        const outline = outlines[place] ?? gone
        const { state, type, bytes } = outline
        return { index, key: keyLabel(key), ...placed(key), state, type, bytes, expiresAt: expiryOf(outline, at) }
      }),
    }
  }

  /** The other form of a value that may stand packed under `:gz`. */
  async function siblingOf(key: Uint8Array): Promise<KeySibling | null> {
    const { namespace, family } = placed(key)
    if (namespace === null || familyOf(namespace, family)?.encoding !== 'json-or-gzip') return null
    const other = endsInGz(key) ? key.subarray(0, key.length - gzEnd.length) : joined(key, gzEnd)
    const [outline] = await browser().outline([other])
    if (outline?.state !== 'present') return null
    const at = system.clock()
    const decoded = outline.type === 'string' ? await decode(other) : null
    const { bytes } = outline
    return { key: keyLabel(other), bytes, expiresAt: expiryOf(outline, at), cachedAt: decoded?.cachedAt ?? null }
  }

  async function decode(key: Uint8Array, length?: number): Promise<DecodedString | null> {
    const from = browser()
    const byteLength = length ?? (await from.details(key, 'string')).length
    if (byteLength === null) return null
    return decodeString((offset, count) => from.readString(key, offset, count), byteLength, endsInGz(key), tools)
  }

  async function open(ref: KeyRef, again = true): Promise<OpenedKey> {
    const key = keyOf(ref)
    const [outline = gone] = await browser().outline([key])
    const at = system.clock()
    if (outline.state !== 'present' || outline.type === null) {
      return { state: outline.state === 'no_permission' ? 'no_permission' : 'gone', key: keyLabel(key), at }
    }
    const { type, bytes } = outline
    // Asked before the value is read, which on older servers winds the clock back.
    const details = await browser().details(key, type)
    const read = await orDenied(readValueOf(key, type, bytes, details))
    // It went or changed its type between two questions: what it is now is asked once more.
    if (read === 'changed') {
      if (again) return open(ref, false)
      return { state: 'gone', key: keyLabel(key), at: system.clock() }
    }
    const facts: KeyFacts = {
      key: keyLabel(key),
      ...placed(key),
      at,
      type,
      encoding: details.encoding,
      bytes,
      length: details.length,
      expiresAt: expiryOf(outline, at),
      idleSeconds: details.idleSeconds,
      cachedAt: read.cachedAt,
      sibling: await siblingOf(key),
    }
    return { state: 'present', facts, value: read.value }
  }

  type Present = Extract<OpenedKey, { state: 'present' }>
  interface ReadValue {
    readonly value: Present['value']
    readonly cachedAt: string | null
  }

  async function readValueOf(
    key: Uint8Array,
    type: string,
    bytes: number | null,
    { length }: KeyDetails,
  ): Promise<ReadValue | Changed> {
    if (type === 'string') {
      const decoded = await decode(key, length ?? undefined)
      return decoded === null ? 'changed' : { value: decoded.content, cachedAt: decoded.cachedAt }
    }
    if (!isCollection(type)) return { value: { kind: 'unsupported' }, cachedAt: null }
    const elements = await browser().readElements(key, type, '', rowsFor(bytes, length))
    if (elements === 'changed') return 'changed'
    return { value: { kind: 'rows', type, first: rowsOf(elements) }, cachedAt: null }
  }

  function hold(listing: KeyListing): void {
    listings = [listing, ...listings]
    let bytes = 0
    listings = listings.filter((held, age) => {
      bytes += held.heldBytes()
      if (age === 0 || (age < mostListings && bytes <= mostListingBytes)) return true
      held.close()
      return false
    })
  }

  return {
    async list(scope, search) {
      const filter = keyFilter(scope, search, namespaces)
      const { session, connectionId } = connection()
      const request = { id: system.randomHex(16), connectionId, filter, search, pace: await deps.pace() }
      const listing = createKeyListing(session.browser(), system, request)
      hold(listing)
      await listing.begin()
      return pageOf(listing, 0)
    },
    page: async (listing, page) => pageOf(listingOf(listing), page),
    async walk(id, until) {
      const listing = listingOf(id)
      await listing.grow(until)
      return factsOf(listing)
    },
    async sort(id) {
      const listing = listingOf(id)
      await listing.sort()
      return factsOf(listing)
    },
    open: (ref) => open(ref),
    async rows(ref, type, from) {
      const key = keyOf(ref)
      const [[outline = gone], details] = await Promise.all([browser().outline([key]), browser().details(key, type)])
      if (outline.type !== type) return { changed: true }
      const elements = await browser().readElements(key, type, from, rowsFor(outline.bytes, details.length))
      return elements === 'changed' ? { changed: true } : rowsOf(elements)
    },
    async bytes(ref, offset, length) {
      const read = await browser().readString(keyOf(ref), offset, length)
      return read === null ? null : toBase64(read)
    },
    resolve: keyOf,
    async name(ref, offset) {
      const key = keyOf(ref)
      return { base64: toBase64(key.subarray(offset, offset + namePiece)), byteLength: key.length }
    },
    close() {
      for (const listing of listings) listing.close()
      listings = []
    },
  }
}

const gone: KeyOutline = { state: 'gone', type: null, bytes: null, ttlMs: null }

const gzEnd = new TextEncoder().encode(':gz')

const endsInGz = (key: Uint8Array) => gzEnd.every((byte, at) => key[key.length - gzEnd.length + at] === byte)

function joined(first: Uint8Array, second: Uint8Array): Uint8Array {
  const bytes = new Uint8Array(first.length + second.length)
  bytes.set(first)
  bytes.set(second, first.length)
  return bytes
}

const collections: readonly string[] = ['list', 'set', 'hash', 'zset', 'stream'] satisfies readonly CollectionType[]
const isCollection = (type: string): type is CollectionType => collections.includes(type)

const expiryOf = ({ ttlMs }: KeyOutline, at: number) => (ttlMs === null ? null : Math.max(0, at + ttlMs))

/** As many as are likely to stay below the limit of bytes, by what one of them takes on average. */
function rowsFor(bytes: number | null, length: number | null): number {
  if (bytes === null || length === null || length === 0) return mostRows
  return Math.max(1, Math.min(mostRows, Math.floor((mostElementBytes * length) / Math.max(1, bytes))))
}

function rowsOf({ rows, next }: Elements): ValueRows {
  return { rows: rows.map((row): ValueCell[] => row.map(valueCell)), next }
}

/** A right to the value that is missing does not hide what is known of the key. */
async function orDenied<T>(reading: Promise<T>) {
  try {
    return await reading
  } catch (error) {
    if (!(error instanceof AppError) || error.code !== 'no_permission') throw error
    return { value: { kind: 'no_permission' as const }, cachedAt: null }
  }
}
