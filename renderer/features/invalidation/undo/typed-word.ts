import type { OpenConnection } from '../../../../shared/contract/connection.ts'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { confirmationOf } from '../../../../shared/keys/confirmation-of.ts'

/**
 * @returns what must be typed: of a file its namespace, or how many keys were chosen, of a copy from another server this connection's name; null:
 *   nothing, what was removed here goes back
 */
export function wantedWord({ bundle, elsewhere }: UndoPreview, place: OpenConnection | null): string | null {
  if (bundle.file !== undefined) return confirmationOf(bundle.target)
  return elsewhere ? (place?.name ?? '–') : null
}
