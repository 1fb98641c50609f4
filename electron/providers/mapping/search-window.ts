import type { SearchFilters } from '../../../shared/keys/params-hash.ts'
import {
  addDays,
  type CacheDay,
  cacheDayOf,
  daysBetween,
  fetchWindow,
  parseCacheDay,
} from '../../../shared/time/cache-day.ts'
import { AppError } from '../../core/app-error.ts'

/** Longest window the services answer. Source: their 400 and 422 messages. */
const maxDays = 365

export interface Window {
  readonly from: CacheDay
  readonly to: CacheDay
}

/**
 * The publication days a search covers; without any it is the window of a daily fetch.
 * @throws AppError `bad_input` for something that is no day, or a window over 365 days
 */
export function searchWindow(filters: SearchFilters, now: number): Window {
  const to = dayOf('publication_date_to', filters.publication_date_to) ?? cacheDayOf(now)
  const from = dayOf('publication_date_from', filters.publication_date_from) ?? fetchWindow(to).from
  if (from > to) throw badInput('publication_date_from', 'lies behind publication_date_to')
  if (daysBetween(from, to) >= maxDays) throw badInput('publication_date_from', `more than ${maxDays} days`)
  return { from, to }
}

/** @returns windows of at most `days` days that cover `from` to `to`, in order */
export function slices({ from, to }: Window, days: number): Window[] {
  const parts: Window[] = []
  for (let start = from; start <= to; start = addDays(start, days)) {
    const end = addDays(start, days - 1)
    parts.push({ from: start, to: end < to ? end : to })
  }
  return parts
}

function dayOf(field: string, text: string | null): CacheDay | null {
  if (text === null || text === '') return null
  const day = parseCacheDay(text.slice(0, 10))
  if (day === null) throw badInput(field, 'no calendar day written yyyy-mm-dd')
  return day
}

const badInput = (what: string, reason: string) =>
  new AppError('bad_input', `${what}: ${reason}`, { params: { what, reason } })
