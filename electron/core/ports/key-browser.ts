import type { WalkOptions } from './keyspace.ts'

/** What a list says of a key; asked for a page at a time, without touching its LRU clock. */
export interface KeyOutline {
  readonly state: 'present' | 'gone' | 'no_permission'
  readonly type: string | null
  /** MEMORY USAGE; null where it may not be read. */
  readonly bytes: number | null
  /** null: no TTL. */
  readonly ttlMs: number | null
}

/** What only one opened key is asked for. Each is null where the server does not tell. */
export interface KeyDetails {
  readonly encoding: string | null
  readonly idleSeconds: number | null
  /** Bytes of a string, elements of a collection; null for an unknown type. */
  readonly length: number | null
}

export type CollectionType = 'list' | 'set' | 'hash' | 'zset' | 'stream'

/** Elements by one bounded command, each as one or two pieces of bytes; `next` null at the end. */
export interface Elements {
  readonly rows: readonly (readonly Uint8Array[])[]
  readonly next: string | null
}

/** The key is gone, or holds another type than it was asked as. */
export type Changed = 'changed'

/** Reading single keys and lists of names. Nothing here reads a value as a whole, and every command has a bound. */
export interface KeyBrowser {
  /** Walks all names once; may repeat one (SCAN's contract). @param match - a glob the server judges; null: every name */
  search(match: Uint8Array | null, options: WalkOptions): AsyncIterable<readonly Uint8Array[]>
  /** Up to 200 keys in one go. */
  outline(keys: readonly Uint8Array[]): Promise<KeyOutline[]>
  details(key: Uint8Array, type: string): Promise<KeyDetails>
  /** GETRANGE. @returns null where there is no such string; may be shorter than asked at the end */
  readString(key: Uint8Array, offset: number, length: number): Promise<Uint8Array | null>
  /** @param from - '' at the beginning, else the `next` of the former answer @param count - at most so many */
  readElements(key: Uint8Array, type: CollectionType, from: string, count: number): Promise<Elements | Changed>
}

export interface Unpacked {
  readonly state: 'whole' | 'truncated' | 'corrupt' | 'checksum' | 'too_large' | 'too_slow'
  /** What came out first, at most `keep` bytes. */
  readonly head: Uint8Array
  /** Bytes that came out, whether kept or not. */
  readonly bytes: number
  readonly members: number
  readonly trailing: number
}

export interface UnpackLimits {
  readonly keep: number
  readonly mostBytes: number
  readonly mostMs: number
}

/** Unpacks gzip within limits; never throws for what the bytes are. Not a layer deeper. */
export type UnpackGzip = (packed: Uint8Array, limits: UnpackLimits) => Promise<Unpacked>
