import { type KeyboardEvent, type ReactNode, useState } from 'react'
import { ariaSort, compareValues, type Sort, SortHeading } from './SortHeading.tsx'
import './table.css'

export interface Column<Row> {
  readonly id: string
  /** Unit included, e.g. "Memória, MiB". */
  readonly header: ReactNode
  readonly render: (row: Row) => ReactNode
  readonly align?: 'start' | 'end'
  /** Any CSS width; without one the column takes what is left. */
  readonly width?: string
  /** Makes the column sortable. */
  readonly sortValue?: (row: Row) => number | string | null
  /** Dropped first when the window is narrow (below 1200 px). */
  readonly wideOnly?: boolean
  /** The cell that names the row. */
  readonly rowHeader?: boolean
}

export interface DataTableProps<Row> {
  /** Says what the table is; read out, not shown. */
  readonly caption: string
  readonly columns: readonly Column<Row>[]
  readonly rows: readonly Row[]
  readonly rowKey: (row: Row) => string
  /** Enter, or a press on the row. Makes the table a grid with one tab stop: arrows or J and K move. */
  readonly onOpen?: (row: Row) => void
  readonly selected?: string | null
  /** Rows below the stronger line: totals. Each is a cell list in the order of the columns. */
  readonly foot?: readonly { readonly key: string; readonly cells: readonly ReactNode[] }[]
  /** All rows there are, when more exist than are shown. */
  readonly rowCount?: number
  readonly rowSize?: 'row' | 'provider'
  /** Gutter at both sides (a table of a page), or none (a table in a dialog). */
  readonly edge?: 'gutter' | 'none'
  /** For a table whose cells speak for themselves: the head is read out, not shown. */
  readonly headHidden?: boolean
}

/** Rows with a hairline between them, numbers at the right, unit in the header. */
export function DataTable<Row>(props: DataTableProps<Row>) {
  const { caption, columns, rows, rowKey, onOpen, selected = null, foot = [], rowCount, rowSize = 'row' } = props
  const [sort, setSort] = useState<Sort | null>(null)
  const [active, setActive] = useState(0)
  const shown = sorted(rows, columns, sort)
  const stop = Math.min(active, Math.max(0, shown.length - 1))
  const grid = onOpen !== undefined

  const move = (event: KeyboardEvent<HTMLTableRowElement>, index: number, row: Row) => {
    const to = targetOf(event.key, index, shown.length)
    if (to !== null) {
      event.preventDefault()
      setActive(to)
      const body = event.currentTarget.parentElement
      const target = body?.children[to]
      if (target instanceof HTMLElement) target.focus()
    } else if (event.target === event.currentTarget && (event.key === 'Enter' || event.key === ' ')) {
      event.preventDefault()
      onOpen?.(row)
    }
  }

  return (
    <table
      className={`table table--${rowSize}${props.edge === 'none' ? '' : ' table--gutter'}`}
      role={grid ? 'grid' : undefined}
      aria-rowcount={grid ? (rowCount ?? shown.length) + 1 : undefined}
    >
      <caption className="visually-hidden">{caption}</caption>
      <colgroup>
        {columns.map((column) => (
          <col key={column.id} className={wide(column)} style={column.width ? { width: column.width } : undefined} />
        ))}
      </colgroup>
      <thead className={props.headHidden ? 'table__head-hidden' : undefined}>
        <tr aria-rowindex={grid ? 1 : undefined}>
          {columns.map((column) => (
            <Head key={column.id} column={column} sort={sort} onSort={setSort} />
          ))}
        </tr>
      </thead>
      <tbody>
        {shown.map((row, index) => {
          const key = rowKey(row)
          return (
            <tr
              key={key}
              className={grid ? 'table__row--open' : undefined}
              aria-rowindex={grid ? index + 2 : undefined}
              aria-selected={grid ? key === selected : undefined}
              tabIndex={grid ? (index === stop ? 0 : -1) : undefined}
              onFocus={grid ? () => setActive(index) : undefined}
              onKeyDown={grid ? (event) => move(event, index, row) : undefined}
              onClick={grid ? () => onOpen(row) : undefined}
            >
              {columns.map((column) => (
                <Cell key={column.id} column={column} grid={grid}>
                  {column.render(row)}
                </Cell>
              ))}
            </tr>
          )
        })}
      </tbody>
      {foot.length > 0 && (
        <tfoot>
          {foot.map((line) => (
            <tr key={line.key}>
              {columns.map((column, index) => (
                <Cell key={column.id} column={column} grid={false}>
                  {line.cells[index]}
                </Cell>
              ))}
            </tr>
          ))}
        </tfoot>
      )}
    </table>
  )
}

interface HeadProps<Row> {
  readonly column: Column<Row>
  readonly sort: Sort | null
  readonly onSort: (sort: Sort) => void
}

function Head<Row>({ column, sort, onSort }: HeadProps<Row>) {
  const className = `${column.align === 'end' ? 'table__cell--end ' : ''}${wide(column) ?? ''}`
  if (!column.sortValue) {
    return (
      <th scope="col" className={className}>
        {column.header}
      </th>
    )
  }
  return (
    <th scope="col" className={className} aria-sort={ariaSort(column.id, sort)}>
      <SortHeading column={column} sort={sort} onSort={onSort} />
    </th>
  )
}

interface CellProps<Row> {
  readonly column: Column<Row>
  readonly grid: boolean
  readonly children: ReactNode
}

function Cell<Row>({ column, grid, children }: CellProps<Row>) {
  const className = `${column.align === 'end' ? 'table__cell--end ' : ''}${wide(column) ?? ''}`
  if (column.rowHeader) {
    return (
      <th scope="row" role={grid ? 'rowheader' : undefined} className={className}>
        {children}
      </th>
    )
  }
  return (
    <td role={grid ? 'gridcell' : undefined} className={className}>
      {children}
    </td>
  )
}

function wide<Row>(column: Column<Row>): string | undefined {
  return column.wideOnly ? 'table__wide-only' : undefined
}

/** @returns where a key of the keyboard leads from a row, or null where it moves nothing */
function targetOf(key: string, index: number, count: number): number | null {
  switch (key) {
    case 'ArrowDown':
    case 'j':
      return Math.min(index + 1, count - 1)
    case 'ArrowUp':
    case 'k':
      return Math.max(index - 1, 0)
    case 'Home':
      return 0
    case 'End':
      return count - 1
    default:
      return null
  }
}

function sorted<Row>(rows: readonly Row[], columns: readonly Column<Row>[], sort: Sort | null): readonly Row[] {
  const value = columns.find((column) => column.id === sort?.id)?.sortValue
  if (!value || !sort) return rows
  return [...rows].sort((one, other) => compareValues(value(one), value(other), sort.descending))
}
