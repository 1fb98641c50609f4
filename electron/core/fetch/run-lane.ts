import type { LaneComparison } from '../../../shared/contract/fetch.ts'
import type { AsideNote, AsideReason } from '../../../shared/contract/fetch-aside.ts'
import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import { heavyPayloadBytes } from '../../../shared/keys/daily-fetch-limits.ts'
import { fetchWindow, localIsoText } from '../../../shared/time/cache-day.ts'
import { AppError, toFailure } from '../app-error.ts'
import { keepRenewed, lockHoldMs } from '../held-lock.ts'
import type { DailyFetchStore, FetchLock, StoredDaily } from '../ports/cache.ts'
import type { OpenProvider } from '../ports/provider.ts'
import type { System } from '../ports/system.ts'
import type { ProvidersInUse } from '../providers-in-use.ts'
import { checkRejects, guardVerdict } from './commit-guard.ts'
import { followRun } from './follow-run.ts'
import { heldByOther } from './held-by-other.ts'
import type { LaneBook } from './lane-book.ts'
import type { LaneJob } from './lane-job.ts'
import { lockLost } from './lock-lost.ts'
import { bytesOf, PayloadBuilder } from './payload-builder.ts'
import { tellOthers } from './tell-others.ts'

/** Days among which the last good value is looked for; it lives 25 h, so older ones are rare. */
const lastGoodDays = 7

/** Records turned to text before other work gets its turn: 500 of them take up to 40 ms. */
const sliceItems = 100

export interface LaneDeps {
  readonly inUse: Pick<ProvidersInUse, 'enabled' | 'setup'>
  readonly system: System
}

/** Fetches one provider for one day and stores, keeps or compares; never throws: how it ended stands in the book. */
export async function runLane(deps: LaneDeps, job: LaneJob): Promise<void> {
  try {
    await fetchAndStore(deps, job)
  } catch (error) {
    endByError(job, error)
  }
  job.onChange()
}

function endByError({ book, signal }: LaneJob, error: unknown): void {
  // Once the commit is under way a failure speaks of the store, cancelled or not.
  if (signal.aborted && book.state !== 'storing') book.end({ outcome: 'cancelled' })
  else book.end({ outcome: 'failed', failure: toFailure(error) })
}

async function fetchAndStore(deps: LaneDeps, job: LaneJob): Promise<void> {
  const { provider, day, dryRun, connection, book, signal, onChange } = job
  if (!(await deps.inUse.enabled(provider.id))) return book.end({ outcome: 'skipped', reason: 'disabled' })
  signal.throwIfAborted()
  book.begin()
  onChange()
  const setup = await deps.inUse.setup(provider.id, connection)
  book.cover(provider.coverageDefaults, setup.coverage)
  const open = provider.open(setup)
  const store = connection.session.dailyFetches()
  if (dryRun) return walkAndSettle(deps, job, open, store, null, signal)

  const lock = await store.lock(provider.id, day, lockHoldMs)
  if ('heldBy' in lock) {
    // There is nothing to follow where another console removes the provider's keys.
    if (lock.removing) {
      const failure = toFailure(heldByOther({ provider: provider.id, day }, lock))
      return book.end({ outcome: 'skipped', reason: 'locked', failure })
    }
    return followRun(deps.system, job, store, lock)
  }
  const lost = new AbortController()
  const letGo = keepRenewed(lock, deps.system, () => lost.abort(lockLost()))
  const tellEnd = tellOthers(lock, deps.system, job.runId, () => book.snapshot())
  const either = eitherSignal(signal, lost.signal)
  try {
    await walkAndSettle(deps, job, open, store, lock, either.signal)
  } catch (error) {
    if (!lost.signal.aborted || signal.aborted) endByError(job, error)
    else await keep(job, store, 'lock_lost', lockLost())
  } finally {
    either.release()
    await tellEnd()
    await letGo()
  }
}

async function walkAndSettle(
  deps: LaneDeps,
  job: LaneJob,
  open: OpenProvider,
  store: DailyFetchStore,
  lock: FetchLock | null,
  signal: AbortSignal,
): Promise<void> {
  const { provider, day, book, onChange } = job
  const payload = new PayloadBuilder(provider.id)
  const finish = () => payload.finish(localIsoText(deps.system.clock(), job.zone))
  try {
    await walk(deps.system, job, open, payload, signal)
    checkRejects(provider.id, payload.items, book.rejected)
  } catch (error) {
    if (signal.aborted) throw error
    const isTooLarge = error instanceof AppError && error.code === 'too_large'
    if (payload.items > 0 && !isTooLarge) await setAside(deps.system, job, store, payload, finish(), 'incomplete')
    return keep(job, store, isTooLarge ? 'too_large' : 'incomplete', error)
  }

  book.enter('comparing')
  onChange()
  const chunks = finish()
  const lastGood = await store.lastGood(provider.id, day, lastGoodDays)
  const newBytes = bytesOf(chunks)
  book.compare(comparisonOf(lastGood, payload, newBytes))
  if (newBytes > heavyPayloadBytes) book.warn(`the payload is heavy: ${newBytes} bytes`)
  const verdict = guardVerdict(payload.items, lastGood)
  if (lock === null) return book.end({ outcome: 'compared', ...(verdict === 'store' ? {} : { reason: verdict }) })
  if (verdict !== 'store') {
    await setAside(deps.system, job, store, payload, chunks, verdict)
    return book.end({ outcome: 'kept_old', reason: verdict })
  }
  signal.throwIfAborted()
  book.enter('storing')
  onChange()
  const outcome = await store.commit(provider.id, day, chunks, lock)
  if (outcome === 'lock_lost') return keep(job, store, 'lock_lost', lockLost())
  book.end({ outcome: 'stored', key: dailyFetchKey(provider.id, day) })
}

async function walk(
  system: System,
  job: LaneJob,
  open: OpenProvider,
  payload: PayloadBuilder,
  signal: AbortSignal,
): Promise<void> {
  const { day, book, onChange } = job
  const request = {
    signal,
    overrideBreaker: job.overrideBreaker,
    onSignal: (told: Parameters<LaneBook['signal']>[0]) => {
      book.signal(told)
      onChange()
    },
  }
  for await (const page of open.daily(fetchWindow(day), request)) {
    signal.throwIfAborted()
    for (let at = 0; at < page.opportunities.length; at += sliceItems) {
      if (at > 0) await system.sleep(0, signal)
      payload.add(page.opportunities.slice(at, at + sliceItems))
    }
    book.page(page)
    onChange()
  }
  signal.throwIfAborted()
}

/** Ends a lane whose result may not be stored: the old value is kept where there is one, else the lane failed. */
async function keep(
  job: LaneJob,
  store: DailyFetchStore,
  reason: 'incomplete' | 'too_large' | 'lock_lost',
  error: unknown,
): Promise<void> {
  const { book } = job
  const failure = toFailure(error)
  const answeredNothing = reason === 'incomplete' && book.snapshot().items === 0
  const old = answeredNothing ? null : await standingValue(job, store)
  book.end(
    old === null
      ? { outcome: 'failed', failure, ...(answeredNothing ? {} : { reason }) }
      : { outcome: 'kept_old', reason, failure },
  )
}

/** @returns null also where it cannot be read: the failure that led here must not be hidden by another */
async function standingValue({ provider, day, book }: LaneJob, store: DailyFetchStore): Promise<StoredDaily | null> {
  try {
    return await store.read(provider.id, day)
  } catch (error) {
    book.warn(`the stored value could not be read: ${toFailure(error).message}`)
    return null
  }
}

/**
 * A result that is not stored waits for a decision. That it could not be kept is said, but is no second failure.
 * @param chunks - the exact text of `payload`
 */
async function setAside(
  system: System,
  { provider, day, dryRun, runId, book }: LaneJob,
  store: DailyFetchStore,
  payload: PayloadBuilder,
  chunks: readonly Uint8Array[],
  reason: AsideReason,
): Promise<void> {
  if (dryRun) return
  const hash = system.sha256()
  for (const chunk of chunks) hash.update(chunk)
  const { items, ends } = payload
  const facts = { items, bytes: bytesOf(chunks), ends, digest: hash.hex() }
  const note: AsideNote = { reason, at: system.clock(), by: system.operator.slice(0, 200), runId, ...facts }
  try {
    book.setAside(await store.setAside(provider.id, day, chunks, JSON.stringify(note)))
  } catch (error) {
    book.warn(`could not be kept aside: ${toFailure(error).message}`)
  }
}

function comparisonOf(old: StoredDaily | null, { items, ends }: PayloadBuilder, newBytes: number): LaneComparison {
  const before = { oldItems: old?.items ?? null, oldBytes: old?.bytes ?? null }
  return { ...before, oldEnds: old?.ends ?? { first: null, last: null }, newItems: items, newBytes, newEnds: ends }
}

/** A signal that follows two; `release` unties it from the one that outlives it. */
function eitherSignal(one: AbortSignal, other: AbortSignal) {
  const both = new AbortController()
  const follow = (source: AbortSignal) => () => both.abort(source.reason)
  const [first, second] = [follow(one), follow(other)]
  if (one.aborted) first()
  one.addEventListener('abort', first, { once: true })
  other.addEventListener('abort', second, { once: true })
  return { signal: both.signal, release: () => one.removeEventListener('abort', first) }
}
