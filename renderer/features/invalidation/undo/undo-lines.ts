import type { UndoBooks, UndoResult } from '../../../../shared/contract/undo.ts'
import { targetText } from '../../../../shared/keys/target-text.ts'
import type { Words } from '../../../i18n/words.ts'

/** In the order they are told; they add up to the keys saved. */
const undoLines = ['restored', 'expired', 'keptNewer', 'damaged', 'foreign', 'failed', 'notAttempted'] as const

/** @returns those that say something: only a file may hold keys outside of its target */
export const undoLinesOf = ({ foreign }: UndoBooks) => undoLines.filter((line) => line !== 'foreign' || foreign > 0)

/** @returns the share of the bundle that was dealt with, 0 to 1 */
export function restoredShare({ saved, notAttempted }: UndoBooks): number {
  return saved === 0 ? 1 : (saved - notAttempted) / saved
}

/** Raw figures, free of the screen's formats. */
export function undoSummaryText({ t }: Words, result: UndoResult): string {
  const counts = undoLinesOf(result).map((line) => `${t(`undo.books.${line}`)}: ${result[line]}`)
  return [
    `${targetText(result.target)} (${result.bundle})`,
    `${t('undo.books.saved')}: ${result.saved}`,
    ...counts,
  ].join('\n')
}
