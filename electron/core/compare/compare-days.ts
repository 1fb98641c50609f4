import type { ComparedDay, CompareProgress, CompareRequest, Comparison } from '../../../shared/contract/compare.ts'
import type { FetchRun } from '../../../shared/contract/fetch.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import {
  type ProcurementGroup,
  procurementsOf,
  type SourcedOpportunity,
} from '../../../shared/opportunity/same-procurement.ts'
import { type CacheDay, daysBetween, lastDays } from '../../../shared/time/cache-day.ts'
import { mostComparedDays, windowFault } from '../../../shared/time/compare-window.ts'
import { AppError } from '../app-error.ts'
import type { KeyspaceReader } from '../ports/keyspace.ts'
import type { Clock } from '../ports/system.ts'
import { readDaily } from './read-daily.ts'
import { slimOpportunity } from './slim-opportunity.ts'
import { tally } from './tally.ts'
import { whyAbsent } from './why-absent.ts'

export interface CompareDeps {
  readonly reader: Pick<KeyspaceReader, 'probe' | 'readRange'>
  /** Fetches into the connection that is read, for what became of days that are not there. */
  readonly runs: readonly FetchRun[]
  readonly clock: Clock
  readonly signal: AbortSignal
  readonly onProgress?: ((progress: CompareProgress) => void) | undefined
  /** Records held at most; days beyond them are left unread, and said so. */
  readonly mostRecords?: number
}

export interface Compared {
  readonly comparison: Omit<Comparison, 'set'>
  readonly procurements: readonly ProcurementGroup[]
}

/** About 1.5 KB each: some 300 MB. */
const mostRecordsHeld = 200_000

/**
 * Lays the cached days of several providers side by side. No provider is asked: what stands in the cache is read, one
 * value at a time and in pieces. A record that several days hold counts once, as its newest day tells it.
 * @throws AppError `bad_input` for a window that means nothing; the signal's reason; what the server says
 */
export async function compareDays(deps: CompareDeps, request: CompareRequest): Promise<Compared> {
  const { from, to } = request
  const providers = [...new Set(request.providers)]
  refuseWindow(from, to)
  const at = deps.clock()
  // Newest first: the first record of an id is the one that stays, and what passes the limit is the oldest.
  const newestFirst = lastDays(to, daysBetween(from, to) + 1).reverse()
  const total = newestFirst.length * providers.length
  const held: HeldRecords = { records: [], seen: new Set(), full: false }
  const days: ComparedDay[] = []
  for (const day of newestFirst) {
    for (const provider of providers) {
      deps.onProgress?.({ provider, day, done: days.length, total })
      days.push(held.full ? unread(provider, day, 'over_limit') : await addDay(deps, held, provider, day, at))
    }
  }
  const procurements = procurementsOf(held.records)
  const counted = tally({ providers, from, to, days, procurements })
  return { comparison: { at, from, to, days, ...counted }, procurements }
}

interface HeldRecords {
  readonly records: SourcedOpportunity[]
  /** What `recordId` says of each. */
  readonly seen: Set<string>
  /** No more are held. */
  full: boolean
}

const unread = (provider: string, day: CacheDay, state: Exclude<ComparedDay['state'], 'read'>): ComparedDay => ({
  provider,
  day,
  state,
  fetchDate: null,
  items: null,
  invalid: null,
})

async function addDay(
  deps: CompareDeps,
  held: HeldRecords,
  provider: string,
  day: CacheDay,
  now: number,
): Promise<ComparedDay> {
  const { reader, signal, runs, mostRecords = mostRecordsHeld } = deps
  for (let turn = 1; ; turn++) {
    const fresh = new Set<string>()
    const take = (opportunity: Opportunity) => {
      const id = recordId(provider, opportunity)
      if (held.full || held.seen.has(id) || fresh.has(id)) return null
      held.full = held.records.length + fresh.size >= mostRecords
      if (held.full) return null
      fresh.add(id)
      return slimOpportunity(opportunity)
    }
    const found = await readDaily({ reader, signal, take }, provider, day)
    if (found.state === 'changed' && turn === 1) continue
    if (found.state === 'absent') return unread(provider, day, whyAbsent(runs, provider, day, now))
    // Twice replaced while it was read: nothing of it can be told.
    if (found.state === 'changed') return unread(provider, day, 'unreadable')
    if (found.state !== 'read') return unread(provider, day, found.state)
    // A day that is held in part would be counted as if it were whole.
    if (held.full) return unread(provider, day, 'over_limit')
    for (const opportunity of found.opportunities) held.records.push({ provider, opportunity })
    for (const id of fresh) held.seen.add(id)
    const { fetchDate, items, invalid } = found
    return { provider, day, state: 'read', fetchDate, items, invalid }
  }
}

/** The present and the legacy module may tell of one procurement under one id: they are two records of it. */
const recordId = (provider: string, { external_id: id, provider_specific_data: data }: Opportunity) =>
  JSON.stringify([provider, id, data?.modulo ?? null])

function refuseWindow(from: CacheDay, to: CacheDay): void {
  const fault = windowFault(from, to)
  if (fault === null) return
  const reason = fault === 'inverted' ? `${to} < ${from}` : `> ${mostComparedDays} d`
  throw new AppError('bad_input', `from, to: ${reason}`, { params: { what: 'from, to', reason } })
}
