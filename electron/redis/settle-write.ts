import { AppError, toFailure } from '../core/app-error.ts'
import type { System } from '../core/ports/system.ts'
import type { RedisLink } from './redis-link.ts'

/** How long a write waits for a link that fell, to learn whether it was done. */
const settleMs = 15_000
const retryMs = 200

/** The link is not back yet: nothing was learnt. */
const unsettled: ReadonlySet<string> = new Set([
  'unknown_outcome',
  'connection_lost',
  'command_timeout',
  'connect_timeout',
])

/**
 * Runs a write that may be asked twice, and asks again where its reply was lost: until the same server has answered, for
 * it may fall silent more than once before it is back.
 * @returns a function that throws AppError `unknown_outcome` only where it could not be settled
 */
export function createSettler(link: RedisLink, system: System): <T>(write: () => Promise<T>) => Promise<T> {
  return async (write) => {
    try {
      return await write()
    } catch (error) {
      if (!(error instanceof AppError) || error.code !== 'unknown_outcome') throw error
      return settle(error, write)
    }
  }

  async function settle<T>(unknown: AppError, again: () => Promise<T>): Promise<T> {
    const { runId } = link.identity()
    const deadline = system.clock() + settleMs
    for (;;) {
      try {
        await link.untilUp(Math.max(0, deadline - system.clock()))
        if ((await link.verifyIdentity()).runId !== runId) break
        return await again()
      } catch (error) {
        const { code } = toFailure(error)
        if (!unsettled.has(code) || system.clock() >= deadline) break
        await system.sleep(retryMs)
      }
    }
    system.log.warn('a commit could not be settled', { code: unknown.code })
    throw unknown
  }
}
