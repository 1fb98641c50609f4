import type { StatsReport } from '../../../shared/contract/stats.ts'
import { useWords } from '../../i18n/words.ts'
import { ChartPanel } from '../../ui/ChartPanel.tsx'
import { TtlChart } from './TtlChart.tsx'
import { type TtlBar, ttlBars } from './ttl-bars.ts'

export interface TtlPanelProps {
  readonly report: StatsReport
  readonly stale: boolean
}

/** When the keys die. */
export function TtlPanel({ report, stale }: TtlPanelProps) {
  const { t, formats } = useWords()
  const { bars, soon, noTtl, unmeasured } = ttlBars(report)
  const label = ({ hours }: TtlBar) => hours ?? t('chart.ttl.none')
  const unread = unmeasured > 0 ? ` ${t('chart.ttl.unmeasured', { n: unmeasured })}` : ''
  return (
    <ChartPanel<TtlBar>
      title={t('chart.ttl.title')}
      summary={report.keys === 0 ? t('chart.namespaces.empty') : `${t('chart.ttl.summary', { soon, noTtl })}${unread}`}
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
      <p className="chart-panel__unit">{t('chart.ttl.axis')}</p>
      <TtlChart bars={bars.map((bar) => ({ label: label(bar), keys: bar.keys, noTtl: bar.hours === null }))} />
    </ChartPanel>
  )
}
