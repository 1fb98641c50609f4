import type { FetchLane } from '../../../shared/contract/fetch.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import type { Words } from '../../i18n/words.ts'
import type { StateShape, Tone } from '../../ui/icons.ts'
import { type HistoryState, stateOfLane } from './history-rows.ts'

/** A lane's state as it is shown: shape, weight and word. */
export interface LaneStatus {
  readonly shape: StateShape
  readonly tone: Tone
  readonly word: string
}

const ended: Readonly<Record<HistoryState, { readonly shape: StateShape; readonly tone: Tone }>> = {
  running: { shape: 'running', tone: 'info' },
  stored: { shape: 'ok', tone: 'ok' },
  incomplete: { shape: 'incomplete', tone: 'warning' },
  kept_old: { shape: 'kept', tone: 'warning' },
  compared: { shape: 'info', tone: 'quiet' },
  failed: { shape: 'error', tone: 'error' },
  cancelled: { shape: 'stopped', tone: 'quiet' },
  skipped: { shape: 'never', tone: 'quiet' },
  interrupted: { shape: 'warning', tone: 'warning' },
}

/** @param stopping - the lane was told to stop and has not ended yet */
export function laneStatus(words: Words, lane: FetchLane, stopping: boolean): LaneStatus {
  const { t } = words
  if (lane.state === 'ended') return outcomeStatus(words, lane)
  if (stopping) return { shape: 'stopped', tone: 'warning', word: t('fetches.lane.stopping') }
  switch (lane.state) {
    case 'queued':
      return { shape: 'waiting', tone: 'quiet', word: t('fetches.lane.queued') }
    case 'waiting':
      return waitingStatus(words, lane)
    case 'following':
      return { shape: 'waiting', tone: 'info', word: t('fetches.lane.following', { by: lane.holder?.by ?? '?' }) }
    case 'running':
    case 'comparing':
    case 'storing':
      return { shape: 'running', tone: 'info', word: t(`fetches.lane.${lane.state}`) }
  }
}

/** How a lane ended; for one that runs, that it does. */
export function outcomeStatus({ t }: Words, lane: FetchLane): LaneStatus {
  const state = stateOfLane(lane)
  if (state === 'stored' && lane.items === 0) {
    return { shape: 'empty', tone: 'warning', word: t('fetches.outcome.storedEmpty') }
  }
  return { ...ended[state], word: t(`fetches.outcome.${state}`) }
}

/** The reason of an outcome in a sentence; null where the word says all. */
export function laneReason({ t, formats, language }: Words, lane: FetchLane): string | null {
  if (lane.reason !== null) return t(`fetches.reason.${lane.reason}`)
  if (lane.outcome === 'cancelled') return t('fetches.reason.cancelledAt', { page: formats.integer(lane.pages.length) })
  if (lane.outcome === 'interrupted') return t('fetches.reason.interrupted')
  // A failed lane has a notice of its own, with the next step.
  return lane.failure === null || lane.outcome === 'failed' ? null : failureWords(lane.failure, language).what
}

/** Who runs a lane instead of this console, and how far; null where nobody does. */
export function holderWords(words: Words, { holder }: FetchLane): string | null {
  const { t, formats } = words
  if (holder === null) return null
  const { by, run } = holder
  const since = formats.clock(holder.since)
  if (run === null) return t('fetches.holder.silent', { by, since })
  const { items } = run
  const at = formats.clock(run.at)
  if (run.outcome !== null) {
    const state = run.outcome === 'kept_old' && run.reason === 'incomplete' ? 'incomplete' : run.outcome
    return t('fetches.holder.ended', { by, at, items, outcome: t(`fetches.outcome.${state}`).toLowerCase() })
  }
  const total = run.pagesTotal === null ? 'unknown' : formats.integer(run.pagesTotal)
  return t('fetches.holder.running', { by, since, at, items, total, pages: formats.integer(run.pages) })
}

function waitingStatus({ t, formats }: Words, lane: FetchLane): LaneStatus {
  if (lane.waitingUntil === null) return { shape: 'waiting', tone: 'warning', word: t('fetches.lane.waiting') }
  const until = formats.clock(lane.waitingUntil)
  return lane.failure?.code === 'provider_breaker_open'
    ? { shape: 'stopped', tone: 'warning', word: t('fetches.lane.breaker', { until }) }
    : { shape: 'waiting', tone: 'warning', word: t('fetches.lane.waitingUntil', { until }) }
}
