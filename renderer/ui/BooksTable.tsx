import { useWords } from '../i18n/words.ts'
import { type Column, DataTable } from './DataTable.tsx'

export interface BookRow {
  readonly id: string
  readonly name: string
  /** What it means for the keys, level 2. */
  readonly hint?: string
  readonly count: number
}

export interface BooksTableProps {
  readonly caption: string
  /** Head of the first column, where nothing became of them yet. */
  readonly line?: string
  readonly rows: readonly BookRow[]
  /** What the rows add up to. */
  readonly total: { readonly name: string; readonly count: number }
}

/** Counts that must add up, and what they add up to. */
export function BooksTable({ caption, line, rows, total }: BooksTableProps) {
  const { t, formats } = useWords()
  const columns: readonly Column<BookRow>[] = [
    {
      id: 'line',
      header: line ?? t('invalidation.books.line'),
      rowHeader: true,
      render: (row) => (
        <>
          {row.name}
          {row.hint && <span className="text-2 small table__hint">{row.hint}</span>}
        </>
      ),
    },
    {
      id: 'count',
      header: t('invalidation.books.count'),
      align: 'end',
      width: '128px',
      render: (row) => formats.integer(row.count),
    },
  ]
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={rows}
      rowKey={(row) => row.id}
      edge="none"
      foot={[{ key: 'total', cells: [total.name, <strong key="count">{formats.integer(total.count)}</strong>] }]}
    />
  )
}
