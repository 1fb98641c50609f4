import { AppError } from '../app-error.ts'
import type { FetchLock } from '../ports/cache.ts'
import type { System } from '../ports/system.ts'

/** How long a console that died keeps others out. */
export const lockHoldMs = 60_000
const renewEveryMs = 15_000

/**
 * Renews a lock until it is let go. A renewal that fails for want of a connection is tried again: the commit itself
 * checks the lock on the server.
 * @param onLost - called once if the lock is no longer ours
 * @returns lets the lock go; to be called exactly once
 */
export function keepRenewed(lock: FetchLock, system: System, onLost: (error: AppError) => void): () => Promise<void> {
  const stop = new AbortController()
  const renewing = renewUntil(lock, system, stop.signal, onLost)
  return async () => {
    stop.abort()
    await renewing
    try {
      await lock.release()
    } catch (error) {
      // It goes by itself when its time is over; the run has its outcome.
      system.log.warn('a fetch lock could not be released', {
        reason: error instanceof Error ? error.message : 'unknown',
      })
    }
  }
}

async function renewUntil(
  lock: FetchLock,
  system: System,
  signal: AbortSignal,
  onLost: (error: AppError) => void,
): Promise<void> {
  while (!signal.aborted) {
    const waited = await system.sleep(renewEveryMs, signal).then(
      () => true,
      () => false, // only the signal ends a sleep early
    )
    if (!waited) return
    try {
      if (await lock.renew()) continue
    } catch (error) {
      system.log.warn('a fetch lock could not be renewed', {
        reason: error instanceof Error ? error.message : 'unknown',
      })
      continue
    }
    onLost(lockLost())
    return
  }
}

/** @returns the failure of a run whose lock another console took */
export function lockLost(): AppError {
  const params = { operation: 'another fetch of the same provider and day' }
  return new AppError('busy', 'the lock of this fetch was lost to another console', { params, retryable: true })
}
