import type { Calendar } from '../ports/calendar.ts'

const yearMs = 366 * 86_400_000

/** A pattern as a cron that knows only its machine's own zone must be told it. */
export interface LocalPattern {
  readonly pattern: string
  /** Whether it holds all year: false where one of the two zones moves its clock. */
  readonly steady: boolean
}

/**
 * Translates a daily or weekly pattern from one zone into another.
 * @param now - the coming year is looked at, from here
 */
export function localPattern(
  calendar: Calendar,
  { pattern, zone, localZone, now }: { pattern: string; zone: string; localZone: string; now: number },
): LocalPattern {
  const isWeekly = !pattern.endsWith('*')
  const patternAt = (instant: number) => {
    const { minute, hour, weekday } = wallClock(instant, localZone)
    return `${minute} ${hour} * * ${isWeekly ? weekday : '*'}`
  }
  const first = calendar.next(pattern, zone, now)
  const local = patternAt(first)
  let steady = true
  for (let due = first; due < now + yearMs; due = calendar.next(pattern, zone, due)) {
    if (patternAt(due) !== local) steady = false
  }
  return { pattern: local, steady }
}

const weekdays = ['Sun', 'Mon', 'Tue', 'Wed', 'Thu', 'Fri', 'Sat']

function wallClock(instant: number, zone: string) {
  const options = { timeZone: zone, hourCycle: 'h23', hour: 'numeric', minute: 'numeric', weekday: 'short' } as const
  const parts = new Intl.DateTimeFormat('en-US', options).formatToParts(instant)
  const of = (type: string) => parts.find((part) => part.type === type)?.value ?? ''
  return { minute: Number(of('minute')), hour: Number(of('hour')), weekday: weekdays.indexOf(of('weekday')) }
}
