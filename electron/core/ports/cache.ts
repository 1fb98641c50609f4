import type { CacheDay } from '../../../shared/time/cache-day.ts'
import type { HeldBy, Lock } from './locks.ts'

/** Summary of what stands under a daily key. */
export interface StoredDaily {
  readonly bytes: number
  /** `total_opportunities`; null where the value could not be read as a daily fetch. */
  readonly items: number | null
  readonly ttlMs: number | null
}

/** The daily fetch values, their locks and the values set aside. Writing throws AppError `read_only` on such a target. */
export interface DailyFetchStore {
  read(provider: string, day: CacheDay): Promise<StoredDaily | null>
  /** The newest value among the `days` before and including `day` that holds items. */
  lastGood(provider: string, day: CacheDay, days: number): Promise<StoredDaily | null>
  /**
   * Held by one console per provider and day, in the slot of the key it guards. `removing`: what stands in the way is
   * another console's removal or restore of the provider's keys.
   */
  lock(provider: string, day: CacheDay, holdMs: number): Promise<Lock | (HeldBy & { readonly removing: boolean })>
  /**
   * Stores the payload for 25 h if `lock` is still held, in one server-side step.
   * @param chunks - the exact text in order; sent as one value
   * @throws AppError `unknown_outcome` only after reading back could not settle it
   */
  commit(provider: string, day: CacheDay, chunks: readonly Uint8Array[], lock: Lock): Promise<'stored' | 'lock_lost'>
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
