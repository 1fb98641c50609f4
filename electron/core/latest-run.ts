import { AppError } from './app-error.ts'

/** Work of which one may run at a time: a newer one, or the operator, ends the one before. */
export interface LatestRun {
  /** @throws what `work` throws; its signal's reason is AppError `cancelled` */
  run<T>(work: (signal: AbortSignal) => Promise<T>): Promise<T>
  cancel(): void
}

export function createLatestRun(): LatestRun {
  let running: AbortController | null = null
  const cancel = () => running?.abort(new AppError('cancelled', 'stopped by the operator'))
  return {
    async run(work) {
      cancel()
      const mine = new AbortController()
      running = mine
      try {
        return await work(mine.signal)
      } finally {
        if (running === mine) running = null
      }
    },
    cancel,
  }
}
