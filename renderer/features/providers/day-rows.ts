import type { DayProbe, FreshnessReport } from '../../../shared/contract/freshness.ts'
import type { StateShape, Tone } from '../../ui/icons.ts'

/** Days the calendar can show. */
export const dayChoices = ['7', '14', '30'] as const
export type DayChoice = (typeof dayChoices)[number]

/** What stands under a day's key. The cache alone cannot say why a day is absent: the run log can. */
export type DayState = 'present' | 'zero' | 'absent' | 'unreadable' | 'no_permission'

export interface DayRow {
  readonly probe: DayProbe
  readonly state: DayState
  readonly today: boolean
}

export const dayLooks: Readonly<Record<DayState, { readonly shape: StateShape; readonly tone: Tone }>> = {
  present: { shape: 'ok', tone: 'ok' },
  zero: { shape: 'empty', tone: 'warning' },
  absent: { shape: 'never', tone: 'quiet' },
  unreadable: { shape: 'warning', tone: 'warning' },
  no_permission: { shape: 'stopped', tone: 'warning' },
}

/** @returns the newest `count` days of a provider, newest first; none where the report does not know the provider */
export function dayRows(report: FreshnessReport, provider: string, count: number): DayRow[] {
  const days = report.providers.find((row) => row.provider === provider)?.days ?? []
  return days
    .toSorted((a, b) => b.day.localeCompare(a.day))
    .slice(0, count)
    .map((probe) => ({ probe, state: stateOf(probe), today: probe.day === report.today }))
}

function stateOf(probe: DayProbe): DayState {
  if (probe.state !== 'present') return probe.state
  return probe.items === 0 ? 'zero' : 'present'
}
