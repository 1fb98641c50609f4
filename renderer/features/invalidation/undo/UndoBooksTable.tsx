import type { UndoBooks } from '../../../../shared/contract/undo.ts'
import { useWords } from '../../../i18n/words.ts'
import { BooksTable } from '../../../ui/BooksTable.tsx'
import { undoLinesOf } from './undo-lines.ts'

export interface UndoBooksTableProps {
  readonly books: UndoBooks
  /** While it runs, what was not attempted is what remains. */
  readonly running: boolean
}

/** The counts of a restore and the saved keys they add up to. */
export function UndoBooksTable({ books, running }: UndoBooksTableProps) {
  const { t } = useWords()
  const hints = { expired: t('undo.books.expiredHint'), keptNewer: t('undo.books.keptNewerHint') }
  return (
    <BooksTable
      caption={t('undo.books.caption')}
      rows={undoLinesOf(books).map((line) => ({
        id: line,
        name: t(line === 'notAttempted' && running ? 'invalidation.books.remaining' : `undo.books.${line}`),
        count: books[line],
        ...(line === 'expired' || line === 'keptNewer' ? { hint: hints[line] } : {}),
      }))}
      total={{ name: t('undo.books.saved'), count: books.saved }}
    />
  )
}
