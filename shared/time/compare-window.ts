import { type CacheDay, daysBetween } from './cache-day.ts'

/** Cache days a comparison may span: values are tens of megabytes each, and a day lives for 25 h. */
export const mostComparedDays = 31

/** @returns why the window means nothing: its end lies before its beginning, or it is too long; null where it does */
export function windowFault(from: CacheDay, to: CacheDay): 'inverted' | 'too_long' | null {
  const days = daysBetween(from, to) + 1
  if (days < 1) return 'inverted'
  return days > mostComparedDays ? 'too_long' : null
}
