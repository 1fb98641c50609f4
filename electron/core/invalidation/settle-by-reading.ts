import { toFailure } from '../app-error.ts'
import type { RedisSession } from '../ports/connection.ts'
import type { System } from '../ports/system.ts'

const patienceMs = 5_000
const retryMs = 500
/** A server that wakes up may still execute what it had received: it gets a moment before the answer counts. */
const afterWakingMs = 250

/**
 * Settles a write of unknown outcome by looking: per key, whether it is there now.
 * @returns null where the server did not answer within five seconds
 */
export async function settleByReading(
  session: RedisSession,
  keys: readonly Uint8Array[],
  system: System,
): Promise<('present' | 'absent' | 'unknown')[] | null> {
  const deadline = system.clock() + patienceMs
  let answered = false
  for (;;) {
    try {
      const probes = await session.reader().probe(keys)
      if (answered) return probes.map(({ state }) => (state === 'no_permission' ? 'unknown' : state))
      answered = true
      await system.sleep(afterWakingMs)
    } catch (error) {
      if (system.clock() > deadline) {
        system.log.warn('a write could not be settled by reading back', { keys: keys.length, ...toFailure(error) })
        return null
      }
      await system.sleep(retryMs)
    }
  }
}
