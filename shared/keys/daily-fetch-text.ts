import type { Opportunity } from '../opportunity/opportunity.ts'
import { opportunityJson } from '../opportunity/opportunity-json.ts'
import { dumpsDefault } from './python-json.ts'

// The text under `{provider}:daily_fetch:{day}`, in pieces: head + items + tail is what Python's json.dumps would make of
// the whole, and a run never holds more than a page of it as objects. All pieces are ASCII.

export interface DailyFetchHead {
  readonly provider: string
  /** Local time without a zone, as `localIsoText` of `shared/time/cache-day.ts` makes it. */
  readonly fetchDate: string
  /** Items that follow; known only at the end of a run, so the head is made last. */
  readonly total: number
}

/** @returns everything before the first item */
export function dailyFetchHead({ provider, fetchDate, total }: DailyFetchHead): string {
  const fields = new Map([
    ['provider', provider],
    ['fetch_date', fetchDate],
  ])
  return `${dumpsDefault(fields).slice(0, -1)}, "total_opportunities": ${total}, "data": [`
}

/** @returns one item with the separator that goes before it */
export function dailyFetchItem(opportunity: Opportunity, isFirst: boolean): string {
  return (isFirst ? '' : ', ') + dumpsDefault(opportunityJson(opportunity))
}

/** @returns everything behind the last item */
export function dailyFetchTail(): string {
  return ']}'
}
