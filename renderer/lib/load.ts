import type { Failure } from '../../shared/contract/failure.ts'
import type { Result } from '../../shared/util/result.ts'

/** What a store knows of an answer of main. `last` is the former answer: it stays on screen, marked stale. */
export type Load<T> =
  | { readonly phase: 'idle' }
  | { readonly phase: 'loading'; readonly last: T | null }
  | { readonly phase: 'ready'; readonly value: T }
  | { readonly phase: 'failed'; readonly failure: Failure; readonly last: T | null }

export const idle: Load<never> = { phase: 'idle' }

/** The state while a new answer is awaited; keeps what was known. */
export function loading<T>(before: Load<T>): Load<T> {
  return { phase: 'loading', last: latest(before) }
}

/** The state after main answered; a failure keeps what was known. */
export function settled<T>(reply: Result<T>, before: Load<T>): Load<T> {
  if (reply.ok) return { phase: 'ready', value: reply.value }
  return { phase: 'failed', failure: reply.failure, last: latest(before) }
}

/** @returns the newest value known, whatever the phase; null if there was none yet */
export function latest<T>(load: Load<T>): T | null {
  switch (load.phase) {
    case 'idle':
      return null
    case 'ready':
      return load.value
    case 'loading':
    case 'failed':
      return load.last
  }
}
