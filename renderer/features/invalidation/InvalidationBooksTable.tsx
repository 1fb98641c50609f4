import type { InvalidationBooks } from '../../../shared/contract/invalidation.ts'
import { useWords } from '../../i18n/words.ts'
import { BooksTable } from '../../ui/BooksTable.tsx'
import { bookLines } from './books.ts'
import { selectAct, useInvalidation } from './invalidation-store.ts'

export interface InvalidationBooksTableProps {
  readonly books: InvalidationBooks
  /** While it runs, what was not attempted is what remains. */
  readonly running: boolean
}

/** The five counts of a removal and the preview they add up to. */
export function InvalidationBooksTable({ books, running }: InvalidationBooksTableProps) {
  const { t } = useWords()
  const act = useInvalidation(selectAct)
  const hints = { changed: t('invalidation.books.changedHint'), gone: t('invalidation.books.goneHint') }
  return (
    <BooksTable
      caption={t('invalidation.books.caption')}
      rows={bookLines.map((line) => ({
        id: line,
        name: t(line === 'notAttempted' && running ? 'invalidation.books.remaining' : `invalidation.books.${line}`, {
          act,
        }),
        count: books[line],
        ...(line === 'changed' || line === 'gone' ? { hint: hints[line] } : {}),
      }))}
      total={{ name: t('invalidation.books.previewed'), count: books.previewed }}
    />
  )
}
