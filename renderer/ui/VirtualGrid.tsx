import {
  type KeyboardEvent,
  memo,
  type ReactNode,
  useCallback,
  useEffect,
  useLayoutEffect,
  useRef,
  useState,
} from 'react'
import { useWords } from '../i18n/words.ts'
import type { Column } from './DataTable.tsx'
import { ariaSort, type Sort, SortHeading } from './SortHeading.tsx'
import { useRowWindow } from './use-row-window.ts'
import './virtual-grid.css'

export interface VirtualGridProps<Row> {
  /** Says what the list is; read out, not shown. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  /** Rows there are to scroll through. */
  readonly count: number
  /** Whether more of them may come: their number is not known then. */
  readonly growing: boolean
  /** @returns the row at a place, or null while it is being read */
  readonly rowAt: (index: number) => Row | null
  readonly selected: number | null
  /** Enter, or a press on the row. */
  readonly onOpen: (index: number) => void
  /** The space bar. */
  readonly onPeek: (index: number) => void
  /** Told which rows are seen, so that they can be read. */
  readonly onSeen: (first: number, last: number) => void
  readonly sort: Sort | null
  /** Without it no column can be ordered by. */
  readonly onSort: ((sort: Sort) => void) | null
  /** Ctrl or Cmd C on a row. */
  readonly onCopy: (row: Row) => void
}

const headHeight = 28

/** Said outright: of parts that are laid out by hand a browser may not know any more what they are. */
const roles = { table: 'grid', rowHeader: 'rowheader', cell: 'gridcell' } as const

/**
 * A list of millions: some dozens of its rows are in the document, the one that has the focus always among them.
 * One tab stop; arrows, J and K, Page Up and Down, Home and End move, Enter opens, the space bar peeks.
 */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { caption, columns, count, growing, rowAt, selected, onOpen, onSeen, sort, onSort } = props
  const { scroller, probe, ...rows } = useRowWindow(count, headHeight)
  const [active, setActive] = useState(0)
  const stop = Math.min(active, Math.max(0, count - 1))
  const toFocus = useRef(false)
  const { first, last } = rows.seen

  useEffect(() => onSeen(first, last), [onSeen, first, last])
  useLayoutEffect(() => {
    if (!toFocus.current) return
    toFocus.current = false
    scroller.current?.querySelector<HTMLElement>(`[aria-rowindex="${stop + 2}"]`)?.focus({ preventScroll: true })
  })

  // What is chosen from elsewhere is brought to sight, and the focus begins there.
  const [followed, setFollowed] = useState<number | null>(null)
  if (selected !== followed) {
    setFollowed(selected)
    if (selected !== null) setActive(selected)
  }
  const press = (event: KeyboardEvent) => {
    const { key } = event
    const row = rowAt(stop)
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'c' && row !== null) {
      // What was marked by hand is what is meant.
      if (String(window.getSelection()) !== '') return
      event.preventDefault()
      props.onCopy(row)
      return
    }
    if (event.ctrlKey || event.metaKey || event.altKey || event.target !== event.currentTarget) return
    const to = targetOf(key, stop, count, Math.max(1, last - first))
    if (to !== null) {
      event.preventDefault()
      toFocus.current = true
      setActive(to)
      rows.reveal(to)
    } else if ((key === 'Enter' || key === ' ') && row !== null) {
      event.preventDefault()
      if (key === 'Enter') onOpen(stop)
      else props.onPeek(stop)
    }
  }

  const reveal = useRef(rows.reveal)
  const pressed = useRef<(event: KeyboardEvent) => void>(() => undefined)
  useLayoutEffect(() => {
    reveal.current = rows.reveal
    pressed.current = press
  })
  // Only when another one is chosen: not whenever the rows move.
  useLayoutEffect(() => {
    if (followed !== null) reveal.current(followed)
  }, [followed])
  const onKeyDown = useCallback((event: KeyboardEvent) => pressed.current(event), [])

  const drawn = Array.from({ length: rows.end - rows.first }, (_, at) => rows.first + at)
  // Rows stand in the order of their places: a browser takes the focus from one that is moved among its neighbours.
  if (count > 0 && stop < rows.first) drawn.unshift(stop)
  if (count > 0 && stop >= rows.end) drawn.push(stop)
  const template = (narrow: boolean) =>
    columns.flatMap(({ width, wideOnly }) => (narrow && wideOnly ? [] : [width ?? 'minmax(0, 1fr)'])).join(' ')

  return (
    <div
      className="grid"
      ref={scroller}
      onScroll={rows.onScroll}
      style={
        {
          '--grid-columns': template(false),
          '--grid-columns-narrow': template(true),
          '--grid-offset': `${rows.offset}px`,
        } as React.CSSProperties // React's type knows no custom properties
      }
    >
      <div className="grid__probe" ref={probe} />
      <table
        className="grid__table"
        role={roles.table}
        aria-rowcount={growing ? -1 : count + 1}
        style={{ height: headHeight + rows.height }}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead className="grid__head">
          <tr className="grid__row grid__row--head" aria-rowindex={1}>
            {columns.map((column) =>
              column.sortValue && onSort ? (
                <th key={column.id} scope="col" className={classOf(column)} aria-sort={ariaSort(column.id, sort)}>
                  <SortHeading column={column} sort={sort} onSort={onSort} />
                </th>
              ) : (
                <th key={column.id} scope="col" className={classOf(column)}>
                  {column.header}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody className="grid__pane" style={{ height: rows.paneHeight }}>
          {drawn.map((index) => (
            <GridRow
              key={index}
              index={index}
              row={rowAt(index)}
              columns={columns}
              isStop={index === stop}
              isAway={index < rows.first || index >= rows.end}
              isSelected={index === selected}
              onFocus={setActive}
              onOpen={onOpen}
              onKeyDown={onKeyDown}
            />
          ))}
        </tbody>
      </table>
    </div>
  )
}

interface GridRowProps<Row> {
  readonly index: number
  readonly row: Row | null
  readonly columns: readonly Column<Row>[]
  readonly isStop: boolean
  /** Not among the rows that are drawn: it is here because it has the focus. */
  readonly isAway: boolean
  readonly isSelected: boolean
  readonly onFocus: (index: number) => void
  readonly onOpen: (index: number) => void
  readonly onKeyDown: (event: KeyboardEvent) => void
}

/** Drawn anew only when something of it changes: a scroll moves the others by one transform. */
const GridRow = memo(function GridRow<Row>(props: GridRowProps<Row>) {
  const { index, row, columns, isStop, isAway, isSelected, onFocus, onOpen, onKeyDown } = props
  return (
    <tr
      className={isAway ? 'grid__row grid__row--away' : 'grid__row'}
      aria-rowindex={index + 2}
      aria-selected={isSelected}
      aria-busy={row === null || undefined}
      tabIndex={isStop ? 0 : -1}
      onFocus={() => onFocus(index)}
      onClick={() => row !== null && onOpen(index)}
      onKeyDown={onKeyDown}
    >
      {columns.map((column) => {
        const { id, rowHeader = false, render } = column
        return rowHeader ? (
          <th key={id} scope="row" role={roles.rowHeader} className={classOf(column)}>
            {row === null ? <Awaited /> : render(row)}
          </th>
        ) : (
          <td key={id} role={roles.cell} className={classOf(column)}>
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

function classOf<Row>({ align, wideOnly }: Column<Row>): string {
  return `grid__cell${align === 'end' ? ' grid__cell--end' : ''}${wideOnly ? ' grid__cell--wide-only' : ''}`
}

/** @returns where a key of the keyboard leads from a row, or null where it moves nothing */
function targetOf(key: string, index: number, count: number, page: number): number | null {
  const steps: Readonly<Record<string, number>> = {
    ArrowDown: index + 1,
    j: index + 1,
    ArrowUp: index - 1,
    k: index - 1,
    PageDown: index + page,
    PageUp: index - page,
    Home: 0,
    End: count - 1,
  }
  const to = steps[key]
  return to === undefined ? null : Math.max(0, Math.min(to, count - 1))
}
