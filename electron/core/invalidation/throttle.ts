import type { Clock } from '../ports/system.ts'

/** Progress is published at most four times a second. */
const gapMs = 250

/** @returns a function that says whether the next progress may be told now */
export function createThrottle(clock: Clock): () => boolean {
  let last = Number.NEGATIVE_INFINITY
  return () => {
    const now = clock()
    if (now - last < gapMs) return false
    last = now
    return true
  }
}
