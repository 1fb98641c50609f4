import type { UnfinishedOperation } from '../../../shared/contract/operations.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { JournalWriter } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'

export interface CloseDeps {
  readonly operations: OperationStore
  readonly journal: JournalWriter
  readonly system: System
}

/** Gives an unfinished operation its end in the journal. @throws AppError: what cannot be journaled stays open */
export async function closeOperation(
  { operations, journal, system }: CloseDeps,
  { operationId, kind, target, connection, bundle }: UnfinishedOperation,
  ended: 'closed' | 'undone',
): Promise<void> {
  const details = { operationId, namespace: target.namespace, ended, bundle }
  await journal.append({ at: system.clock(), who: system.operator, what: `${kind}.closed`, connection, details })
  await operations.end(operationId)
}

/** An undo that came to its end settles whatever unfinished operation saved into, or restored from, its bundle. */
export async function closeOperationsOf(deps: CloseDeps, bundle: string): Promise<void> {
  for (const operation of await deps.operations.unfinished())
    if (operation.bundle === bundle) await closeOperation(deps, operation, 'undone')
}
