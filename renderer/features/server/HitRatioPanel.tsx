import { useWords } from '../../i18n/words.ts'
import { ChartPanel } from '../../ui/ChartPanel.tsx'
import { HitRatioChart } from './HitRatioChart.tsx'
import type { HistoryPanelProps } from './MemoryPanel.tsx'
import { lookupsOf, ratesOf, type ServerRates, withGaps } from './server-samples.ts'
import { timeDomain } from './time-axis.ts'

/** Is the cache useful now? The console's own lookups are left out. */
export function HitRatioPanel({ samples, everyMs, stale }: HistoryPanelProps) {
  const { t, formats } = useWords()
  const rates = ratesOf(samples, everyMs)
  const [first, last] = [samples[0], samples.at(-1)]
  // Stretches of which nothing is known (a gap, a restarted server) are no part of the sum.
  const { lookups, hits } = lookupsOf(samples, everyMs)
  const summary = () => {
    if (samples.length < 2 || first === undefined) return t('server.hitRatio.waiting')
    if (lookups === null) return t('server.chart.unknown')
    const since = formats.clock(first.at)
    if (lookups === 0) return t('server.hitRatio.quiet', { since })
    return t('server.hitRatio.summary', { share: formats.share(hits / lookups), n: formats.integer(lookups), since })
  }
  return (
    <ChartPanel<ServerRates>
      title={t('server.hitRatio.title')}
      summary={summary()}
      stale={stale}
      rows={rates.toReversed()}
      rowKey={({ at }) => String(at)}
      copyText={rates.map(({ at, hitRatio }) => `${formats.isoInstant(at)}\t${hitRatio ?? ''}`).join('\n')}
      columns={[
        { id: 'at', header: t('server.column.at'), rowHeader: true, render: ({ at }) => formats.clock(at) },
        {
          id: 'ratio',
          header: t('server.column.hits'),
          align: 'end',
          sortValue: ({ hitRatio }) => hitRatio,
          render: ({ hitRatio }) => (hitRatio === null ? '–' : formats.share(hitRatio)),
        },
        {
          id: 'lookups',
          header: t('server.column.lookups'),
          align: 'end',
          sortValue: ({ lookupsPerSecond }) => lookupsPerSecond,
          render: ({ lookupsPerSecond }) => (lookupsPerSecond === null ? '–' : formats.decimal(lookupsPerSecond, 1)),
        },
      ]}
    >
      {rates.length > 0 && (
        <>
          <p className="chart-panel__unit">
            {t('server.hitRatio.axis', { zone: formats.clock(last?.at ?? 0).slice(9) })}
          </p>
          <HitRatioChart points={withGaps(rates, everyMs)} domain={timeDomain(samples)} />
        </>
      )}
    </ChartPanel>
  )
}
