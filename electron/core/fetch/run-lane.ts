import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import { type CacheDay, fetchWindow, localIsoText } from '../../../shared/time/cache-day.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { keepRenewed, lockHoldMs } from '../held-lock.ts'
import type { DailyFetchStore, StoredDaily } from '../ports/cache.ts'
import type { Lock } from '../ports/locks.ts'
import type { OpenProvider, Provider } from '../ports/provider.ts'
import type { System } from '../ports/system.ts'
import type { ProvidersInUse } from '../providers-in-use.ts'
import { checkRejects, guardVerdict } from './commit-guard.ts'
import type { LaneBook } from './lane-book.ts'
import { bytesOf, heavyPayloadBytes, PayloadBuilder } from './payload-builder.ts'

/** Days among which the last good value is looked for; it lives 25 h, so older ones are rare. */
const lastGoodDays = 7

/** Records turned to text before other work gets its turn: 500 of them take up to 40 ms. */
const sliceItems = 100

export interface LaneDeps {
  readonly inUse: Pick<ProvidersInUse, 'enabled' | 'setup'>
  readonly system: System
}

export interface LaneJob {
  readonly provider: Provider
  readonly day: CacheDay
  readonly dryRun: boolean
  readonly connection: ActiveConnection
  readonly book: LaneBook
  /** Aborted when the operator cancels. */
  readonly signal: AbortSignal
  /** Called after every change of the book. */
  readonly onChange: () => void
}

/** Fetches one provider for one day and stores, keeps or compares; never throws: how it ended stands in the book. */
export async function runLane(deps: LaneDeps, job: LaneJob): Promise<void> {
  const { book, signal } = job
  try {
    await fetchAndStore(deps, job)
  } catch (error) {
    // Once the commit is under way a failure speaks of the store, cancelled or not.
    if (signal.aborted && book.state !== 'storing') book.end({ outcome: 'cancelled' })
    else book.end({ outcome: 'failed', failure: toFailure(error) })
  }
  job.onChange()
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
    const failure = new AppError('busy', `${provider.id} is held by ${lock.heldBy}`, {
      params: {
        operation: lock.removing ? `${provider.id}:*` : `${provider.id} ${day}`,
        by: lock.heldBy,
        since: lock.since,
      },
      retryable: true,
    })
    return book.end({ outcome: 'skipped', reason: 'locked', failure: toFailure(failure) })
  }
  const lost = new AbortController()
  const letGo = keepRenewed(lock, deps.system, () => lost.abort(lockLost()))
  const either = eitherSignal(signal, lost.signal)
  try {
    await walkAndSettle(deps, job, open, store, lock, either.signal)
  } catch (error) {
    if (!lost.signal.aborted || signal.aborted) throw error
    await keep(job, store, 'lock_lost', lockLost())
  } finally {
    either.release()
    await letGo()
  }
}

async function walkAndSettle(
  deps: LaneDeps,
  job: LaneJob,
  open: OpenProvider,
  store: DailyFetchStore,
  lock: Lock | null,
  signal: AbortSignal,
): Promise<void> {
  const { provider, day, book, onChange } = job
  const payload = new PayloadBuilder(provider.id)
  const finish = () => payload.finish(localIsoText(deps.system.clock()))
  try {
    await walk(deps.system, job, open, payload, signal)
    checkRejects(provider.id, payload.items, book.rejected)
  } catch (error) {
    if (signal.aborted) throw error
    const isTooLarge = error instanceof AppError && error.code === 'too_large'
    if (payload.items > 0 && !isTooLarge) await setAside(job, store, finish())
    return keep(job, store, isTooLarge ? 'too_large' : 'incomplete', error)
  }

  book.enter('comparing')
  onChange()
  const chunks = finish()
  const lastGood = await store.lastGood(provider.id, day, lastGoodDays)
  const newBytes = bytesOf(chunks)
  book.compare(comparisonOf(lastGood, payload.items, newBytes))
  if (newBytes > heavyPayloadBytes) book.warn(`the payload is heavy: ${newBytes} bytes`)
  const verdict = guardVerdict(payload.items, lastGood)
  if (lock === null) return book.end({ outcome: 'compared', ...(verdict === 'store' ? {} : { reason: verdict }) })
  if (verdict !== 'store') {
    if (verdict === 'shrunk') await setAside(job, store, chunks)
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

/** A result that is not stored can still be looked at. That it could not be kept is said, but is no second failure. */
async function setAside(job: LaneJob, store: DailyFetchStore, chunks: readonly Uint8Array[]): Promise<void> {
  if (job.dryRun) return
  try {
    job.book.warn(`kept aside for 24 h: ${await store.setAside(job.provider.id, job.day, chunks)}`)
  } catch (error) {
    job.book.warn(`could not be kept aside: ${toFailure(error).message}`)
  }
}

function comparisonOf(old: StoredDaily | null, newItems: number, newBytes: number) {
  return { oldItems: old?.items ?? null, newItems, oldBytes: old?.bytes ?? null, newBytes }
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

/** @returns the failure of a run whose lock another console took */
function lockLost(): AppError {
  const params = { operation: 'another fetch of the same provider and day' }
  return new AppError('busy', 'the lock of this fetch was lost to another console', { params, retryable: true })
}
