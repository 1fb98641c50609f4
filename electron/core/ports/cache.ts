import type { DailyEnds } from '../../../shared/contract/fetch.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import type { SavedKey } from './keyspace.ts'
import type { HeldBy, Lock } from './locks.ts'

/** Summary of what stands under a daily key. */
export interface StoredDaily {
  readonly bytes: number
  /** `total_opportunities`; null where the value could not be read as a daily fetch. */
  readonly items: number | null
  readonly ends: DailyEnds
  readonly ttlMs: number | null
}

/** Held by one console per provider and day, in the slot of the key it guards; renewed by its owner. */
export interface FetchLock extends Lock {
  /** Writes news for others to read beside the lock, while it is ours. @param forMs - how long they are worth reading */
  tell(news: string, forMs: number): Promise<void>
}

/** `removing`: what stands in the way is another console's removal or restore of the provider's keys. */
export interface DayHeldBy extends HeldBy {
  readonly removing: boolean
}

/** A lock as another console sees it. */
export interface WatchedLock {
  readonly holder: HeldBy | null
  /** What its holder told last, also after its end; null where that is too long ago. */
  readonly news: string | null
}

export interface ProviderDay {
  readonly provider: string
  readonly day: CacheDay
}

/** Results that were not stored, each with a note beside it in the slot of its day's key. */
export interface FetchAsideStore {
  /** Direct probes, no scan. @returns the notes found, in the order asked */
  notes(
    of: readonly ProviderDay[],
  ): Promise<readonly (ProviderDay & { readonly key: string; readonly note: string; readonly ttlMs: number })[]>
  lock(of: ProviderDay, holdMs: number): Promise<FetchLock | DayHeldBy>
  /** What stands under the day's key, whole, to be put back. @returns null where nothing does */
  saveLive(of: ProviderDay): Promise<SavedKey | null>
  /** The expiry that a value stored now gets, by the server's clock; milliseconds since 1970. */
  expiryOfNow(of: ProviderDay): Promise<number>
  /**
   * Moves the result under its day's key in one server-side step, if the lock is held, the note is still this one and
   * what stands is still what was saved. Asked again with the same `expiresAt`, it settles what became of the first.
   * @param saved - null: nothing must stand there
   */
  commit(
    of: ProviderDay,
    step: {
      readonly note: string
      readonly lock: FetchLock
      readonly saved: SavedKey | null
      readonly expiresAt: number
    },
  ): Promise<'stored' | 'lock_lost' | 'gone' | 'changed'>
  discard(of: ProviderDay, note: string): Promise<'discarded' | 'gone'>
}

/** The daily fetch values, their locks and the values set aside. Writing throws AppError `read_only` on such a target. */
export interface DailyFetchStore {
  read(provider: string, day: CacheDay): Promise<StoredDaily | null>
  /** The newest value among the `days` before and including `day` that holds items. */
  lastGood(provider: string, day: CacheDay, days: number): Promise<StoredDaily | null>
  /** Held by one console per provider and day, and not while another removes or restores the provider's keys. */
  lock(provider: string, day: CacheDay, holdMs: number): Promise<FetchLock | DayHeldBy>
  watch(provider: string, day: CacheDay): Promise<WatchedLock>
  /**
   * Stores the payload for 25 h if `lock` is still held, in one server-side step.
   * @param chunks - the exact text in order; sent as one value
   * @throws AppError `unknown_outcome` only after reading back could not settle it
   */
  commit(
    provider: string,
    day: CacheDay,
    chunks: readonly Uint8Array[],
    lock: FetchLock,
  ): Promise<'stored' | 'lock_lost'>
  /** Keeps a refused result viewable for 24 h under a key of its own, its note beside it. @returns that key */
  setAside(provider: string, day: CacheDay, chunks: readonly Uint8Array[], note: string): Promise<string>
}

/** Values by key, as the Python side stores them: JSON, gzip above 1 MiB of text under `:gz` where the family allows. */
export interface PayloadCache {
  /** Tries `:gz` first. @returns the text, unpacked within 64 MiB; null where neither stands */
  read(key: string): Promise<{ readonly text: string; readonly key: string; readonly ttlMs: number | null } | null>
  /** Stores one form and removes the other in the same transaction. @returns the key written */
  write(key: string, text: string, ttlSeconds: number, gzipAllowed: boolean): Promise<string>
}
