import type { OpenConnection } from '../../../../shared/contract/connection.ts'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { confirmationOf } from '../../../../shared/keys/confirmation-of.ts'

export interface WantedWord {
  readonly word: string
  /** Of a file what it holds, by its namespace or number; of a copy from another server this connection. */
  readonly names: 'file' | 'connection'
}

/** @returns what must be typed; null: nothing, what was removed here goes back */
export function wantedWord({ bundle, elsewhere }: UndoPreview, place: OpenConnection | null): WantedWord | null {
  const isCopy = bundle.file === undefined || bundle.ofRemoval === true
  if (elsewhere && isCopy) return { word: place?.name ?? '–', names: 'connection' }
  return bundle.file === undefined ? null : { word: confirmationOf(bundle.target), names: 'file' }
}

/** @param typedForeign - as far as it was typed @returns what would come back */
export const comingBack = ({ restorable, foreign }: UndoPreview, typedForeign: string) =>
  restorable + (typedForeign === String(foreign.keys) ? foreign.restorable : 0)
