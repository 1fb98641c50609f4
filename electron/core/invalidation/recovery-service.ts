import { isSamePlace } from '../../../shared/connection/same-place.ts'
import type { OperationCheck, UnfinishedOperation } from '../../../shared/contract/operations.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { JournalWriter, UndoStore } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { closeOperation } from './close-operation.ts'
import { noting, type Refusals } from './refusals.ts'
import { placeText } from './same-server.ts'
import { verifyOperation } from './verify-operation.ts'

export interface RecoveryDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly operations: OperationStore
  readonly undoStore: UndoStore
  readonly journal: JournalWriter
  readonly refusals: Refusals
  readonly system: System
}

/** Operations whose console ended on the way: nothing is done about them until the operator chooses. */
export interface RecoveryService {
  /** Newest first, whichever server they ran on. */
  list(): Promise<UnfinishedOperation[]>
  /** Reads back what became of its keys. @throws AppError `not_found`, `refused` (another server), `bad_input` (an undo) */
  verify(operationId: string, signal: AbortSignal): Promise<OperationCheck>
  /** Ends it in the journal as it stands; no key is touched. @throws AppError `not_found`, storage */
  close(operationId: string): Promise<void>
}

export function createRecoveryService(deps: RecoveryDeps): RecoveryService {
  const { operations, refusals, system } = deps

  async function find(operationId: string): Promise<UnfinishedOperation> {
    const found = (await operations.unfinished()).find((operation) => operation.operationId === operationId)
    if (found) return found
    const what = operationId.slice(0, 64)
    throw new AppError('not_found', `no unfinished operation ${what}`, { params: { what } })
  }

  return {
    list: () => operations.unfinished(),
    async verify(operationId, signal) {
      const operation = await find(operationId)
      if (operation.kind === 'undo') {
        const params = { what: operationId.slice(0, 64), reason: 'undo' }
        throw new AppError('bad_input', 'what an undo left is told by its preview', { params })
      }
      const { session } = deps.connection()
      const server = await session.verifyIdentity()
      if (!isSamePlace(operation.server, server)) {
        const reason = `${placeText(operation.server)} ≠ ${placeText(server)}`
        throw new AppError('refused', `the operation ran on another server: ${reason}`, { params: { reason } })
      }
      return verifyOperation(deps, operation, session.reader(), signal, system.clock())
    },
    close: (operationId) =>
      noting(refusals, 'operations.close', operationId, async () =>
        closeOperation(deps, await find(operationId), 'closed'),
      ),
  }
}
