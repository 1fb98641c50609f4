import { type AsideCommit, AsideNote, type AsideRef, type FetchAside } from '../../../shared/contract/fetch-aside.ts'
import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import { type CacheDay, lastDays } from '../../../shared/time/cache-day.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { type OperationGate, operationWords } from '../invalidation/operation-gate.ts'
import { noting, type Refusals } from '../invalidation/refusals.ts'
import type { ProviderDay } from '../ports/cache.ts'
import type { Journal, RunLog, UndoStore } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { commitAside } from './commit-aside.ts'

/** Days that are asked of; older ones are known from the history alone. */
const daysAsked = 60
const runsAsked = 200

export interface AsideDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly providers: readonly string[]
  readonly undoStore: UndoStore
  readonly runLog: RunLog
  readonly journal: Journal
  readonly refusals: Refusals
  readonly gate: OperationGate
  readonly system: System
  /** The newest day there is in the cache's zone. */
  readonly today: () => Promise<CacheDay>
}

/** Results of fetches that were not stored: each lies aside for 24 h and waits for an operator's decision. */
export interface AsideService {
  /** Newest first. Direct probes of the last 60 days and of the history's; no scan. */
  list(): Promise<FetchAside[]>
  /**
   * Stores the result in place of what stands under its day's key: the same bytes, for 25 h from now. What it replaces
   * is saved first and can be put back.
   * @param confirmation - the provider's id, typed
   * @throws AppError `not_confirmed`, `not_found` (another result or none), `read_only`, `busy`, `refused` (what stands
   *   there changed meanwhile), storage
   */
  commit(ref: AsideRef, confirmation: string): Promise<AsideCommit>
  /** Removes the result for good. @throws AppError `not_found`, `read_only` */
  discard(ref: AsideRef): Promise<void>
}

export function createAsideService(deps: AsideDeps): AsideService {
  const { system, journal, refusals, gate } = deps

  /** The last days of every provider, and what the history knows beside them. */
  async function candidates(): Promise<ProviderDay[]> {
    const days = lastDays(await deps.today(), daysAsked)
    const byName = new Map<string, ProviderDay>()
    const add = (of: ProviderDay) => byName.set(`${of.provider} ${of.day}`, of)
    for (const provider of deps.providers) for (const day of days) add({ provider, day })
    for (const { day, lanes } of await deps.runLog.list(runsAsked)) {
      for (const { provider, aside } of lanes) if (aside !== null) add({ provider, day })
    }
    return [...byName.values()]
  }

  async function found(of: readonly ProviderDay[]) {
    const notes = await deps.connection().session.fetchAsides().notes(of)
    return notes.flatMap((each) => {
      const facts = parseNote(each.note)
      return facts === null ? [] : [{ ...each, facts }]
    })
  }

  async function theOne({ provider, day, digest }: AsideRef) {
    const [aside] = await found([{ provider, day }])
    if (aside?.facts.digest === digest) return aside
    const what = `${dailyFetchKey(provider, day)}, ${digest.slice(0, 8)}`
    throw new AppError('not_found', `no such result set aside: ${what}`, { params: { what } })
  }

  async function commit(ref: AsideRef, confirmation: string): Promise<AsideCommit> {
    const { provider } = ref
    const connection = deps.connection()
    connection.session.writer()
    if (confirmation !== provider) throw new AppError('not_confirmed', 'the typed name is not the provider')
    const leave = gate.enter({ kind: 'replacement', subject: provider })
    try {
      const aside = await theOne(ref)
      return await commitAside(deps, connection, aside)
    } finally {
      leave()
    }
  }

  async function discard(ref: AsideRef): Promise<void> {
    const { session, name } = deps.connection()
    session.writer()
    const running = gate.running()
    if (running?.subject === ref.provider) {
      const operation = operationWords(running)
      throw new AppError('busy', `${operation} is running`, { params: { operation } })
    }
    const { note, facts, key } = await theOne(ref)
    const { provider, day, digest } = ref
    await journal.append({
      at: system.clock(),
      who: system.operator,
      what: 'fetch.discard',
      connection: name.slice(0, 200),
      details: { provider, day, key, digest, reason: facts.reason, items: facts.items, run: facts.runId },
    })
    await session.fetchAsides().discard({ provider, day }, note)
  }

  return {
    async list() {
      const { session } = deps.connection()
      const asides = await Promise.all(
        (await found(await candidates())).map(async ({ provider, day, key, facts, ttlMs }): Promise<FetchAside> => {
          const live = await session.dailyFetches().read(provider, day)
          const now = system.clock()
          const expiresAt = live === null || live.ttlMs === null ? null : now + live.ttlMs
          const shown = live && { items: live.items, bytes: live.bytes, ends: live.ends, expiresAt }
          return { ...facts, provider, day, key, expiresAt: now + ttlMs, live: shown }
        }),
      )
      return asides.sort((a, b) => b.at - a.at)
    },
    commit: (ref, confirmation) =>
      noting(refusals, 'fetch.commitAside', `${ref.provider} ${ref.day}`, () => commit(ref, confirmation)),
    discard: (ref) => noting(refusals, 'fetch.discardAside', `${ref.provider} ${ref.day}`, () => discard(ref)),
  }
}

/** @returns null for a note that is not ours: nothing can be said of its result, and it dies within a day */
function parseNote(text: string): AsideNote | null {
  try {
    const parsed = AsideNote.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
