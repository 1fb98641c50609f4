import { AppError, toFailure } from '../app-error.ts'
import type { System } from '../ports/system.ts'
import { type FillDemoDeps, fillDemo } from './fill-demo.ts'

export interface DemoFiller {
  /** Fills the demo server that is open now, unless it is filled or being filled. */
  fill(): void
  close(): void
}

/** @param search - told to stop by the signal it is given */
export function createDemoFiller(
  deps: Omit<FillDemoDeps, 'signal' | 'search'> & {
    readonly search: (...args: [...Parameters<FillDemoDeps['search']>, AbortSignal]) => Promise<unknown>
    readonly system: System
  },
): DemoFiller {
  const { system, connection, search } = deps
  const closing = new AbortController()
  const { signal } = closing
  /** Run id of the server that is, or is being, filled. */
  let filled: string | null = null

  return {
    fill() {
      const { runId } = connection().session.identity()
      if (filled === runId) return
      filled = runId
      fillDemo({ ...deps, signal, search: (open, filters) => search(open, filters, signal) }).catch(
        (error: unknown) => {
          // Left or closed halfway: it is filled when the demo is opened again.
          if (filled === runId) filled = null
          if (!signal.aborted) system.log.warn('the demo workspace is not filled', { ...toFailure(error) })
        },
      )
    },
    close: () => closing.abort(new AppError('cancelled', 'the console is closing')),
  }
}
