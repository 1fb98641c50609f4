import { memo } from 'react'
import { useWords } from '../../i18n/words.ts'
import { type CellSize, cellSize, type PageState, pageCells, pagesRead, pagesRepeated } from './page-cells.ts'
import './page-cells.css'

export interface PageCellsProps {
  readonly provider: string
  /** The lane's letters, one per page. */
  readonly pages: string
  readonly total: number | null
  /** Whether more pages may come. */
  readonly open: boolean
}

/** Cells that are drawn again together: a page that arrives touches one block only. */
const blockLength = 100

/** One cell per page; its figures stand beside it in words, so the whole is one picture to assistive technology. */
export function PageCells({ provider, pages, total, open }: PageCellsProps) {
  const { t, formats } = useWords()
  const cells = pageCells(pages, total)
  const size = cellSize(cells.length)
  const blocks = Array.from({ length: Math.ceil(cells.length / blockLength) }, (_, index) =>
    cells.slice(index * blockLength, (index + 1) * blockLength),
  )
  const summary = t('fetches.pages.summary', {
    read: formats.integer(pagesRead(pages)),
    total: total === null ? 'unknown' : formats.integer(total),
    repeated: pagesRepeated(pages),
    failed: cells.filter((cell) => cell === 'failed').length,
  })
  return (
    <div className="page-cells-row">
      <div
        className={`page-cells page-cells--${size}`}
        role="img"
        aria-label={`${t('fetches.lane.cells', { provider })}: ${summary}`}
      >
        {blocks.map((block, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: pages keep their place
          <Block key={index} first={index * blockLength + 1} states={block.join(' ')} size={size} />
        ))}
        {total === null && open && <span className="page-cells__more">{t('fetches.pages.unknownTotal')}</span>}
      </div>
    </div>
  )
}

interface BlockProps {
  /** Number of the first page. */
  readonly first: number
  /** The states as one text, so that an unchanged block is not drawn again. */
  readonly states: string
  readonly size: CellSize
}

const Block = memo(function Block({ first, states, size }: BlockProps) {
  return states.split(' ').map((state, index) => (
    // biome-ignore lint/suspicious/noArrayIndexKey: pages keep their place
    <span key={first + index} className={`page-cell page-cell--${state}`}>
      {size === 24 ? first + index : null}
    </span>
  ))
})

const legendStates = ['done', 'repeated', 'asking', 'failed', 'queued'] as const satisfies readonly PageState[]

/** What the cells mean, word beside mark. */
export function PageLegend() {
  const { t } = useWords()
  return (
    <ul className="page-legend" aria-label={t('fetches.legend')}>
      {legendStates.map((state) => (
        <li key={state} className="page-legend__item page-cells--12">
          <span className={`page-cell page-cell--${state}`} aria-hidden="true" />
          {t(`fetches.page.${state}`)}
        </li>
      ))}
    </ul>
  )
}
