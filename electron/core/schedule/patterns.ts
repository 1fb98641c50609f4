import type { Schedule, ScheduledJob } from '../../../shared/contract/schedule.ts'

/** @returns the cron pattern of each job, in the zone of the cache, e.g. `0 6 * * *` */
export function patternsOf({ dailyFetch, cleanUp }: Schedule): Readonly<Record<ScheduledJob, string>> {
  return {
    daily_fetch: `${minuteAndHour(dailyFetch.time)} * * *`,
    clean_up: `${minuteAndHour(cleanUp.time)} * * ${cleanUp.weekday}`,
  }
}

function minuteAndHour(time: string): string {
  const [hour, minute] = time.split(':').map(Number)
  return `${minute} ${hour}`
}
