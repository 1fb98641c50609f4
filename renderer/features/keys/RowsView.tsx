import { useState } from 'react'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { CollectionContent, KeyRef, ValueCell, ValueRows } from '../../../shared/contract/keys.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { Pager } from './Pager.tsx'
import { ScrollRegion } from './ScrollRegion.tsx'

export interface RowsViewProps {
  readonly keyRef: KeyRef
  readonly content: CollectionContent
  /** Elements the server says it holds. */
  readonly length: number | null
}

const heads = {
  list: ['browse.column.index', 'browse.column.element'],
  set: ['browse.column.index', 'browse.column.member'],
  hash: ['browse.column.field', 'browse.column.fieldValue'],
  zset: ['browse.column.member', 'browse.column.score'],
  stream: ['browse.column.entry', 'browse.column.fields'],
} as const

interface Row {
  readonly at: number
  readonly cells: readonly ValueCell[]
}

/** Elements of a collection, a bounded piece at a time. */
export function RowsView({ keyRef, content, length }: RowsViewProps) {
  const { t, formats } = useWords()
  // Pieces that were read stay: the server can only be asked forward.
  const [pieces, setPieces] = useState<readonly ValueRows[]>([content.first])
  const [page, setPage] = useState(0)
  const [trouble, setTrouble] = useState<Failure | 'changed' | null>(null)
  const shown = pieces[page] ?? content.first
  const before = pieces.slice(0, page).reduce((sum, piece) => sum + piece.rows.length, 0)

  async function turnTo(to: number): Promise<void> {
    if (to < pieces.length) return setPage(to)
    const from = pieces.at(-1)?.next ?? null
    if (from === null) return
    const reply = await consoleClient.invoke('keys.rows', { key: keyRef, type: content.type, from })
    if (!reply.ok) return setTrouble(reply.failure)
    if ('changed' in reply.value) return setTrouble('changed')
    const read = reply.value
    setTrouble(null)
    setPieces((known) => (to < known.length ? known : [...known, read]))
    setPage(to)
  }

  const [first, second] = heads[content.type]
  const byIndex = content.type === 'list' || content.type === 'set'
  const columns: Column<Row>[] = [
    {
      id: 'first',
      header: t(first),
      width: byIndex ? '80px' : content.type === 'zset' ? '70%' : '40%',
      render: ({ at, cells }) => (byIndex ? formats.integer(at) : <Cell cell={cells[0]} />),
    },
    {
      id: 'second',
      header: t(second),
      rowHeader: byIndex,
      align: content.type === 'zset' ? 'end' : 'start',
      render: ({ cells }) => <Cell cell={cells[byIndex ? 0 : 1]} />,
    },
  ]
  const rows = shown.rows.map((cells, place) => ({ at: before + place, cells }))
  return (
    <>
      {trouble === 'changed' && (
        <p className="keys__note">
          <StatusWord shape="warning" tone="warning">
            {t('browse.changedMeanwhile')}
          </StatusWord>
        </p>
      )}
      {trouble !== null && trouble !== 'changed' && <FailureNotice failure={trouble} />}
      <ScrollRegion className="keys__table" label={t('browse.tab.elements')}>
        <DataTable caption={t('browse.tab.elements')} columns={columns} rows={rows} rowKey={({ at }) => String(at)} />
      </ScrollRegion>
      <Pager
        page={page}
        pages={shown.next === null ? page + 1 : null}
        words={t('browse.elements', {
          first: formats.integer(before + 1),
          last: formats.integer(before + rows.length),
          total: length === null ? '?' : formats.integer(length),
        })}
        onPage={(to) => void turnTo(to)}
      />
    </>
  )
}

function Cell({ cell }: { readonly cell: ValueCell | undefined }) {
  const { t, formats } = useWords()
  if (!cell) return null
  return (
    <span className="mono" title={cell.text}>
      {cell.text}
      {cell.cut && <span className="text-3"> {t('browse.cellCut', { size: formats.bytes(cell.byteLength) })}</span>}
    </span>
  )
}
