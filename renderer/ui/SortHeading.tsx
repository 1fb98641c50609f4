import { ArrowDown, ArrowUp } from 'lucide-react'
import type { ReactNode } from 'react'

export interface Sort {
  /** Of the column. */
  readonly id: string
  readonly descending: boolean
}

export interface SortHeadingProps {
  readonly column: { readonly id: string; readonly align?: 'start' | 'end'; readonly header: ReactNode }
  readonly sort: Sort | null
  readonly onSort: (sort: Sort) => void
}

/** The head of a column by which rows can be ordered: figures from the largest, words from the first. */
export function SortHeading({ column, sort, onSort }: SortHeadingProps) {
  const own = sort?.id === column.id ? sort : null
  const Arrow = own?.descending ? ArrowDown : ArrowUp
  return (
    <button
      type="button"
      className="table__sort"
      onClick={() => onSort({ id: column.id, descending: own ? !own.descending : column.align === 'end' })}
    >
      {column.header}
      {own && <Arrow size={12} aria-hidden="true" />}
    </button>
  )
}

/** As `aria-sort` says it of the column's head. */
export function ariaSort(id: string, sort: Sort | null): 'ascending' | 'descending' | 'none' {
  if (sort?.id !== id) return 'none'
  return sort.descending ? 'descending' : 'ascending'
}

type Value = number | string | null

/** Compares what rows are ordered by; unknown values stay last in both directions. */
export function compareValues(one: Value, other: Value, descending: boolean): number {
  if (one === null || other === null) return one === other ? 0 : one === null ? 1 : -1
  const sign = descending ? -1 : 1
  if (typeof one === 'number' && typeof other === 'number') return sign * (one - other)
  return sign * String(one).localeCompare(String(other))
}
