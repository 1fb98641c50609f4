import type { OpportunityRow, OpportunityTable } from '../../../shared/contract/keys.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { MiddleCut } from '../../ui/MiddleCut.tsx'
import { ScrollRegion } from './ScrollRegion.tsx'

/** The procurements a value holds; the first two hundred of them. */
export function OpportunitiesView({ table }: { readonly table: OpportunityTable }) {
  const words = useWords()
  const { t } = words
  return (
    <>
      <p className="keys__note text-2">
        {t(table.total > table.rows.length ? 'browse.items.first' : 'browse.items.all', {
          shown: table.rows.length,
          total: table.total,
          invalid: table.invalid,
        })}
      </p>
      <ScrollRegion className="keys__table" label={t('browse.tab.items')}>
        <DataTable
          caption={t('browse.tab.items')}
          columns={columnsOf(words, table)}
          rows={table.rows.map((row, at) => ({ ...row, at }))}
          rowKey={({ at }) => String(at)}
        />
      </ScrollRegion>
    </>
  )
}

type Row = OpportunityRow & { readonly at: number }

function columnsOf({ t, formats }: Words, table: OpportunityTable): readonly Column<Row>[] {
  const providers = new Set(table.rows.map(({ provider }) => provider))
  const unknown = <Unknown reason={t('browse.items.unsaid')} />
  return [
    ...(providers.size > 1
      ? [{ id: 'provider', header: t('browse.column.provider'), width: '96px', render: (row: Row) => row.provider }]
      : []),
    {
      id: 'id',
      header: t('browse.column.number'),
      width: '116px',
      render: ({ externalId }) => <ShortNumber id={externalId} />,
    },
    {
      id: 'title',
      header: t('browse.column.object'),
      rowHeader: true,
      render: ({ title, entity, place }) => (
        <span title={[title, entity, place].filter(Boolean).join('\n')}>{title}</span>
      ),
    },
    {
      id: 'value',
      header: t('browse.column.value'),
      width: '124px',
      align: 'end',
      sortValue: ({ estimatedValue }) => estimatedValue,
      render: ({ estimatedValue, currency }) =>
        estimatedValue === null
          ? unknown
          : `${formats.decimal(estimatedValue, 2)}${currency === 'BRL' ? '' : ` ${currency}`}`,
    },
    {
      id: 'deadline',
      header: t('browse.column.deadline'),
      width: '120px',
      align: 'end',
      // As stored: hours are Brasília without a zone, so it is no instant that could be written in another way.
      render: ({ deadline }) => (deadline === null ? unknown : <span title={deadline}>{deadline.slice(0, 10)}</span>),
    },
  ]
}

/** Of a number that ends in "-000123/2026" its own part; the body's and the year's digits before it are one hover away. */
function ShortNumber({ id }: { readonly id: string }) {
  const own = /-0*(\d+\/\d{4})$/.exec(id)?.[1]
  if (own === undefined) return <MiddleCut text={id} tail={8} />
  return (
    <span className="mono" title={id}>
      {own}
    </span>
  )
}
