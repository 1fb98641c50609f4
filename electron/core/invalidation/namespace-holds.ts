import type { RemovalTarget } from '../../../shared/contract/invalidation.ts'
import { AppError } from '../app-error.ts'
import { keepRenewed, lockHoldMs } from '../held-lock.ts'
import type { RedisSession } from '../ports/connection.ts'
import type { HeldBy } from '../ports/locks.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { System } from '../ports/system.ts'

/** A server that fell silent must not hold up a result: letting go ends by itself. */
const letGoPatienceMs = 1_000

/** What one operation holds. Chosen keys are gone in one step and hold nothing: null. */
export interface NamespaceHold {
  readonly id: string | null
  letGo(): Promise<void>
  /** Holds again what was let go. @throws AppError as `take` */
  regain(): Promise<void>
}

const nothing: NamespaceHold = { id: null, letGo: async () => undefined, regain: async () => undefined }

/** Keeps other consoles from removing, restoring or fetching keys of a namespace while one operation runs. */
export interface NamespaceHolds {
  /**
   * @param stop - ends the operation where the hold is lost to another console
   * @throws AppError `busy` with who holds it and since when
   */
  take(session: RedisSession, target: RemovalTarget, stop: AbortController): Promise<NamespaceHold>
}

export function createNamespaceHolds(system: System, operations: OperationStore): NamespaceHolds {
  /** Over by now; one of them may still stand in Redis, where the server did not answer. */
  const over = new Set<string>()
  return {
    async take(session, target, stop) {
      if (target.scope === 'keys') return nothing
      const { namespace } = target
      const locks = session.removalLocks()
      const lock = await locks.take(namespace, lockHoldMs, new Set([...over, ...(await operations.leftHolds())]))
      if ('heldBy' in lock) throw heldElsewhere(`${namespace}:*`, lock)
      over.add(lock.id)
      let release: (() => Promise<void>) | null = null
      const hold: NamespaceHold = {
        id: lock.id,
        async letGo() {
          // What could not be released when it was let go may still stand.
          const releasing = release ?? keepRenewed(lock, system, () => undefined)
          release = null
          await Promise.race([releasing(), system.sleep(letGoPatienceMs)])
        },
        async regain() {
          const other = await lock.regain(lockHoldMs)
          if (other) throw heldElsewhere(`${namespace}:*`, other)
          await keep()
        },
      }
      const keep = async () => {
        release = keepRenewed(lock, system, () => stop.abort(lostHold(namespace)))
        try {
          const fetch = await locks.fetching(namespace)
          if (fetch) throw heldElsewhere(`${namespace}:daily_fetch`, fetch)
        } catch (error) {
          await hold.letGo()
          throw error
        }
      }
      await keep()
      return hold
    },
  }
}

function heldElsewhere(operation: string, { heldBy, since }: HeldBy): AppError {
  const params = { operation, by: heldBy, since }
  return new AppError('busy', `${operation} is in progress by ${heldBy}`, { params, retryable: true })
}

function lostHold(namespace: string): AppError {
  return new AppError('busy', 'the hold was lost to another console', { params: { operation: `${namespace}:*` } })
}
