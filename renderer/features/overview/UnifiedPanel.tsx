import type { BiggestKey, StatsReport } from '../../../shared/contract/stats.ts'
import { useMarkOf } from '../../connection/namespaces.ts'
import { useWords } from '../../i18n/words.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { MiddleCut } from '../../ui/MiddleCut.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'

export interface UnifiedPanelProps {
  readonly report: StatsReport
  readonly stale: boolean
}

const biggestShown = 6

/** The seed's unified counts, and the keys that weigh most. */
export function UnifiedPanel({ report, stale }: UnifiedPanelProps) {
  const { t, formats } = useWords()
  const markOf = useMarkOf()
  const { combinedSearches, deduplication, synonyms } = report.unified
  const counts = [
    [t('unified.combined'), combinedSearches],
    [t('unified.deduplication'), deduplication],
    [t('unified.synonyms'), synonyms],
  ] as const
  return (
    <section className={stale ? 'chart-panel chart-panel--stale' : 'chart-panel'} aria-label={t('unified.title')}>
      <header className="chart-panel__head">
        <h2 className="chart-panel__title">{t('unified.title')}</h2>
      </header>
      <p className="chart-panel__summary">{t('unified.summary')}</p>
      <dl className="unified__counts">
        {counts.map(([label, count]) => (
          <div key={label}>
            <dt className="figure__label">{label}</dt>
            <dd className="figure__number chart-figure">{formats.integer(count)}</dd>
          </div>
        ))}
      </dl>
      {report.biggest.length === 0 ? (
        <p className="text-2">{t('unified.biggest.none')}</p>
      ) : (
        <DataTable<BiggestKey>
          caption={t('unified.biggest')}
          edge="none"
          rows={report.biggest.slice(0, biggestShown)}
          rowKey={({ key }) => key.base64 ?? key.label}
          columns={[
            {
              id: 'key',
              header: t('unified.biggest'),
              rowHeader: true,
              render: ({ key, namespace, family }) => (
                <span className="unified__key">
                  {namespace !== null && <ProviderMark mark={markOf(namespace)} letter={namespace[0] ?? '?'} />}
                  <MiddleCut text={key.label} prefix={namespace === null ? '' : `${namespace}:${family}:`} />
                </span>
              ),
            },
            {
              id: 'size',
              header: t('unified.biggest.size'),
              align: 'end',
              width: '96px',
              render: ({ bytes }) => formats.bytes(bytes),
            },
          ]}
        />
      )}
    </section>
  )
}
