import type { ExportedTarget, ExportProgress, ExportReport, ExportTarget } from '../../../shared/contract/transfer.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { chosenKeys } from '../invalidation/chosen-keys.ts'
import { endingOf } from '../invalidation/ending.ts'
import { createOperationNotes } from '../invalidation/operation-notes.ts'
import { noting, type Refusals } from '../invalidation/refusals.ts'
import { placeText } from '../invalidation/same-server.ts'
import { checkTarget, scopeNote } from '../invalidation/target.ts'
import type { Pace } from '../ports/keyspace.ts'
import type { Journal } from '../ports/stores.ts'
import { type ExportDeps, exportKeys, type KeysToExport } from './export-keys.ts'

export interface ExportServiceDeps extends ExportDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly namespaces: readonly string[]
  readonly journal: Journal
  readonly refusals: Refusals
  readonly pace: () => Promise<Pace>
}

export interface ExportService {
  /** @throws AppError `not_connected`, `unknown_namespace`, `unknown_family`, `busy`: what forbids an export, before a file is chosen. @returns how it is told */
  vet(what: ExportTarget | KeysToExport): Promise<ExportedTarget>
  /**
   * Copies the target to a file, journaled. One export at a time.
   * @throws AppError as `vet`; `cancelled`, `incomplete`, storage, what the reader throws: the file is then not there
   */
  run(
    request: { readonly what: ExportTarget | KeysToExport; readonly path: string },
    onProgress: (progress: ExportProgress) => void,
    signal?: AbortSignal,
  ): Promise<ExportReport>
  /** Ends what runs; nothing happens where nothing does. */
  stop(): void
  /** Stops what runs and waits for its end. */
  close(): Promise<void>
}

export function createExportService(deps: ExportServiceDeps): ExportService {
  const { connection, namespaces, journal, refusals, system } = deps
  let running: { readonly stop: AbortController; readonly end: Promise<unknown> } | null = null

  function assertIdle(): void {
    if (running) throw new AppError('busy', 'an export is running', { params: { operation: 'export' } })
  }

  async function vet(what: ExportTarget | KeysToExport): Promise<ExportedTarget> {
    const target = what.scope === 'keys' ? chosenKeys(what.keys, what.keys.length, namespaces) : what
    return noting(refusals, 'export.run', target.namespace ?? '', async () => {
      if (target.scope !== 'keys') checkTarget(target, namespaces)
      connection()
      assertIdle()
      return target
    })
  }

  async function exportNoted(
    request: {
      readonly what: ExportTarget | KeysToExport
      readonly target: ExportedTarget
      readonly path: string
    },
    onProgress: (progress: ExportProgress) => void,
    signal: AbortSignal,
  ): Promise<ExportReport> {
    const { target } = request
    const open = connection()
    const notes = createOperationNotes(journal, system, 'export', open.name, {
      operationId: system.randomHex(8),
      namespace: target.namespace,
    })
    await notes('begin', { ...scopeNote(target), server: placeText(open.session.identity()) })
    try {
      const pace = await deps.pace()
      const report = await exportKeys(deps, { ...request, connection: open, pace, signal, onProgress })
      const { file, listed, saved, gone, changed, failed, fileBytes } = report
      await notes('end', { ended: 'done', code: null, file, listed, saved, gone, changed, failed, fileBytes })
      return report
    } catch (error) {
      const { ended, failure } = endingOf(error)
      await notes('end', { ended, code: failure?.code ?? null }).catch(() => undefined) // what ended it is the failure to tell
      throw error
    }
  }

  return {
    vet,
    async run(request, onProgress, signal) {
      const target = await vet(request.what)
      assertIdle() // another may have begun while this one was vetted
      const stop = new AbortController()
      const forward = () => stop.abort(signal?.reason)
      signal?.addEventListener('abort', forward, { once: true })
      if (signal?.aborted) forward()
      const end = exportNoted({ ...request, target }, onProgress, stop.signal)
      running = { stop, end }
      try {
        return await end
      } finally {
        running = null
        signal?.removeEventListener('abort', forward)
      }
    },
    stop: () => running?.stop.abort(new AppError('cancelled', 'stopped by the operator')),
    async close() {
      running?.stop.abort(new AppError('cancelled', 'the console is closing'))
      await running?.end.catch(() => undefined) // whoever started it has the failure
    },
  }
}
