import type { FreshnessReport, ProviderFreshness } from '../../shared/contract/freshness.ts'
import type { WordId } from '../i18n/catalogue.ts'
import type { StateShape, Tone } from '../ui/icons.ts'
import type { ProviderHistory } from './provider-history.ts'

/** Hours between two daily runs, and the lifetime of their value. Source: the seed's daily fetch. */
export const runIntervalHours = 24
export const dailyTtlHours = 25
/** A day with fewer items than this share of the median is worth a look. Source: commit guards of the fetch. */
const warnBelowShare = 0.8

export interface ProviderState {
  readonly word: WordId
  readonly shape: StateShape
  readonly tone: Tone
  /** Items against the median of the days before, as a share (−0.478); null where either is unknown. */
  readonly deviation: number | null
}

/**
 * How a provider's daily fetch stands.
 * @param freshness - what its keys say; null: not known (yet)
 * @param history - what the log of runs adds
 * @param ageSeconds - age of the newest value now; null where unknown
 */
export function providerState(
  freshness: ProviderFreshness | null,
  history: ProviderHistory,
  ageSeconds: number | null,
): ProviderState {
  if (!freshness) return plain('state.unknown', 'never', 'quiet')
  const { days, lastDay } = freshness
  const last = days.find(({ day }) => day === lastDay)
  if (!last) {
    if (days.some(({ state }) => state === 'no_permission')) return plain('state.noPermission', 'stopped', 'warning')
    if (days.some(({ state }) => state === 'unreadable')) return plain('state.unreadable', 'error', 'error')
    // A value that outlived its lifetime leaves no key: only the log of runs still knows that there was one.
    // An older value may have stood here: what is known is only that these days hold none.
    if (history.lastStored === null) return plain('state.nothingStored', 'never', 'warning')
    const deviation = deviationOf(history.lastStored.items, history.medianItems)
    return { word: 'state.overdue', shape: 'error', tone: 'error', deviation }
  }
  const deviation = deviationOf(last.items, history.medianItems)
  const hours = ageSeconds === null ? null : ageSeconds / 3_600
  if (last.items === 0) return { word: 'state.empty', shape: 'empty', tone: 'warning', deviation }
  if (hours !== null && hours > dailyTtlHours) {
    return { word: 'state.overdue', shape: 'error', tone: 'error', deviation }
  }
  if (hours !== null && hours > runIntervalHours) {
    return { word: 'state.late', shape: 'waiting', tone: 'warning', deviation }
  }
  if (deviation !== null && deviation < warnBelowShare - 1) {
    return { word: 'state.below', shape: 'warning', tone: 'warning', deviation }
  }
  return { word: 'state.upToDate', shape: 'ok', tone: 'ok', deviation }
}

function deviationOf(items: number | null, median: number | null): number | null {
  return items === null || median === null || median === 0 ? null : items / median - 1
}

function plain(word: WordId, shape: StateShape, tone: Tone): ProviderState {
  return { word, shape, tone, deviation: null }
}

/** @returns seconds since the newest value was written, as of `now`; for an expired one by the log of runs */
export function ageOf(
  report: FreshnessReport,
  freshness: ProviderFreshness,
  history: ProviderHistory,
  now: number,
): number | null {
  const { ageSeconds, lastDay } = freshness
  if (ageSeconds !== null) return ageSeconds + Math.max(0, Math.round((now - report.at) / 1_000))
  if (lastDay === null && history.lastStored) return Math.max(0, Math.round((now - history.lastStored.at) / 1_000))
  return null
}
