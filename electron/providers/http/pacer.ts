import { setTimeout as sleepFor } from 'node:timers/promises'
import { AppError } from '../../core/app-error.ts'

/** Spaces the requests to one service, over all walks of this process. */
export class Pacer {
  private readonly gapMs: number
  private next = 0

  /** @param gapMs - least time between the starts of two requests */
  constructor(gapMs: number) {
    this.gapMs = gapMs
  }

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
