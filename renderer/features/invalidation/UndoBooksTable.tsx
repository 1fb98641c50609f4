import type { UndoResult } from '../../../shared/contract/undo.ts'
import { useWords } from '../../i18n/words.ts'
import { BooksTable } from './BooksTable.tsx'

const undoLines = ['restored', 'expired', 'keptNewer', 'damaged', 'failed', 'notAttempted'] as const

/** The counts of a restore and the saved keys they add up to. */
export function UndoBooksTable({ result }: { readonly result: UndoResult }) {
  const { t } = useWords()
  return (
    <BooksTable
      caption={t('invalidation.undo.caption')}
      rows={undoLines.map((line) => ({ id: line, name: t(`invalidation.undo.${line}`), count: result[line] }))}
      total={{ name: t('invalidation.undo.saved'), count: result.saved }}
    />
  )
}
