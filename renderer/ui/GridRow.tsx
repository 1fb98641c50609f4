import { Check } from 'lucide-react'
import { type KeyboardEvent, type MouseEvent, memo, type ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'
import type { Column } from './DataTable.tsx'

/** Said outright: of parts that are laid out by hand a browser may not know any more what they are. */
export const gridRoles = { table: 'grid', rowHeader: 'rowheader', cell: 'gridcell' } as const

export interface GridRowProps<Row> {
  readonly index: number
  readonly row: Row | null
  readonly columns: readonly Column<Row>[]
  readonly isStop: boolean
  /** Not among the rows that are drawn: it is here because it has the focus. */
  readonly isAway: boolean
  readonly isOpen: boolean
  readonly isMarked: boolean
  readonly onFocus: (index: number) => void
  readonly onClick: (event: MouseEvent, index: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** Drawn anew only when something of it changes: a scroll moves the others by one transform. */
export const GridRow = memo(function GridRow<Row>(props: GridRowProps<Row>) {
  const { index, row, columns, isStop, isAway, isOpen, isMarked, onFocus, onClick, onKeyDown } = props
  return (
    <tr
      className={isAway ? 'grid__row grid__row--away' : 'grid__row'}
      aria-rowindex={index + 2}
      aria-selected={isMarked}
      aria-current={isOpen || undefined}
      aria-busy={row === null || undefined}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => onFocus(index)}
      // With Shift the browser would mark the text from there to here as well.
      onMouseDown={(event) => {
        if (!event.shiftKey) return
        event.preventDefault()
        event.currentTarget.focus()
      }}
      onClick={(event) => onClick(event, index)}
      onKeyDown={onKeyDown}
    >
      <td role={gridRoles.cell} className="grid__tick">
        <span className="grid__tick-box">{isMarked && <Check size={12} strokeWidth={3} aria-hidden="true" />}</span>
      </td>
      {columns.map((column) => {
        const { id, rowHeader = false, render } = column
        return rowHeader ? (
          <th key={id} scope="row" role={gridRoles.rowHeader} className={gridCellClass(column)}>
            {row === null ? <Awaited /> : render(row)}
          </th>
        ) : (
          <td key={id} role={gridRoles.cell} className={gridCellClass(column)}>
            {row !== null && render(row)}
          </td>
        )
      })}
    </tr>
  )
}) as <Row>(props: GridRowProps<Row>) => ReactNode // memo forgets the type parameter

function Awaited() {
  const { t } = useWords()
  return (
    <>
      <span className="skeleton skeleton--word" aria-hidden="true" />
      <span className="visually-hidden">{t('common.loading')}</span>
    </>
  )
}

export function gridCellClass<Row>({ align, wideOnly }: Column<Row>): string {
  return `grid__cell${align === 'end' ? ' grid__cell--end' : ''}${wideOnly ? ' grid__cell--wide-only' : ''}`
}
