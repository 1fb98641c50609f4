import { toFailure } from '../app-error.ts'
import type { OperationStore } from '../ports/operations.ts'
import type { System } from '../ports/system.ts'

/** Its end stands in the journal. Where that cannot be forgotten it is offered once more, and nothing is lost by it. */
export async function forgetOperation(
  { operations, system }: { readonly operations: OperationStore; readonly system: System },
  operationId: string,
): Promise<void> {
  await operations
    .end(operationId)
    .catch((error) => system.log.warn('an ended operation is still remembered', { operationId, ...toFailure(error) }))
}
