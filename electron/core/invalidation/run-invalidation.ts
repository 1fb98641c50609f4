import type { Failure } from '../../../shared/contract/failure.ts'
import type {
  InvalidationPreview,
  InvalidationProgress,
  InvalidationResult,
  Recheck,
  RemovalTarget,
} from '../../../shared/contract/invalidation.ts'
import type { UndoBundle } from '../../../shared/contract/undo.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { Policy } from '../policy/broken-rule.ts'
import type { Pace } from '../ports/keyspace.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { JournalWriter, KeyList, UndoStore, UndoWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { type Books, openBooks, rateOf } from './books.ts'
import { deleteKeys } from './delete-keys.ts'
import { endingOf } from './ending.ts'
import { forgetOperation } from './forget-operation.ts'
import type { GoAhead } from './go-ahead.ts'
import type { NamespaceHold } from './namespace-holds.ts'
import { assertUndoable, bundleBytes, undoOutlook } from './obstacles.ts'
import { createOperationNotes, type OperationNotes } from './operation-notes.ts'
import { createPausing, type Pausing } from './pausing.ts'
import { createRecentKeys, type RecentKeys, recheckDeleted } from './recheck-deleted.ts'
import { placeText } from './same-server.ts'
import { setLifetimes } from './set-lifetimes.ts'
import { scopeNote } from './target.ts'
import { createThrottle } from './throttle.ts'

export interface RunDeps {
  readonly undoStore: UndoStore
  readonly operations: OperationStore
  readonly journal: JournalWriter
  readonly system: System
}

/** What a preview binds a run to. */
export interface Confirmed extends Pick<InvalidationPreview, 'server' | 'count' | 'bytes' | 'digest'> {
  readonly target: RemovalTarget
}

export interface RunOptions {
  readonly operationId: string
  readonly hold: NamespaceHold
  readonly connection: ActiveConnection
  readonly preview: Confirmed
  readonly list: KeyList
  readonly noUndo: boolean
  readonly pace: Pace
  /** Where lifetimes are set, which. */
  readonly policy: Policy
  /** Ends the run; its reason is an AppError, `cancelled` for a wish. */
  readonly stop: AbortController
  /** What a pause waits for; null: nobody is there to decide. */
  readonly goAhead: GoAhead | null
  readonly onProgress: (progress: InvalidationProgress) => void
}

/**
 * One confirmed run. The journal stands before the first key goes and after each batch.
 * @returns the result, however far it came @throws AppError only where nothing was attempted
 */
export async function runInvalidation(deps: RunDeps, options: RunOptions): Promise<InvalidationResult> {
  const { journal, system } = deps
  const { operationId, hold, connection, preview, stop, goAhead, onProgress } = options
  const { target } = preview
  const startedAt = system.clock()
  const books = openBooks(preview.count)
  const notes = createOperationNotes(journal, system, 'invalidation', connection.name, {
    operationId,
    namespace: target.namespace,
  })
  const { session } = connection
  let lastMs = 0
  const tell = (done: boolean, serverMs: number, paused?: Failure) => {
    lastMs = serverMs
    const elapsedMs = system.clock() - startedAt
    const keysPerSecond = rateOf(books.settled(), pausing.worked() - startedAt)
    const said = { operationId, target, books: books.read(), keysPerSecond, serverMs, elapsedMs, done }
    onProgress(paused === undefined ? said : { ...said, paused })
  }

  const undo = await begin(deps, options, notes)
  const onPause = (reason: Failure | null) => tell(false, lastMs, reason ?? undefined)
  const { server } = preview
  const pausing = createPausing({ session, server, stop, hold, goAhead, notes, system, onPause })
  tell(false, 0)
  const recent = createRecentKeys()
  const { error, serverMs } = await deleteAll(options, { undo, books, recent, notes, tell, pausing, system })
  pausing.end()
  const failed = endingOf(error).ended === 'failed'
  const recheck = failed ? await recheckDeleted(session, server, recent.read(), system) : null

  const bundle = await endUndo(undo, books, system)
  const failure = await noteEnd(notes, error, books, { bundle, recheck }, () => forgetOperation(deps, operationId))
  tell(true, serverMs)
  return {
    operationId,
    target,
    ...books.read(),
    ...endingOf(failure),
    bundle: bundle?.bundle ?? null,
    undoUntil: bundle?.undoUntil ?? null,
    ...(recheck === null ? {} : { recheck }),
    startedAt,
    elapsedMs: system.clock() - startedAt,
  }
}

/** Makes sure that undoing is possible and that the journal can be written, before anything goes. */
async function begin(deps: RunDeps, options: RunOptions, notes: OperationNotes): Promise<UndoWriter | null> {
  const { operationId, hold, connection, preview, list, noUndo } = options
  const { operations, system } = deps
  const { target, server, bytes, count, digest } = preview
  let undo: UndoWriter | null = null
  if (!noUndo) {
    assertUndoable(await undoOutlook(connection, deps.undoStore, bundleBytes(target, count, bytes)))
    undo = await deps.undoStore.create({ target, server })
  }
  try {
    const bundle = undo?.bundle ?? null
    const facts = { operationId, kind: 'invalidation', target, server, connection: connection.name, bundle } as const
    await operations.begin({ ...facts, who: system.operator, startedAt: system.clock(), keys: count }, list, hold.id)
    const where = { server: placeText(server), runId: server.runId }
    await notes('begin', { ...scopeNote(target), previewed: count, digest, ...where, bundle })
  } catch (error) {
    await operations.end(operationId).catch(() => undefined) // the first failure is the one to tell
    await undo?.abandon()
    throw error
  }
  return undo
}

interface Run {
  readonly undo: UndoWriter | null
  readonly books: Books
  readonly recent: RecentKeys
  readonly notes: OperationNotes
  readonly tell: (done: boolean, serverMs: number) => void
  readonly pausing: Pausing
  readonly system: System
}

/** @returns what ended it early, or null */
async function deleteAll(
  options: RunOptions,
  run: Run,
): Promise<{ readonly error: unknown; readonly serverMs: number }> {
  const { connection, preview, list, pace, stop } = options
  const { books, notes, tell, pausing, system } = run
  const mayTell = createThrottle(system.clock)
  let serverMs = 0
  const afterBatch = async (keys: number, batchMs: number) => {
    serverMs = batchMs
    const { previewed: _previewed, ...entries } = books.read()
    await notes('batch', { keys, ...entries })
    if (mayTell()) tell(false, serverMs)
  }
  try {
    const { session } = connection
    const { server } = preview
    const { undo, recent } = run
    const signal = stop.signal
    const job = { list, session, server, undo, books, recent, pace, signal, pausing, system, afterBatch }
    const { target } = preview
    if (target.scope === 'policy' && actOf(target) === 'set_ttl') {
      await setLifetimes(job, target.namespace, options.policy)
    } else await deleteKeys(job)
    await pausing.through(() => session.confirmPrimary())
    return { error: null, serverMs }
  } catch (error) {
    return { error, serverMs }
  }
}

/** A bundle holds what was removed, and what may have been: one of the latter alone is listed, but not offered. */
async function endUndo(undo: UndoWriter | null, books: Books, system: System): Promise<UndoBundle | null> {
  try {
    const bundle = (await undo?.close()) ?? null
    return books.read().deleted > 0 ? bundle : null
  } catch (error) {
    // The keys in it are on disk all the same: the undo list finds them there.
    system.log.error('an undo bundle could not be closed', { bundle: undo?.bundle, ...toFailure(error) })
    return null
  }
}

/** @returns what ended the run early; where its end cannot be journaled, that */
async function noteEnd(
  notes: OperationNotes,
  error: unknown,
  books: Books,
  { bundle, recheck }: { readonly bundle: UndoBundle | null; readonly recheck: Recheck | null },
  forget: () => Promise<void>,
): Promise<unknown> {
  const { ended, failure } = endingOf(error)
  const { previewed: _previewed, ...entries } = books.read()
  try {
    const looked =
      recheck === null ? {} : { recheckedOn: recheck.server, rechecked: recheck.checked, standing: recheck.standing }
    await notes('end', { ended, code: failure?.code ?? null, bundle: bundle?.bundle ?? null, ...entries, ...looked })
    await forget()
    return error
  } catch (noteError) {
    return error ?? noteError
  }
}
