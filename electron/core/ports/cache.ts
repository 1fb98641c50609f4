import type { CacheDay } from '../../../shared/time/cache-day.ts'

/** Summary of what stands under a daily key. */
export interface StoredDaily {
  readonly bytes: number
  /** `total_opportunities`; null where the value could not be read as a daily fetch. */
  readonly items: number | null
  readonly ttlMs: number | null
}

/** Held by one console per provider and day, in the slot of the key it guards; renewed by its owner. */
export interface FetchLock {
  /** Extends the hold; false: it is no longer ours. */
  renew(): Promise<boolean>
  release(): Promise<void>
}

/** The daily fetch values, their locks and the values set aside. Writing throws AppError `read_only` on such a target. */
export interface DailyFetchStore {
  read(provider: string, day: CacheDay): Promise<StoredDaily | null>
  /** The newest value among the `days` before and including `day` that holds items. */
  lastGood(provider: string, day: CacheDay, days: number): Promise<StoredDaily | null>
  /** @returns null where another console holds it; `holder` tells who */
  lock(
    provider: string,
    day: CacheDay,
    holdMs: number,
  ): Promise<FetchLock | { readonly heldBy: string; readonly since: number }>
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
  /** Keeps a refused result viewable for 24 h under a key of its own. @returns that key */
  setAside(provider: string, day: CacheDay, chunks: readonly Uint8Array[]): Promise<string>
}

/** Values by key, as the Python side stores them: JSON, gzip above 1 MiB of text under `:gz` where the family allows. */
export interface PayloadCache {
  /** Tries `:gz` first. @returns the text, unpacked within 64 MiB; null where neither stands */
  read(key: string): Promise<{ readonly text: string; readonly key: string; readonly ttlMs: number | null } | null>
  /** Stores one form and removes the other in the same transaction. @returns the key written */
  write(key: string, text: string, ttlSeconds: number, gzipAllowed: boolean): Promise<string>
}
