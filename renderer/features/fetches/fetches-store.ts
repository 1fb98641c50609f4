import { create, type StateCreator } from 'zustand'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { FetchRun, FetchStart } from '../../../shared/contract/fetch.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, latest, loading, settled } from '../../lib/load.ts'
import { type HistoryFilter, type HistoryState, noFilter, toggled } from './history-rows.ts'

/** What a new run begins with; null while the form is closed. */
export interface StartForm {
  readonly providers: readonly string[] | null
  readonly day: CacheDay | null
  /** Whether a breaker that is open may be overridden: the run before ended by it. */
  readonly breakerOpen: boolean
}

export interface FetchesState {
  /** Newest first. */
  readonly runs: Load<readonly FetchRun[]>
  readonly form: StartForm | null
  /** The answer to the last wish to start one; idle once it runs. */
  readonly starting: Load<FetchRun>
  /** Lanes that were told to stop and have not ended: `cancelId` of each. */
  readonly cancelling: ReadonlySet<string>
  /** Why a lane could not be told to stop. */
  readonly cancelFailure: Failure | null
  readonly filter: HistoryFilter
  refresh(): Promise<void>
  openForm(preset?: Partial<StartForm>): void
  closeForm(): void
  /** @returns whether the run has begun */
  startRun(request: FetchStart): Promise<boolean>
  /** @param provider - null: every lane of the run */
  cancel(runId: string, provider: string | null): Promise<void>
  filterProvider(provider: string): void
  filterState(state: HistoryState): void
  clearFilter(): void
  /** Follows main's events. @returns the function that ends it */
  start(): () => void
}

/** Runs that are read from the log at once. */
export const historyLimit = 200

export const cancelId = (runId: string, provider: string | null) => `${runId} ${provider ?? '*'}`

export const fetchesSlice =
  (client: ConsoleClient): StateCreator<FetchesState> =>
  (set) => {
    async function readRuns() {
      set((state) => ({ runs: loading(state.runs) }))
      const reply = await client.invoke('fetch.runs', { limit: historyLimit })
      set((state) => {
        const read = settled<readonly FetchRun[]>(reply, state.runs)
        // What was published while the log was read is newer than the log.
        const live = (latest(state.runs) ?? []).filter((run) => run.endedAt === null)
        return { runs: read.phase === 'ready' ? { phase: 'ready', value: withLive(read.value, live) } : read }
      })
    }

    function onProgress(run: FetchRun) {
      set((state) => ({
        runs: mapLatest(state.runs, (runs) => withRun(runs, run)),
        cancelling: stillCancelling(state.cancelling, run),
      }))
    }

    return {
      runs: idle,
      form: null,
      starting: idle,
      cancelling: new Set(),
      cancelFailure: null,
      filter: noFilter,
      refresh: readRuns,
      openForm: (preset = {}) =>
        set({
          form: {
            providers: preset.providers ?? null,
            day: preset.day ?? null,
            breakerOpen: preset.breakerOpen ?? false,
          },
          starting: idle,
        }),
      closeForm: () => set({ form: null, starting: idle }),
      async startRun(request) {
        set((state) => ({ starting: loading(state.starting) }))
        const reply = await client.invoke('fetch.start', request)
        if (!reply.ok) {
          set((state) => ({ starting: settled(reply, state.starting) }))
          return false
        }
        set((state) => ({
          starting: idle,
          form: null,
          runs: mapLatest(state.runs, (runs) => withLive(runs, [reply.value])),
        }))
        return true
      },
      async cancel(runId, provider) {
        const id = cancelId(runId, provider)
        set((state) => ({ cancelling: new Set(state.cancelling).add(id), cancelFailure: null }))
        const reply = await client.invoke('fetch.cancel', { runId, provider })
        if (reply.ok) return
        set((state) => ({
          cancelling: new Set([...state.cancelling].filter((other) => other !== id)),
          cancelFailure: reply.failure,
        }))
      },
      filterProvider: (provider) =>
        set(({ filter }) => ({ filter: { ...filter, providers: toggled(filter.providers, provider) } })),
      filterState: (state) => set(({ filter }) => ({ filter: { ...filter, states: toggled(filter.states, state) } })),
      clearFilter: () => set({ filter: noFilter }),
      start: () => client.onEvent('fetch.progressed', onProgress),
    }
  }

export const useFetches = create<FetchesState>()(fetchesSlice(consoleClient))

/** @param chosen - id of the run asked for @returns the runs to show on top: that one, else all that run, else the last one */
export function shownRuns(runs: readonly FetchRun[], chosen: string | null): readonly FetchRun[] {
  const picked = runs.filter((run) => run.runId === chosen)
  if (picked.length > 0) return picked
  const running = runs.filter((run) => run.endedAt === null)
  return running.length > 0 ? running : runs.slice(0, 1)
}

/** Replaces the run of the same id, or puts a new one first. */
function withRun(runs: readonly FetchRun[], run: FetchRun): readonly FetchRun[] {
  const known = runs.some((other) => other.runId === run.runId)
  return known ? runs.map((other) => (other.runId === run.runId ? run : other)) : [run, ...runs]
}

/** Adds runs that are not there yet; one that is there is newer or the same. */
function withLive(runs: readonly FetchRun[], live: readonly FetchRun[]): readonly FetchRun[] {
  const known = new Set(runs.map((run) => run.runId))
  return [...live.filter((run) => !known.has(run.runId)), ...runs]
}

function mapLatest<T>(load: Load<readonly T[]>, change: (value: readonly T[]) => readonly T[]): Load<readonly T[]> {
  const value = change(latest(load) ?? [])
  if (load.phase === 'ready') return { phase: 'ready', value }
  if (load.phase === 'failed') return { ...load, last: value }
  // A run was heard of before the log was read: one run is not the history.
  return { phase: 'loading', last: value }
}

/** Drops what has ended from the lanes that were told to stop. */
function stillCancelling(cancelling: ReadonlySet<string>, run: FetchRun): ReadonlySet<string> {
  if (cancelling.size === 0) return cancelling
  const ended = new Set(
    run.lanes.filter((lane) => lane.state === 'ended').map((lane) => cancelId(run.runId, lane.provider)),
  )
  if (run.endedAt !== null) ended.add(cancelId(run.runId, null))
  return new Set([...cancelling].filter((id) => !ended.has(id)))
}
