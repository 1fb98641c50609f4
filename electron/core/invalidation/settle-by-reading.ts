import { toFailure } from '../app-error.ts'
import type { System } from '../ports/system.ts'

const patienceMs = 5_000
const retryMs = 500
/** A server that wakes up may still execute what it had received: it gets a moment before the answer counts. */
const afterWakingMs = 250

/**
 * Settles a write of unknown outcome by looking at what is there now.
 * @param look - asks the server, once per attempt
 * @returns the last answer; null where the server gave none within five seconds
 */
export async function settleByReading<T>(look: () => Promise<T>, system: System): Promise<T | null> {
  const deadline = system.clock() + patienceMs
  let answered = false
  for (;;) {
    try {
      const answer = await look()
      if (answered) return answer
      answered = true
      await system.sleep(afterWakingMs)
    } catch (error) {
      if (system.clock() > deadline) {
        system.log.warn('a write could not be settled by reading back', { ...toFailure(error) })
        return null
      }
      await system.sleep(retryMs)
    }
  }
}
