import type { Publish } from '../../../shared/contract/events.ts'
import type { FetchRun, FetchStart } from '../../../shared/contract/fetch.ts'
import { type CacheDay, cacheZone } from '../../../shared/time/cache-day.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { type OperationGate, operationWords } from '../invalidation/operation-gate.ts'
import type { Provider } from '../ports/provider.ts'
import type { JournalWriter, RunLog } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import type { ProvidersInUse } from '../providers-in-use.ts'
import { interruptedRun } from './interrupted-run.ts'
import { LaneBook } from './lane-book.ts'
import type { LaneJob } from './lane-job.ts'
import { runLane } from './run-lane.ts'
import { createRunPublisher } from './run-publisher.ts'

export interface FetchRunnerDeps {
  readonly providers: readonly Provider[]
  readonly inUse: Pick<ProvidersInUse, 'enabled' | 'setup'>
  /** The open connection; throws AppError `not_connected`. */
  readonly connection: () => ActiveConnection
  readonly runLog: RunLog
  readonly journal: JournalWriter
  readonly publish: Publish
  readonly system: System
  /** What is being removed or restored: a fetch into the same namespace waits for its end. */
  readonly gate: Pick<OperationGate, 'running'>
  /** Whose calendar the days are of. */
  readonly dayZone: () => Promise<string>
}

/** Runs daily fetches by hand: one lane per provider, all at once, each with its own outcome. */
export interface FetchRunner {
  /**
   * Starts a run and answers at once with its first state.
   * @throws AppError `storage_failed` where an overridden breaker cannot be journaled, `not_connected`, `read_only` (unless a dry run), `unknown_namespace`, `busy`, before any provider is asked
   */
  start(request: FetchStart): Promise<FetchRun>
  /** Cancels a lane, or all of them; what has ended stays as it ended. An unknown run is no error: it may just have ended. */
  cancel(runId: string, provider: string | null): void
  /** Running ones as they stand now, then the history, newest first. */
  runs(limit: number): Promise<FetchRun[]>
  /** @returns the run when it has ended @throws AppError `not_found` */
  waitFor(runId: string): Promise<FetchRun>
  /** Runs that have not ended. */
  active(): readonly FetchRun[]
  /** Marks runs that a killed console left open as interrupted: nothing of them was stored. */
  recoverInterrupted(): Promise<void>
  /** Cancels what runs and waits for it. */
  close(): Promise<void>
}

interface RunningFetch {
  readonly snapshot: () => FetchRun
  readonly cancel: (provider: string | null) => void
  readonly ended: Promise<FetchRun>
}

export function createFetchRunner(deps: FetchRunnerDeps): FetchRunner {
  const { providers, connection, runLog, system } = deps
  const running = new Map<string, RunningFetch>()

  return {
    async start({ providers: names, day, dryRun, follow = false, overrideBreaker = false }) {
      const active = connection()
      if (!dryRun && active.target.readOnly) {
        throw new AppError('read_only', 'this connection is read-only', { params: { connection: active.name } })
      }
      const chosen = [...new Set(names)].map((id) => providerNamed(providers, id))
      const operation = deps.gate.running()
      if (!dryRun && operation !== null && names.includes(operation.subject)) {
        const words = operationWords(operation)
        throw new AppError('busy', `${words} is running`, { params: { operation: words } })
      }
      const runId = system.randomHex(8)
      const fetch = prepareRun(deps, { runId, day, dryRun }, { follow, overrideBreaker }, active, chosen)
      // Written before the first request, so that a killed run is found again; a run that cannot be recorded is not begun.
      const noted = overrideBreaker ? noteOverride(deps, runId, day, active, chosen) : Promise.resolve()
      const recorded = Promise.all([deps.dayZone().then(fetch.ofZone), noted]).then(() =>
        runLog.append(fetch.snapshot()),
      )
      const ended = recorded.then(fetch.run).finally(() => running.delete(runId))
      ended.catch(() => undefined) // whoever started it has the failure
      // Known before anything is awaited: a removal that is asked for meanwhile sees it.
      running.set(runId, { snapshot: fetch.snapshot, cancel: fetch.cancel, ended })
      await recorded
      return fetch.snapshot()
    },
    cancel: (runId, provider) => running.get(runId)?.cancel(provider),
    async runs(limit) {
      const now = [...running.values()].map((fetch) => fetch.snapshot()).sort((a, b) => b.startedAt - a.startedAt)
      const past = (await runLog.list(limit + now.length)).filter((run) => !running.has(run.runId))
      return [...now, ...past].slice(0, limit)
    },
    async waitFor(runId) {
      const fetch = running.get(runId)
      if (fetch) return fetch.ended
      const past = (await runLog.list(Number.MAX_SAFE_INTEGER)).find((run) => run.runId === runId)
      if (past) return past
      throw new AppError('not_found', `no run ${runId.slice(0, 40)}`, { params: { what: runId.slice(0, 40) } })
    },
    active: () => [...running.values()].map((fetch) => fetch.snapshot()).filter((run) => run.endedAt === null),
    async recoverInterrupted() {
      const open = (await runLog.list(Number.MAX_SAFE_INTEGER)).filter((run) => run.endedAt === null)
      for (const run of open) if (!running.has(run.runId)) await runLog.append(interruptedRun(run, system.clock()))
    },
    async close() {
      const fetches = [...running.values()]
      for (const fetch of fetches) fetch.cancel(null)
      await Promise.allSettled(fetches.map((fetch) => fetch.ended))
    },
  }
}

function prepareRun(
  deps: FetchRunnerDeps,
  head: Pick<FetchRun, 'runId' | 'day' | 'dryRun'>,
  ways: Pick<LaneJob, 'follow' | 'overrideBreaker'>,
  connection: ActiveConnection,
  providers: readonly Provider[],
) {
  const { system, publish } = deps
  const startedAt = system.clock()
  const lanes = providers.map((provider) => ({
    provider,
    book: new LaneBook(provider.id, system.clock),
    stop: new AbortController(),
  }))
  let endedAt: number | null = null
  let zone = cacheZone
  const snapshot = (): FetchRun => ({
    ...head,
    zone,
    startedAt,
    endedAt,
    startedBy: system.operator,
    connection: connection.name,
    lanes: lanes.map((lane) => lane.book.snapshot()),
  })
  const publisher = createRunPublisher(
    () => publish({ name: 'fetch.progressed', payload: snapshot() }),
    system.clock,
    system.sleep,
  )

  async function run(): Promise<FetchRun> {
    const { day, dryRun, runId } = head
    await Promise.all(
      lanes.map(({ provider, book, stop }) =>
        runLane(deps, {
          provider,
          day,
          zone,
          dryRun,
          runId,
          ...ways,
          connection,
          book,
          signal: stop.signal,
          onChange: publisher.changed,
        }),
      ),
    )
    endedAt = system.clock()
    const done = snapshot()
    await record(deps, done, connection)
    publisher.flush()
    return done
  }

  return {
    snapshot,
    run,
    /** To be told before the run is recorded: the setting is read meanwhile. */
    ofZone(name: string) {
      zone = name
    },
    cancel(provider: string | null) {
      for (const { provider: own, stop } of lanes) {
        if (provider === null || provider === own.id) stop.abort(new AppError('cancelled', 'cancelled by the operator'))
      }
    },
  }
}

/** The run is over and its values stand: a history that cannot be written is reported, but changes nothing of it. */
async function record({ runLog, journal, system }: FetchRunnerDeps, run: FetchRun, connection: ActiveConnection) {
  try {
    await runLog.append(run)
    // The demo's own filling is no deed of the operator.
    if (!run.dryRun && connection.kind !== 'demo') await journal.append(journalEntry(run))
  } catch (error) {
    system.log.error('a fetch run could not be recorded', {
      run: run.runId,
      reason: error instanceof Error ? error.message : 'unknown',
    })
  }
}

function journalEntry(run: FetchRun) {
  const outcomes = run.lanes.map(({ provider, outcome, items }) => [provider, `${outcome}, ${items}`] as const)
  return {
    at: run.endedAt ?? run.startedAt,
    who: run.startedBy,
    what: 'fetch.end',
    connection: run.connection.slice(0, 200),
    details: { run: run.runId, day: run.day, ...Object.fromEntries(outcomes) },
  }
}

/** What cannot be journaled is not done: the run begins behind it. */
async function noteOverride(
  { journal, system }: FetchRunnerDeps,
  run: string,
  day: CacheDay,
  connection: ActiveConnection,
  providers: readonly Provider[],
): Promise<void> {
  await journal.append({
    at: system.clock(),
    who: system.operator,
    what: 'fetch.override_breaker',
    connection: connection.name.slice(0, 200),
    details: { run, day, providers: providers.map(({ id }) => id).join(', ') },
  })
}

function providerNamed(providers: readonly Provider[], id: string): Provider {
  const provider = providers.find((candidate) => candidate.id === id)
  if (provider) return provider
  const namespace = id.slice(0, 64)
  throw new AppError('unknown_namespace', `no provider ${namespace}`, { params: { namespace } })
}
