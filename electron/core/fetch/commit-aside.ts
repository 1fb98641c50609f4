import type { AsideCommit, AsideNote } from '../../../shared/contract/fetch-aside.ts'
import type { UndoBundle } from '../../../shared/contract/undo.ts'
import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { keepRenewed, lockHoldMs } from '../held-lock.ts'
import { assertUndoable, undoOutlook } from '../invalidation/obstacles.ts'
import { createOperationNotes } from '../invalidation/operation-notes.ts'
import { placeText } from '../invalidation/same-server.ts'
import type { FetchAsideStore, FetchLock, ProviderDay } from '../ports/cache.ts'
import type { Journal, UndoStore, UndoWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { heldByOther } from './held-by-other.ts'
import { lockLost } from './lock-lost.ts'

export interface CommitDeps {
  readonly undoStore: UndoStore
  readonly journal: Journal
  readonly system: System
}

export interface FoundAside extends ProviderDay {
  /** Where it lies. */
  readonly key: string
  /** As it stands in Redis; the commit asks for exactly it. */
  readonly note: string
  readonly facts: AsideNote
}

/**
 * Moves a result under its day's key, under the lock of that day. The value it replaces is on disk, and the journal has
 * been told, before anything changes.
 * @throws AppError `busy`, `not_found`, `refused`, `unknown_outcome`, storage
 */
export async function commitAside(
  deps: CommitDeps,
  connection: ActiveConnection,
  aside: FoundAside,
): Promise<AsideCommit> {
  const lock = await connection.session.fetchAsides().lock(aside, lockHoldMs)
  if ('heldBy' in lock) throw heldByOther(aside, lock)
  const letGo = keepRenewed(lock, deps.system, () => undefined) // the commit itself asks whether it is still held
  try {
    return await replace(deps, connection, aside, lock)
  } finally {
    await letGo()
  }
}

async function replace(
  { undoStore, journal, system }: CommitDeps,
  connection: ActiveConnection,
  aside: FoundAside,
  lock: FetchLock,
): Promise<AsideCommit> {
  const { provider, day, facts, note } = aside
  const store = connection.session.fetchAsides()
  const server = await connection.session.verifyIdentity()
  const [saved, expiresAt] = [await store.saveLive(aside), await store.expiryOfNow(aside)]
  const key = dailyFetchKey(provider, day)
  const notes = createOperationNotes(journal, system, 'fetch.replace', connection.name.slice(0, 200), {
    provider,
    day,
    key,
  })
  let undo: UndoWriter | null = null
  let outcome: Awaited<ReturnType<FetchAsideStore['commit']>> | null = null
  try {
    if (saved) {
      assertUndoable(await undoOutlook(connection, undoStore, saved.payload.length))
      const target = {
        scope: 'families',
        namespace: provider,
        families: ['daily_fetch'],
      } satisfies UndoBundle['target']
      undo = await undoStore.create({ target, server, replacementExpiresAt: expiresAt })
      await undo.append([saved])
    }
    const { digest, reason, items, bytes, runId } = facts
    const replaces = saved?.payload.length ?? null
    const head = { digest, reason, items, bytes, run: runId, replaces, bundle: undo?.bundle ?? null }
    await notes('begin', { ...head, server: placeText(server) })
    outcome = await store.commit(aside, { note, lock, saved, expiresAt })
    if (outcome !== 'stored') throw refusalOf(outcome, aside)
    await undo?.settle(['removed'])
  } catch (error) {
    const { code } = toFailure(error)
    // Where nobody knows what became of it the saved value stays: an undo puts it over nothing but the replacement.
    if (outcome === null && code === 'unknown_outcome') await undo?.settle(['unknown'])
    await undo?.close()
    await notes('end', { outcome: outcome ?? code }).catch(() => undefined) // the failure that led here is told
    throw error
  }
  const bundle = (await undo?.close()) ?? null
  await notes('end', { outcome, bundle: bundle?.bundle ?? null }).catch((error: unknown) => {
    system.log.error('a commit could not be journaled to its end', { key, ...toFailure(error) })
  })
  const { items, bytes } = facts
  return { provider, day, key, items, bytes, bundle: bundle?.bundle ?? null, undoUntil: bundle?.undoUntil ?? null }
}

function refusalOf(outcome: 'lock_lost' | 'gone' | 'changed', { provider, day, key }: FoundAside): AppError {
  if (outcome === 'lock_lost') return lockLost()
  if (outcome === 'gone') return new AppError('not_found', `${key} is not there any more`, { params: { what: key } })
  const reason = `${dailyFetchKey(provider, day)} changed meanwhile`
  return new AppError('refused', reason, { params: { reason } })
}
