import { ChevronLeft, ChevronRight } from 'lucide-react'
import type { ProcurementPage, ProcurementRow } from '../../../../shared/contract/procurements.ts'
import { useMarkOf } from '../../../connection/namespaces.ts'
import { useWords } from '../../../i18n/words.ts'
import { Button } from '../../../ui/Button.tsx'
import { type Column, DataTable } from '../../../ui/DataTable.tsx'
import { Unknown } from '../../../ui/Figure.tsx'
import { ProviderMark } from '../../../ui/ProviderMark.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'
import { rowsPerPage } from './procurements-store.ts'

export interface ProcurementTableProps {
  readonly page: ProcurementPage
  /** The panel takes its part of the width. */
  readonly narrow: boolean
  readonly selected: number | null
  readonly onOpen: (row: ProcurementRow) => void
  readonly onPage: (page: number) => void
}

/** One page of procurements, newest publication first. */
export function ProcurementTable({ page, narrow, selected, onOpen, onPage }: ProcurementTableProps) {
  const { t, formats } = useWords()
  const columns = useColumns()
  const first = page.page * rowsPerPage + 1
  const last = page.page * rowsPerPage + page.rows.length
  return (
    <>
      <DataTable
        caption={t('procurements.caption')}
        columns={columns.filter(({ id }) => !narrow || id === 'title' || id === 'providers')}
        rows={page.rows}
        rowKey={({ index }) => String(index)}
        rowCount={page.total}
        selected={selected === null ? null : String(selected)}
        onOpen={onOpen}
      />
      {page.total > page.rows.length && (
        <div className="procurements__foot">
          <span role="status">
            {t('procurements.range', {
              first: formats.integer(first),
              last: formats.integer(last),
              total: formats.integer(page.total),
            })}
          </span>
          {page.page > 0 && (
            <Button size="small" variant="ghost" icon={ChevronLeft} onClick={() => onPage(page.page - 1)}>
              {t('procurements.previousPage')}
            </Button>
          )}
          {last < page.total && (
            <Button size="small" variant="ghost" icon={ChevronRight} onClick={() => onPage(page.page + 1)}>
              {t('procurements.nextPage')}
            </Button>
          )}
        </div>
      )}
    </>
  )
}

function useColumns(): readonly Column<ProcurementRow>[] {
  const { t, formats } = useWords()
  const markOf = useMarkOf()
  const unsaid = <Unknown reason={t('procurements.unsaid')} />
  // As stored: hours are Brasília without a zone, so it is no instant that could be written in another way.
  const date = (text: string | null) => (text === null ? unsaid : <span title={text}>{text.slice(0, 10)}</span>)
  return [
    {
      id: 'published',
      header: t('procurements.column.published'),
      width: '132px',
      render: (row) => date(row.publishedAt),
    },
    {
      id: 'title',
      header: t('procurements.column.title'),
      rowHeader: true,
      render: ({ title, canonical }) => <span title={`${canonical}\n${title}`}>{title}</span>,
    },
    {
      id: 'entity',
      header: t('procurements.column.entity'),
      width: '22%',
      wideOnly: true,
      render: ({ entity, place }) =>
        entity === null ? unsaid : <span title={[entity, place].filter(Boolean).join('\n')}>{entity}</span>,
    },
    {
      id: 'providers',
      header: t('procurements.column.providers'),
      width: '84px',
      render: ({ providers }) => (
        <span className="procurements__marks" title={providers.join(', ')}>
          {providers.map((id) => (
            <ProviderMark key={id} mark={markOf(id)} letter={id.charAt(0)} />
          ))}
          <span className="visually-hidden">{providers.join(', ')}</span>
        </span>
      ),
    },
    {
      id: 'differs',
      header: t('procurements.column.differs'),
      width: '116px',
      render: ({ priceDiffers, dateDiffers }) =>
        (priceDiffers || dateDiffers) && (
          <StatusWord shape="incomplete" tone="warning">
            {[priceDiffers && t('procurements.price'), dateDiffers && t('procurements.date')]
              .filter(Boolean)
              .join(', ')}
          </StatusWord>
        ),
    },
    {
      id: 'value',
      header: t('procurements.column.value'),
      width: '140px',
      align: 'end',
      render: ({ estimatedValue, currency }) =>
        estimatedValue === null
          ? unsaid
          : `${formats.decimal(estimatedValue, 2)}${currency === 'BRL' ? '' : ` ${currency}`}`,
    },
    {
      id: 'deadline',
      header: t('procurements.column.deadline'),
      width: '132px',
      align: 'end',
      wideOnly: true,
      render: (row) => date(row.deadline),
    },
  ]
}
