import { isSamePlace } from '../../../shared/connection/same-place.ts'
import type { UndoBundle, UndoResult } from '../../../shared/contract/undo.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { Journal, UndoStore } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import type { OperationGate } from './operation-gate.ts'
import { noting, type Refusals } from './refusals.ts'
import { runUndo } from './run-undo.ts'
import { placeText } from './same-server.ts'

export interface UndoDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly undoStore: UndoStore
  readonly journal: Journal
  readonly refusals: Refusals
  readonly gate: OperationGate
  readonly system: System
}

export interface UndoService {
  /** Bundles on this machine, newest first, whichever server they belong to. */
  list(): Promise<UndoBundle[]>
  /**
   * Puts the keys of a bundle back with their absolute expiry; never over a newer value. A second run goes on where the
   * first one failed.
   * @returns the books, also after a failure on the way
   * @throws AppError where nothing was attempted: `read_only`, `not_found`, `refused` (another server), `busy`, storage
   */
  run(bundle: string): Promise<UndoResult>
  /** Stops what runs and waits for its end. */
  close(): Promise<void>
}

export function createUndoService(deps: UndoDeps): UndoService {
  const { undoStore, gate, refusals } = deps
  let running: { readonly stop: AbortController; readonly end: Promise<unknown> } | null = null

  async function find(id: string): Promise<UndoBundle> {
    const found = (await undoStore.list()).find(({ bundle }) => bundle === id)
    if (found && found.state !== 'expired') return found
    const what = id.slice(0, 64)
    throw new AppError('not_found', `undo bundle ${what} is ${found ? 'expired' : 'not here'}`, { params: { what } })
  }

  async function run(id: string): Promise<UndoResult> {
    const open = deps.connection()
    open.session.writer()
    const bundle = await find(id)
    const server = await open.session.verifyIdentity()
    if (!isSamePlace(bundle.server, server)) {
      const reason = `${placeText(bundle.server)} ≠ ${placeText(server)}`
      throw new AppError('refused', `the bundle belongs to another server: ${reason}`, { params: { reason } })
    }
    const leave = gate.enter({ kind: 'undo', namespace: bundle.target.namespace })
    const stop = new AbortController()
    const end = runUndo(deps, { bundle, connection: open, stop })
    running = { stop, end }
    try {
      return await end
    } finally {
      running = null
      leave()
    }
  }

  return {
    list: () => undoStore.list(),
    run: (bundle) => noting(refusals, 'undo.run', bundle, () => run(bundle)),
    async close() {
      running?.stop.abort(new AppError('cancelled', 'the console is closing'))
      await running?.end.catch(() => undefined) // whoever started it has the failure
    },
  }
}
