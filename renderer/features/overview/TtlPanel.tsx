import type { StatsReport } from '../../../shared/contract/stats.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { ChartPanel } from '../../ui/ChartPanel.tsx'
import { TtlChart } from './TtlChart.tsx'
import { type TtlBar, type TtlBars, ttlBars } from './ttl-bars.ts'

export interface TtlPanelProps {
  readonly report: StatsReport
  readonly stale: boolean
}

/** When the keys die. */
export function TtlPanel({ report, stale }: TtlPanelProps) {
  const words = useWords()
  const { t, formats } = words
  const all = ttlBars(report)
  // Where nothing was read, eight zeros would be a claim.
  const bars = all.read === 0 ? [] : all.bars
  const label = ({ hours }: TtlBar) => hours ?? t('chart.ttl.none')
  return (
    <ChartPanel<TtlBar>
      title={t('chart.ttl.title')}
      summary={report.keys === 0 ? t('chart.namespaces.empty') : summaryOf(words, all)}
      stale={stale}
      rows={bars}
      rowKey={label}
      copyText={bars.map((bar) => `${label(bar)}\t${bar.keys}`).join('\n')}
      columns={[
        { id: 'hours', header: t('chart.ttl.bucket'), rowHeader: true, render: label },
        {
          id: 'keys',
          header: t('chart.column.keys'),
          align: 'end',
          sortValue: ({ keys }) => keys,
          render: ({ keys }) => formats.integer(keys),
        },
      ]}
    >
      {bars.length > 0 && (
        <>
          <p className="chart-panel__unit">{t('chart.ttl.axis')}</p>
          <TtlChart bars={bars.map((bar) => ({ label: label(bar), keys: bar.keys, noTtl: bar.hours === null }))} />
        </>
      )}
    </ChartPanel>
  )
}

/** Says of the keys that were read only, once some were not. */
function summaryOf({ t, formats }: Words, { soon, noTtl, read, unmeasured }: TtlBars): string {
  if (unmeasured === 0) return t('chart.ttl.summary', { soon, noTtl })
  const unread = t('chart.ttl.unmeasured', { n: unmeasured })
  return read === 0 ? unread : `${t('chart.ttl.summaryRead', { read: formats.integer(read), soon, noTtl })} ${unread}`
}
