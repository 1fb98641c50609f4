import { setTimeout as sleepFor } from 'node:timers/promises'
import { AppError } from '../../core/app-error.ts'

/** Spaces the requests to one service, over all walks of this process. */
export class Pacer {
  /** Least time between the starts of two requests, from the next one on. */
  gapMs = 0
  private next = 0

  /** Waits for the next turn. @throws AppError `cancelled` */
  async turn(signal: AbortSignal): Promise<void> {
    const now = Date.now()
    const at = Math.max(now, this.next)
    this.next = at + this.gapMs
    if (at === now) return
    await sleepFor(at - now, undefined, { signal }).catch((cause: unknown) => {
      throw new AppError('cancelled', 'the request was cancelled', { cause })
    })
  }
}
