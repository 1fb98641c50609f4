import { Cron } from 'croner'
import type { Calendar } from '../core/ports/calendar.ts'

/** Cron patterns by a library that knows the zones: a time that a day skips falls due when the clock has jumped. */
export const cronCalendar: Calendar = {
  next(pattern, zone, after) {
    const due = jobOf(pattern, zone).nextRun(new Date(after))
    if (due === null) throw new RangeError(`${pattern} never falls due`)
    return due.getTime()
  },
  previous: (pattern, zone, before) => jobOf(pattern, zone).previousRuns(1, new Date(before))[0]?.getTime() ?? null,
}

const jobOf = (pattern: string, zone: string) => new Cron(pattern, { timezone: zone, mode: '5-part', paused: true })
