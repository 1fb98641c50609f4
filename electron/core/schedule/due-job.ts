import type { Schedule, ScheduledJob } from '../../../shared/contract/schedule.ts'
import type { Calendar } from '../ports/calendar.ts'
import { patternsOf } from './patterns.ts'

/** A job found due later than this was missed (the machine slept): it is offered, never started by itself. */
const latestMs = 300_000

/** @returns the switched-on jobs that fell due after `since` and up to `now`, with their instants */
export function dueJobs(
  calendar: Calendar,
  schedule: Schedule,
  zone: string,
  { since, now }: { readonly since: number; readonly now: number },
): { readonly job: ScheduledJob; readonly dueAt: number }[] {
  const patterns = patternsOf(schedule)
  const jobs: ScheduledJob[] = []
  if (schedule.dailyFetch.enabled) jobs.push('daily_fetch')
  if (schedule.cleanUp.enabled) jobs.push('clean_up')
  return jobs.flatMap((job) => {
    const dueAt = calendar.previous(patterns[job], zone, now + 1)
    return dueAt !== null && dueAt > since && dueAt > now - latestMs ? [{ job, dueAt }] : []
  })
}
