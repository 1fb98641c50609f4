const firstStepMs = 1_000

/** What a retry may wait: full jitter between the two, doubling its upper end from one second. Source: battery limits. */
export interface BackoffLimits {
  readonly minMs: number
  readonly maxMs: number
}

/**
 * Full jitter: any wait up to an end that doubles, so that clients that failed together do not come back together.
 * @param attempt - the attempt that failed, from 1
 * @param random - 0 to 1
 */
export function backoffMs(attempt: number, random: number, { minMs, maxMs }: BackoffLimits): number {
  const end = Math.min(maxMs, firstStepMs * 2 ** attempt)
  return Math.max(0, minMs + random * (end - minMs))
}

/**
 * Reads a `Retry-After` header: seconds or an HTTP date.
 * @returns milliseconds to wait; null where the header is missing or makes no sense
 */
export function retryAfterMs(header: string | null, now: number): number | null {
  if (header === null) return null
  if (/^\d{1,9}$/.test(header.trim())) return Number(header) * 1_000
  // Only the form of RFC 9110: Date.parse alone would read "-1" as a year.
  if (!/^[A-Za-z]{3,9},? .*\d{2}:\d{2}:\d{2}/.test(header.trim())) return null
  const at = Date.parse(header)
  return Number.isNaN(at) ? null : Math.max(0, at - now)
}

/** Retries a walk may spend: a few to start with, then a fifth of its first attempts. A provider in trouble is left alone. */
export class RetryBudget {
  private firsts = 0
  private retries = 0

  countFirst(): void {
    this.firsts++
  }

  /** @returns whether one more retry is within the budget, and counts it */
  take(): boolean {
    if (this.retries >= 10 + this.firsts * 0.2) return false
    this.retries++
    return true
  }
}
