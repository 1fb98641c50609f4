import { dailyFetchKey } from '../../shared/keys/cache-key.ts'
import type { CacheDay } from '../../shared/time/cache-day.ts'
import type { DayHeldBy, FetchLock } from '../core/ports/cache.ts'
import type { RedisLocks } from './redis-locks.ts'

/**
 * Takes the lock of a provider's day, unless another console holds it or removes the provider's keys. A removal looks
 * for fetches after it took its own lock, so one of the two always sees the other.
 */
export async function takeDay(
  locks: RedisLocks,
  provider: string,
  day: CacheDay,
  holdMs: number,
): Promise<FetchLock | DayHeldBy> {
  const lock = await locks.take(dailyFetchKey(provider, day), holdMs)
  if ('heldBy' in lock) return { ...lock, removing: false }
  const [remover] = await locks.holders([provider])
  if (!remover) return lock
  await lock.release()
  return { ...remover, removing: true }
}
