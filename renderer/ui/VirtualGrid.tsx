import { type KeyboardEvent, type MouseEvent, useCallback, useEffect, useLayoutEffect, useRef, useState } from 'react'
import { useWords } from '../i18n/words.ts'
import type { Column } from './DataTable.tsx'
import { GridRow, gridCellClass, gridRoles } from './GridRow.tsx'
import { ariaSort, type Sort, SortHeading } from './SortHeading.tsx'
import { useRowKeys } from './use-row-keys.ts'
import { useRowWindow } from './use-row-window.ts'
import './virtual-grid.css'

/** Rows are marked by their tick, Ctrl or Shift with a press, Shift with the space bar or what moves, and Ctrl A. */
export interface RowMarking<Row> {
  readonly isMarked: (row: Row) => boolean
  readonly onToggle: (index: number) => void
  /** All from where the last stretch began, or else from `from`. */
  readonly onExtend: (from: number, to: number) => void
  readonly onAll: () => void
}

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
  /** The row that is open elsewhere. */
  readonly open: number | null
  readonly marking: RowMarking<Row>
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
/** Apart: by its tag alone a table would have no such property. */
const manyMayBeMarked = { 'aria-multiselectable': true } as const
const tickWidth = 'var(--gutter)'

/**
 * A list of millions: some dozens of its rows are in the document, the one that has the focus always among them.
 * One tab stop; arrows, J and K, Page Up and Down, Home and End move, Enter opens, the space bar peeks, Shift marks.
 */
export function VirtualGrid<Row>(props: VirtualGridProps<Row>) {
  const { caption, columns, count, growing, rowAt, open, marking, onOpen, onSeen, sort, onSort } = props
  const { t } = useWords()
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
  if (open !== followed) {
    setFollowed(open)
    if (open !== null) setActive(open)
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
    if (event.altKey || event.target !== event.currentTarget) return
    if ((event.ctrlKey || event.metaKey) && key.toLowerCase() === 'a') {
      event.preventDefault()
      marking.onAll()
    }
    if (key === ' ' && (event.ctrlKey || event.shiftKey)) {
      event.preventDefault()
      marking.onToggle(stop)
      return
    }
    if (event.ctrlKey || event.metaKey) return
    const to = targetOf(key, stop, count, Math.max(1, last - first))
    if (to !== null) {
      event.preventDefault()
      toFocus.current = true
      setActive(to)
      rows.reveal(to)
      if (event.shiftKey) marking.onExtend(stop, to)
    } else if ((key === 'Enter' || key === ' ') && row !== null) {
      event.preventDefault()
      if (key === 'Enter') onOpen(stop)
      else props.onPeek(stop)
    }
  }

  const click = (event: MouseEvent, index: number) => {
    if (rowAt(index) === null) return
    const onTick = event.target instanceof Element && event.target.closest('.grid__tick') !== null
    if (event.shiftKey) marking.onExtend(stop, index)
    else if (onTick || event.ctrlKey || event.metaKey) marking.onToggle(index)
    else onOpen(index)
  }

  const reveal = useRef(rows.reveal)
  const pressed = useRef<(event: KeyboardEvent) => void>(() => undefined)
  const clicked = useRef<(event: MouseEvent, index: number) => void>(() => undefined)
  useLayoutEffect(() => {
    reveal.current = rows.reveal
    pressed.current = press
    clicked.current = click
  })
  // Only when another one is chosen: not whenever the rows move.
  useLayoutEffect(() => {
    if (followed !== null) reveal.current(followed)
  }, [followed])
  const onKeyDown = useCallback((event: KeyboardEvent) => pressed.current(event), [])
  const onClick = useCallback((event: MouseEvent, index: number) => clicked.current(event, index), [])

  const drawn = Array.from({ length: rows.end - rows.first }, (_, at) => rows.first + at)
  // Rows stand in the order of their places: a browser takes the focus from one that is moved among its neighbours.
  if (count > 0 && stop < rows.first) drawn.unshift(stop)
  if (count > 0 && stop >= rows.end) drawn.push(stop)
  const keys = useRowKeys(drawn)
  const template = (narrow: boolean) =>
    [
      tickWidth,
      ...columns.flatMap(({ width, wideOnly }) => (narrow && wideOnly ? [] : [width ?? 'minmax(0, 1fr)'])),
    ].join(' ')

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
        role={gridRoles.table}
        {...manyMayBeMarked}
        aria-rowcount={growing ? -1 : count + 1}
        style={{ height: headHeight + rows.height }}
      >
        <caption className="visually-hidden">{caption}</caption>
        <thead className="grid__head">
          <tr className="grid__row grid__row--head" aria-rowindex={1}>
            <th scope="col" className="grid__tick-head">
              <span className="visually-hidden">{t('common.marked')}</span>
            </th>
            {columns.map((column) =>
              column.sortValue && onSort ? (
                <th key={column.id} scope="col" className={gridCellClass(column)} aria-sort={ariaSort(column.id, sort)}>
                  <SortHeading column={column} sort={sort} onSort={onSort} />
                </th>
              ) : (
                <th key={column.id} scope="col" className={gridCellClass(column)}>
                  {column.header}
                </th>
              ),
            )}
          </tr>
        </thead>
        <tbody className="grid__pane" style={{ height: rows.paneHeight }}>
          {drawn.map((index) => {
            const row = rowAt(index)
            return (
              <GridRow
                key={keys.get(index)}
                index={index}
                row={row}
                columns={columns}
                isStop={index === stop}
                isAway={index < rows.first || index >= rows.end}
                isOpen={index === open}
                isMarked={row !== null && marking.isMarked(row)}
                onFocus={setActive}
                onClick={onClick}
                onKeyDown={onKeyDown}
              />
            )
          })}
        </tbody>
      </table>
    </div>
  )
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
