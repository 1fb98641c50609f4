import type { UnfinishedOperation } from '../../../shared/contract/operations.ts'
import type { ListedKey } from './keyspace.ts'
import type { KeyList } from './stores.ts'

/** Remembers on disk what is under way, so that an operation whose process was killed is found again. */
export interface OperationStore {
  /**
   * To be called before the first key is touched.
   * @param list - kept as well, to be read back; null: there is none
   * @param hold - id of the namespace's hold, which a killed process leaves behind; null: none
   */
  begin(operation: UnfinishedOperation, list: KeyList | null, hold: string | null): Promise<void>
  /** The end stands in the journal: it need not be remembered. */
  end(operationId: string): Promise<void>
  /** Those whose process is gone, newest first. */
  unfinished(): Promise<UnfinishedOperation[]>
  /** Ids of the holds that unfinished operations left behind. */
  leftHolds(): Promise<string[]>
  /** The list an unfinished operation worked on, in order; nothing where none was kept. */
  keys(operationId: string): AsyncIterable<ListedKey[]>
}
