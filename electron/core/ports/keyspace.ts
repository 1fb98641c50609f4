import type { Coverage } from '../../../shared/contract/invalidation.ts'

/** How politely a walk treats the server: no pause, at most half of its time, at most a fifth. */
export type Pace = 'fast' | 'normal' | 'gentle'

export interface WalkOptions {
  readonly signal: AbortSignal
  readonly pace: Pace
  /** A far server may be walked in several places at once: quicker, with more of its time taken. Of `aggregate` alone. */
  readonly mayBeSplit?: boolean
}

/** One cell of an aggregated walk: a family of a namespace, a namespace's own `other`, or the keys outside all. */
export interface AggregateCell {
  readonly namespace: string | null
  readonly family: string
  readonly keys: number
  readonly bytes: number
  /** Keys whose size was read; below `keys` the bytes are a part. */
  readonly measured: number
  /** Keys per bucket of `shared/keys/ttl-buckets.ts`. */
  readonly ttl: readonly number[]
  readonly noTtl: number
  /** Seen, but size and TTL could not be read. */
  readonly unmeasured: number
  readonly types: Readonly<Record<string, number>>
}

/** Increments of one server-side chunk; the reader adds them up. */
export interface AggregateStep {
  readonly cells: readonly AggregateCell[]
  readonly biggest: readonly { readonly key: Uint8Array; readonly bytes: number }[]
}

/** Increments of one server-side chunk that counts names. */
export interface CountStep {
  readonly cells: readonly { readonly namespace: string | null; readonly family: string; readonly keys: number }[]
}

/** Keys of one family that are alike enough to be sampled together: the plain ones, or those that end in `:gz`. */
export interface CountedKind {
  readonly namespace: string | null
  readonly family: string
  /** All of them. */
  readonly keys: number
  /** A uniform choice among them. */
  readonly chosen: readonly Uint8Array[]
}

/** A key of an exact list, with what identifies its present value: absolute expiry and size. */
export interface ListedKey {
  readonly key: Uint8Array
  /** Milliseconds since 1970 UTC; null: no TTL. */
  readonly expiresAt: number | null
  /** MEMORY USAGE; null where it may not be read. */
  readonly bytes: number | null
}

export interface ListStep {
  /** Keys looked at in this step, of any name. */
  readonly walked: number
  /** Those that begin with one of the prefixes asked for. May repeat a key (SCAN's contract): the reader drops repeats. */
  readonly keys: readonly ListedKey[]
  /** Keys that begin with the `tally` prefix, and the longest remaining lifetime among them. */
  readonly tallied: number
  readonly tallyLongestTtlMs: number | null
}

export interface ListRequest {
  /** Key bytes must begin with one of these ASCII texts, e.g. `pncp:` or `pncp:search_v2:`. Never a pattern. */
  readonly prefixes: readonly string[]
  readonly tally: string | null
}

/**
 * What is saved before a key is changed. `string`, `dump`: its value, before it is unlinked; strings by GET, other types
 * by DUMP (it costs the server twice as much). `expiry`: the value stays, and `payload` is the expiry it was given
 * (`ports/saved-expiry.ts`).
 */
export interface SavedKey {
  readonly key: Uint8Array
  readonly form: 'string' | 'dump' | 'expiry'
  readonly payload: Uint8Array
  readonly expiresAt: number | null
}

export type SaveOutcome = { readonly saved: SavedKey } | { readonly missed: 'gone' | 'changed' | 'failed' }

/** What an unlink must still find: the listed expiry, and where the value was saved, that value. */
export interface UnlinkRequest {
  readonly key: Uint8Array
  readonly expiresAt: number | null
  readonly saved: SavedKey | null
}

/** A key's other expiry, wanted only while it still has the one that was seen; null: no TTL. */
export interface ExpiryRequest {
  readonly key: Uint8Array
  readonly expiresAt: number | null
  readonly newExpiresAt: number | null
}

export type ExpiryOutcome = 'set' | 'changed' | 'gone' | 'failed'
export type UnlinkOutcome = 'deleted' | 'changed' | 'gone' | 'failed'
export type RestoreOutcome = 'restored' | 'kept_newer' | 'expired' | 'failed'

export interface KeyProbe {
  readonly state: 'present' | 'absent' | 'no_permission'
  /** STRLEN; null unless a present string. */
  readonly length: number | null
  readonly type: string | null
  /** null: no TTL, or absent. */
  readonly ttlMs: number | null
}

/** Reading. Topology ends here: nobody above can tell a single server from a cluster. */
export interface KeyspaceReader {
  /** Sum of DBSIZE over the primaries. */
  size(): Promise<number>
  /** Which primaries (and slots) answer. Compared before and after every list. */
  coverage(): Promise<Coverage>
  /** Walks all keys once, aggregated on the server. `namespaces` are provider ids and `unified`. */
  aggregate(namespaces: readonly string[], options: WalkOptions): AsyncIterable<AggregateStep>
  /** Walks all keys once and counts them on the server by their names. @returns every kind, with up to `sampleSize` keys */
  count(
    namespaces: readonly string[],
    sampleSize: number,
    options: WalkOptions,
  ): AsyncGenerator<CountStep, readonly CountedKind[]>
  /** Whether `aggregate` and `count` may run (scripting rights); where not, `names` and a sample stand in. */
  canAggregate(): Promise<boolean>
  /** Walks all keys once, names only. May repeat a key (SCAN's contract). */
  names(options: WalkOptions): AsyncIterable<readonly Uint8Array[]>
  /** Walks all keys once and returns those asked for. */
  list(request: ListRequest, options: WalkOptions): AsyncIterable<ListStep>
  /** MEMORY USAGE of up to a thousand keys in one go; null where gone or not permitted. */
  measure(keys: readonly Uint8Array[]): Promise<(number | null)[]>
  probe(keys: readonly Uint8Array[]): Promise<KeyProbe[]>
  /** Up to a thousand keys as a list would hold them; null where gone. @throws AppError `no_permission` */
  locate(keys: readonly Uint8Array[]): Promise<(ListedKey | null)[]>
  /** Reads values with their absolute expiry, for a copy that leaves the server; a key that differs from its listing is `changed`. */
  copy(keys: readonly ListedKey[]): Promise<SaveOutcome[]>
  /** The server's own clock; of a cluster, one primary's. Milliseconds since 1970 UTC. */
  now(): Promise<number>
  /** First `length` bytes from `offset` of a string (GETRANGE); null where there is no such string. */
  readRange(key: Uint8Array, offset: number, length: number): Promise<Uint8Array | null>
}

/**
 * Writing. Every act is done, refused or unknown, never "later": no queue, no resend. An unknown outcome is thrown as
 * AppError `unknown_outcome`; the caller settles it by reading back.
 */
export interface KeyspaceWriter {
  /** Reads the values of up to 500 keys with their absolute expiry; a key that differs from its listing is `changed`. */
  save(keys: readonly ListedKey[]): Promise<SaveOutcome[]>
  /** Unlinks each key only if it is still what the request says, in one server-side step per slot. */
  unlinkIfUnchanged(requests: readonly UnlinkRequest[]): Promise<UnlinkOutcome[]>
  /** Gives each key another expiry only if it still has the one that was seen. */
  setExpiry(requests: readonly ExpiryRequest[]): Promise<ExpiryOutcome[]>
  /** Puts keys back with their absolute expiry; never over a newer value, never one whose lifetime has passed. */
  restore(keys: readonly SavedKey[]): Promise<RestoreOutcome[]>
}
