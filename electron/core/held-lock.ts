import type { Lock } from './ports/locks.ts'
import type { System } from './ports/system.ts'

/** How long a console that died keeps others out. */
export const lockHoldMs = 60_000
const renewEveryMs = 15_000

/**
 * Renews a lock until it is let go. A renewal that fails for want of a connection is tried again: the commit itself
 * checks the lock on the server.
 * @param onLost - called once if the lock is no longer ours
 * @returns lets the lock go; to be called exactly once
 */
export function keepRenewed(lock: Lock, system: System, onLost: () => void): () => Promise<void> {
  const stop = new AbortController()
  const renewing = renewUntil(lock, system, stop.signal, onLost)
  return async () => {
    stop.abort()
    await renewing
    try {
      await lock.release()
    } catch (error) {
      // It goes by itself when its time is over; the run has its outcome.
      system.log.warn('a lock could not be released', {
        reason: error instanceof Error ? error.message : 'unknown',
      })
    }
  }
}

async function renewUntil(lock: Lock, system: System, signal: AbortSignal, onLost: () => void): Promise<void> {
  while (!signal.aborted) {
    const waited = await system.sleep(renewEveryMs, signal).then(
      () => true,
      () => false, // only the signal ends a sleep early
    )
    if (!waited) return
    try {
      if (await lock.renew()) continue
    } catch (error) {
      system.log.warn('a lock could not be renewed', {
        reason: error instanceof Error ? error.message : 'unknown',
      })
      continue
    }
    onLost()
    return
  }
}
