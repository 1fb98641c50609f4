/** What was said last, and when, in milliseconds of any clock. */
export interface Said {
  readonly share: number
  readonly at: number
}

const leastMs = 5_000
const mostMs = 30_000

/**
 * Whether a share of 0 to 1 is news for who listens: another ten per cent, or half a minute later; never within five
 * seconds of the last word. Source: UX brief, U3.
 */
export function isWorthSaying(share: number, now: number, said: Said | null): boolean {
  if (said === null) return true
  const since = now - said.at
  if (since < leastMs || share === said.share) return false
  return Math.floor(share * 10) !== Math.floor(said.share * 10) || since >= mostMs
}
