import type { PolicyReport, PolicyStray } from '../../../shared/contract/policy.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { weightColumns } from './weight-columns.tsx'

/** Locks, news of runs and results set aside: every console writes them, and they go by themselves. */
const ownPrefix = 'pcc:'

/** Keys of no known family, by the beginning of their names: reported, never touched. */
export function StraysTable({ report }: { readonly report: PolicyReport }) {
  const words = useWords()
  const { t, formats } = words
  const { strays, furtherStrays } = report
  if (strays.length === 0) return <p className="providers__note text-2">{t('policy.noStrays')}</p>
  const placeOf = (prefix: string, namespace: string | null) => {
    if (prefix === ownPrefix) return t('policy.own')
    return namespace === null ? t('policy.outside') : t('policy.inside', { namespace })
  }
  const columns: readonly Column<PolicyStray>[] = [
    {
      id: 'prefix',
      header: t('policy.prefix'),
      rowHeader: true,
      render: ({ prefix }) => <span className="mono">{prefix}</span>,
    },
    {
      id: 'place',
      header: t('policy.place'),
      render: ({ prefix, namespace }) => {
        const place = placeOf(prefix, namespace)
        return (
          <span className="text-2" title={place}>
            {place}
          </span>
        )
      },
    },
    ...weightColumns<PolicyStray>(words),
    {
      id: 'noTtl',
      header: t('policy.noTtl'),
      align: 'end',
      width: '96px',
      sortValue: ({ noTtl }) => noTtl,
      render: ({ noTtl }) => formats.integer(noTtl),
    },
  ]
  return (
    <>
      <DataTable caption={t('policy.strays')} columns={columns} rows={strays} rowKey={({ prefix }) => prefix} />
      {furtherStrays > 0 && (
        <p className="providers__note text-2">{t('policy.further', { keys: formats.integer(furtherStrays) })}</p>
      )}
    </>
  )
}
