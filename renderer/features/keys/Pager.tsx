import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useWords } from '../../i18n/words.ts'
import { IconButton } from '../../ui/IconButton.tsx'

export interface PagerProps {
  readonly page: number
  /** Pages there are; null: at least one more. */
  readonly pages: number | null
  /** What is shown, e.g. "linhas 1–200 de 1.200". */
  readonly words: string
  readonly onPage: (page: number) => void
}

/** Steps through what is too long for one page; nothing where one page is enough. */
export function Pager({ page, pages, words, onPage }: PagerProps) {
  const { t } = useWords()
  if (pages !== null && pages <= 1) return null
  return (
    <div className="keys__pager">
      <span role="status">{words}</span>
      <IconButton
        icon={ChevronLeft}
        label={t('browse.previousPage')}
        size="small"
        aria-disabled={page === 0 || undefined}
        onClick={() => page > 0 && onPage(page - 1)}
      />
      <IconButton
        icon={ChevronRight}
        label={t('browse.nextPage')}
        size="small"
        aria-disabled={(pages !== null && page >= pages - 1) || undefined}
        onClick={() => (pages === null || page < pages - 1) && onPage(page + 1)}
      />
    </div>
  )
}
