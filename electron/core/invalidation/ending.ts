import type { Failure } from '../../../shared/contract/failure.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { RedisSession } from '../ports/connection.ts'

/** How an operation ended, and why where it failed. A wish to stop is no failure. */
export interface Ending {
  readonly ended: 'done' | 'stopped' | 'failed'
  readonly failure: Failure | null
}

/** @param error - what ended it early; null where it ran to its end */
export function endingOf(error: unknown): Ending {
  if (error === null) return { ended: 'done', failure: null }
  if (error instanceof AppError && error.code === 'cancelled') return { ended: 'stopped', failure: null }
  return { ended: 'failed', failure: toFailure(error) }
}

/**
 * Stops an operation when its link falls: nothing resumes by itself, the operator looks and begins anew.
 * @returns the function that ends the watch
 */
export function stopOnLoss(session: RedisSession, stop: AbortController): () => void {
  return session.onLink((event) => {
    if (event.kind !== 'lost') return
    const { code, message, params } = event.failure
    stop.abort(new AppError(code, message, { params }))
  })
}
