/** The operator's word that a paused operation goes on. What was said while nobody waited counts for nothing. */
export interface GoAhead {
  say(): void
  /** @throws the signal's reason where that comes first */
  heard(signal: AbortSignal): Promise<void>
}

export function createGoAhead(): GoAhead {
  let listening: (() => void) | null = null
  return {
    say: () => listening?.(),
    async heard(signal) {
      signal.throwIfAborted()
      await new Promise<void>((resolve) => {
        listening = resolve
        signal.addEventListener('abort', () => resolve(), { once: true })
      })
      listening = null
      signal.throwIfAborted()
    },
  }
}
