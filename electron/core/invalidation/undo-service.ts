import { isSamePlace } from '../../../shared/connection/same-place.ts'
import type {
  UndoBundle,
  UndoPreview,
  UndoPreviewProgress,
  UndoProgress,
  UndoResult,
} from '../../../shared/contract/undo.ts'
import { confirmationOf } from '../../../shared/keys/confirmation-of.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { BundleFiles } from '../ports/bundle-files.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { JournalWriter, UndoStore } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { closeOperationsOf } from './close-operation.ts'
import { createGoAhead, type GoAhead } from './go-ahead.ts'
import type { NamespaceHolds } from './namespace-holds.ts'
import type { OperationGate } from './operation-gate.ts'
import { previewUndo } from './preview-undo.ts'
import { noting, type Refusals } from './refusals.ts'
import { createRestorableBundles } from './restorable-bundles.ts'
import { runUndo } from './run-undo.ts'
import { placeText } from './same-server.ts'

export interface UndoDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly undoStore: UndoStore
  readonly files: BundleFiles
  /** A file may hold keys of these alone. */
  readonly namespaces: readonly string[]
  readonly operations: OperationStore
  readonly journal: JournalWriter
  readonly refusals: Refusals
  readonly gate: OperationGate
  readonly holds: NamespaceHolds
  readonly system: System
}

export interface UndoRequest {
  readonly bundle: string
  /** The open connection's name, typed by the operator: restores there what came from elsewhere. null: only back. */
  readonly retarget: string | null
  /** Of a file: its namespace, typed by the operator. What was removed here needs none, nor does what goes by `retarget`. */
  readonly confirmation?: string | undefined
  /** Of a file: how many of its keys its target does not name, as the last preview told, typed: they come too. */
  readonly foreign?: number | undefined
  /** As of an invalidation. */
  readonly attended?: boolean
}

export interface UndoService {
  /** Bundles on this machine, newest first, whichever server they belong to. */
  list(): Promise<UndoBundle[]>
  /** Opens an exported file or the copy of a removal, to be put back like any other bundle. @param path - from a native dialog or the command line @throws AppError as `BundleFiles.open` */
  openFile(path: string): Promise<UndoBundle>
  /** What would come back and what not, key by key. Writes nothing. @throws AppError `not_found`, `cancelled` */
  preview(
    bundle: string,
    signal: AbortSignal,
    onProgress: (progress: UndoPreviewProgress) => void,
  ): Promise<UndoPreview>
  /**
   * Puts the keys of a bundle back with their absolute expiry; never over a key that stands. A second run goes on where
   * the first one failed or was stopped.
   * @returns the books, also after a failure on the way
   * @throws AppError where nothing was attempted: `read_only`, `not_found`, `refused` (another server), `not_confirmed`,
   *   `busy`, storage
   */
  run(request: UndoRequest, onProgress: (progress: UndoProgress) => void, signal?: AbortSignal): Promise<UndoResult>
  /** As of an invalidation. */
  resume(operationId: string): void
  /** Ends a run after its batch in flight; nothing happens where it no longer runs. */
  stop(operationId: string): void
  /** Stops what runs and waits for its end. */
  close(): Promise<void>
}

interface Running {
  readonly operationId: string
  readonly stop: AbortController
  readonly goAhead: GoAhead
  readonly end: Promise<unknown>
}

export function createUndoService(deps: UndoDeps): UndoService {
  const { files, gate, refusals, system } = deps
  const bundles = createRestorableBundles(deps.undoStore, files)
  const { namespaces, operations, journal } = deps
  const restoring = { bundles, namespaces, operations, journal, system }
  /** By bundle, as its last preview told. */
  const foreignKeys = new Map<string, number>()
  let running: Running | null = null

  async function find(id: string): Promise<UndoBundle> {
    const found = (await bundles.list()).find(({ bundle }) => bundle === id)
    if (found && found.state !== 'expired') return found
    const what = id.slice(0, 64)
    throw new AppError('not_found', `undo bundle ${what} is ${found ? 'expired' : 'not here'}`, { params: { what } })
  }

  /** @returns where the keys go although they came from elsewhere; null: back @throws AppError */
  async function destination(
    open: ActiveConnection,
    bundle: UndoBundle,
    { retarget: typed, confirmation }: UndoRequest,
  ): Promise<string | null> {
    const server = await open.session.verifyIdentity()
    const isElsewhere = !isSamePlace(bundle.server, server)
    if (bundle.file !== undefined && !(bundle.ofRemoval && isElsewhere)) {
      const name = confirmationOf(bundle.target)
      if (confirmation === name) return isElsewhere ? placeText(server) : null
      throw new AppError('not_confirmed', `the confirmation is not ${name}`, { params: { namespace: name } })
    }
    if (!isElsewhere) return null
    if (typed === null) {
      const reason = `${placeText(bundle.server)} ≠ ${placeText(server)}`
      throw new AppError('refused', `the bundle belongs to another server: ${reason}`, { params: { reason } })
    }
    if (typed === open.name) return placeText(server)
    throw new AppError('not_confirmed', `the confirmation is not ${open.name}`, { params: { namespace: open.name } })
  }

  /** @throws AppError `not_confirmed` where another number was typed than the preview told */
  function withForeign({ bundle, foreign }: UndoRequest): boolean {
    if (foreign === undefined) return false
    const told = foreignKeys.get(bundle) ?? 0
    if (foreign === told && told > 0) return true
    throw new AppError('not_confirmed', `${foreign} keys outside of the target were not previewed`, {
      params: { namespace: String(told) },
    })
  }

  /** What cannot be journaled stays open, and is offered again: the keys are back all the same. */
  async function settleOperations({ bundle, failed }: UndoResult): Promise<void> {
    if (failed > 0) return
    await closeOperationsOf(deps, bundle).catch((error) =>
      system.log.error('an unfinished operation could not be closed', { bundle, ...toFailure(error) }),
    )
  }

  async function run(
    request: UndoRequest,
    onProgress: (progress: UndoProgress) => void,
    signal?: AbortSignal,
  ): Promise<UndoResult> {
    const connection = deps.connection()
    connection.session.writer()
    const bundle = await find(request.bundle)
    const retargetedTo = await destination(connection, bundle, request)
    const foreign = withForeign(request)
    const leave = gate.enter({ kind: 'undo', subject: confirmationOf(bundle.target) })
    const stop = new AbortController()
    const forward = () => stop.abort(signal?.reason)
    signal?.addEventListener('abort', forward, { once: true })
    if (signal?.aborted) forward()
    const operationId = system.randomHex(8)
    const goAhead = createGoAhead()
    const start = async () => {
      const hold = await deps.holds.take(connection.session, bundle.target, stop)
      try {
        const result = await runUndo(restoring, {
          operationId,
          hold,
          bundle,
          connection,
          retargetedTo,
          withForeign: foreign,
          stop,
          goAhead: request.attended === true ? goAhead : null,
          onProgress,
        })
        if (result.ended === 'done' && retargetedTo === null) await settleOperations(result)
        return result
      } finally {
        await hold.letGo()
      }
    }
    const end = start()
    running = { operationId, stop, goAhead, end }
    try {
      return await end
    } finally {
      running = null
      signal?.removeEventListener('abort', forward)
      leave()
    }
  }

  return {
    list: () => bundles.list(),
    openFile: (path) => noting(refusals, 'import.open', '', () => files.open(path, namespaces)),
    async preview(id, signal, onProgress) {
      const connection = deps.connection()
      const preview = await previewUndo(restoring, { bundle: await find(id), connection, signal, onProgress })
      foreignKeys.set(id, preview.foreign.keys)
      return preview
    },
    run: (request, onProgress, signal) =>
      noting(refusals, 'undo.run', request.bundle, () => run(request, onProgress, signal)),
    resume(operationId) {
      if (running?.operationId === operationId) running.goAhead.say()
    },
    stop(operationId) {
      if (running?.operationId === operationId) running.stop.abort(new AppError('cancelled', 'stopped by the operator'))
    },
    async close() {
      running?.stop.abort(new AppError('cancelled', 'the console is closing'))
      await running?.end.catch(() => undefined) // whoever started it has the failure
    },
  }
}
