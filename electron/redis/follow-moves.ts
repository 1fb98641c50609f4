import { setTimeout as pause } from 'node:timers/promises'
import { AppError } from '../core/app-error.ts'
import type { RedisLink } from './redis-link.ts'
import { isReplyError } from './translate-redis-error.ts'

/**
 * A redirection, or a slot on its way: the command was not run here. A slot that moves is a matter of milliseconds, a
 * cluster that chooses anew of seconds; what is not settled then fails.
 */
export const isMoved = (reply: unknown) =>
  isReplyError(reply) && /^(MOVED|ASK|TRYAGAIN|CLUSTERDOWN) /.test(reply.message)

/** Milliseconds before each further try, some three seconds in all. */
const waitsMs = [0, 50, 100, 200, 400, 800, 1_600]

/**
 * Asks again for what was redirected, each time by a new map.
 * @param attempt - asks for these indexes once. @returns those that were redirected
 * @param follow - brings the new map, or throws where it must not be asked again
 */
export async function untilSettled(
  indexes: readonly number[],
  attempt: (indexes: readonly number[], again: boolean) => Promise<readonly number[]>,
  follow: () => Promise<void>,
): Promise<void> {
  let moved = await attempt(indexes, false)
  for (const waitMs of waitsMs) {
    if (moved.length === 0) return
    if (waitMs > 0) await pause(waitMs)
    await follow()
    moved = await attempt(moved, true)
  }
}

/**
 * The new map for a write, and the certainty that it names the same primaries: one that was chosen meanwhile may lack
 * what was written last, and nobody has looked at it yet.
 * @throws AppError `server_changed`
 */
export async function followForWrite(link: RedisLink): Promise<void> {
  const before = link.identity()
  const now = await link.verifyIdentity()
  if (now.runId === before.runId && now.role === before.role) return
  const { host, port } = now
  throw new AppError('server_changed', 'another primary answers since the write began', { params: { host, port } })
}
