import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import type { ExportedTarget } from '../../../shared/contract/transfer.ts'
import type { UndoBundle } from '../../../shared/contract/undo.ts'
import type { SavedKey } from './keyspace.ts'

/** A bundle being written where the operator wants it: under its name it is whole, or not there. */
export interface BundleFileWriter {
  /** @returns bytes of the file so far @throws AppError `too_large`, `storage_failed`, `disk_full` */
  append(keys: readonly SavedKey[]): Promise<number>
  /** Puts the file in its place, on disk to stay. @returns its name, without its folder, and its bytes */
  finish(): Promise<{ readonly file: string; readonly fileBytes: number }>
  /** Leaves nothing behind. */
  abandon(): Promise<void>
}

/** Bundles in files of the operator's choice. A path comes from a native dialog or the command line, never from a page. */
export interface BundleFiles {
  /** A value above this is not written, and a record above it is not read. Bytes. */
  readonly mostValueBytes: number
  create(
    path: string,
    head: { readonly target: ExportedTarget; readonly server: ServerIdentity; readonly createdAt: number },
  ): Promise<BundleFileWriter>
  /**
   * Opens an exported file, or the copy of a removal, to be put back; it is offered for a day, or until the console closes.
   * @param namespaces - of these alone may it hold keys
   * @throws AppError `refused` where it is no bundle of this version; `unknown_namespace`, `too_large`, `not_found`, `storage_failed`
   */
  open(path: string, namespaces: readonly string[]): Promise<UndoBundle>
  list(): UndoBundle[]
  /** Its records in order; a damaged one is yielded as its place. @throws AppError `refused` where the file changed since it was opened */
  read(bundle: string): AsyncIterable<SavedKey | { readonly damaged: number }>
  mark(bundle: string, state: UndoBundle['state']): void
}
