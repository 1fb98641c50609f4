import type { Sleep } from '../ports/system.ts'

const leastGapMs = 250

/** Calls `publish` at most four times a second, the latest state always in the end; `flush` at once and for good. */
export function createRunPublisher(publish: () => void, clock: () => number, sleep: Sleep) {
  const stop = new AbortController()
  let lastAt = Number.NEGATIVE_INFINITY
  let isPending = false

  function now(): void {
    lastAt = clock()
    publish()
  }

  async function later(ms: number): Promise<void> {
    isPending = true
    try {
      await sleep(ms, stop.signal)
    } catch (error) {
      if (!stop.signal.aborted) throw error
    } finally {
      isPending = false
    }
    if (!stop.signal.aborted) now()
  }

  return {
    changed(): void {
      if (isPending || stop.signal.aborted) return
      const wait = lastAt + leastGapMs - clock()
      if (wait <= 0) now()
      else void later(wait)
    },
    flush(): void {
      stop.abort()
      now()
    },
  }
}
