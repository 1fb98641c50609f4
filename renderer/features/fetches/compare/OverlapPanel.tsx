import type { Comparison, Overlap } from '../../../../shared/contract/compare.ts'
import { useMarkOf } from '../../../connection/namespaces.ts'
import { useWords } from '../../../i18n/words.ts'
import { DataTable } from '../../../ui/DataTable.tsx'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { Panel } from '../../../ui/Page.tsx'
import { ProviderMark } from '../../../ui/ProviderMark.tsx'
import { useProcurements } from '../procurements/procurements-store.ts'

const idOf = (providers: readonly string[]) => [...providers].sort().join(' ')

/** Who shares procurements with whom: a bar per set of providers. Choosing one narrows the list below. */
export function OverlapPanel({ comparison }: { readonly comparison: Comparison }) {
  const { t, formats } = useWords()
  const markOf = useMarkOf()
  const only = useProcurements(({ query }) => query?.only ?? null)
  const narrow = useProcurements(({ narrow: act }) => act)
  const { overlaps } = comparison
  const all = comparison.procurements ?? 0
  const most = Math.max(1, ...overlaps.map(({ procurements }) => procurements))
  const choose = ({ providers }: Overlap) => {
    const chosen = only !== null && idOf(only) === idOf(providers)
    void narrow({ only: chosen ? null : providers, facet: 'all' })
  }
  return (
    <Panel flush title={t('compare.overlap')} note={t('compare.overlapNote')}>
      {overlaps.length === 0 ? (
        <EmptyState>{t('compare.noOverlap')}</EmptyState>
      ) : (
        <DataTable
          caption={t('compare.overlap')}
          rows={overlaps}
          rowKey={({ providers }) => idOf(providers)}
          selected={only && idOf(only)}
          onOpen={choose}
          columns={[
            {
              id: 'providers',
              header: t('compare.column.exactly'),
              rowHeader: true,
              width: '58%',
              render: ({ providers }) => (
                <span className="overlap__providers" title={providers.join(' + ')}>
                  {providers.map((id) => (
                    <span key={id} className="overlap__provider">
                      <ProviderMark mark={markOf(id)} letter={id.charAt(0)} />
                      {id}
                    </span>
                  ))}
                </span>
              ),
            },
            {
              id: 'bar',
              header: <span className="visually-hidden">{t('compare.column.share')}</span>,
              render: ({ procurements }) => (
                <>
                  <span
                    className="overlap__bar"
                    style={{ width: `${(procurements / most) * 100}%` }}
                    aria-hidden="true"
                  />
                  <span className="visually-hidden">{formats.share(procurements / Math.max(1, all))}</span>
                </>
              ),
            },
            {
              id: 'procurements',
              header: t('compare.column.procurements'),
              width: '124px',
              align: 'end',
              render: ({ procurements }) => formats.integer(procurements),
            },
          ]}
        />
      )}
    </Panel>
  )
}
