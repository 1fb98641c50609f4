import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'

/** One line of the history: a provider's part of a run. */
export interface HistoryRow {
  readonly id: string
  readonly run: FetchRun
  readonly lane: FetchLane
}

/** What narrows the history; an empty set lets everything through. */
export interface HistoryFilter {
  readonly providers: ReadonlySet<string>
  readonly states: ReadonlySet<HistoryState>
}

/** The states of a history line, as the facets count them. */
export const historyStates = [
  'running',
  'stored',
  'incomplete',
  'kept_old',
  'compared',
  'failed',
  'cancelled',
  'skipped',
  'interrupted',
] as const
export type HistoryState = (typeof historyStates)[number]

export const noFilter: HistoryFilter = { providers: new Set(), states: new Set() }

/** @returns a line per lane, newest run first, lanes in the run's order */
export function historyRows(runs: readonly FetchRun[]): HistoryRow[] {
  return runs
    .toSorted((a, b) => b.startedAt - a.startedAt)
    .flatMap((run) => run.lanes.map((lane) => ({ id: `${run.runId} ${lane.provider}`, run, lane })))
}

export function stateOfLane(lane: FetchLane): HistoryState {
  if (lane.outcome === 'kept_old' && lane.reason === 'incomplete') return 'incomplete'
  return lane.outcome ?? 'running'
}

export function matches(row: HistoryRow, filter: HistoryFilter): boolean {
  return passes(filter.providers, row.lane.provider) && passes(filter.states, stateOfLane(row.lane))
}

/** Facet counts: how many lines each choice would show, with the other facet applied. A choice without lines counts 0. */
export function facetCounts(rows: readonly HistoryRow[], filter: HistoryFilter, providers: readonly string[]) {
  const byProvider = new Map(providers.map((id) => [id, 0]))
  const byState = new Map<HistoryState, number>(historyStates.map((state) => [state, 0]))
  for (const row of rows) {
    const state = stateOfLane(row.lane)
    const { provider } = row.lane
    if (passes(filter.states, state)) byProvider.set(provider, (byProvider.get(provider) ?? 0) + 1)
    if (passes(filter.providers, provider)) byState.set(state, (byState.get(state) ?? 0) + 1)
  }
  return { byProvider, byState }
}

/** @returns the set with `value` added if it was missing, and removed if it was there */
export function toggled<T>(set: ReadonlySet<T>, value: T): ReadonlySet<T> {
  const next = new Set(set)
  if (!next.delete(value)) next.add(value)
  return next
}

const passes = <T>(chosen: ReadonlySet<T>, value: T) => chosen.size === 0 || chosen.has(value)
