import { useWords } from '../../i18n/words.ts'
import { ChartPanel } from '../../ui/ChartPanel.tsx'
import { MemoryChart } from './MemoryChart.tsx'
import { ratesOf, type ServerSample, withGaps } from './server-samples.ts'
import { timeDomain } from './time-axis.ts'

export interface HistoryPanelProps {
  readonly samples: readonly ServerSample[]
  /** How far apart they stand at most; three times that is a gap. */
  readonly everyMs: number
  readonly stale: boolean
}

const gibibyte = 1_073_741_824
const mebibyte = 1_048_576

/** Will memory run out? */
export function MemoryPanel({ samples, everyMs, stale }: HistoryPanelProps) {
  const { t, formats } = useWords()
  const last = samples.at(-1)
  const known = samples.filter(({ usedBytes }) => usedBytes !== null)
  const limit = last?.limitBytes ?? null
  const most = Math.max(limit ?? 0, ...known.map(({ usedBytes }) => usedBytes ?? 0))
  const [unit, size] = most >= gibibyte ? ['GiB', gibibyte] : ['MiB', mebibyte]
  const points = known.map(({ at, usedBytes }) => ({ at, used: (usedBytes ?? 0) / size }))
  const rates = ratesOf(samples, everyMs)
  const evictions = rates.at(-1)?.evictionsPerSecond ?? null
  const summary = () => {
    if (last?.usedBytes == null) return t('server.chart.unknown')
    const used = formats.bytes(last.usedBytes)
    const head =
      limit === null || limit === 0
        ? t(limit === 0 ? 'server.memory.summaryNoLimit' : 'server.memory.summaryUnknown', { used })
        : t('server.memory.summary', { used, share: formats.share(last.usedBytes / limit), max: formats.bytes(limit) })
    return evictions === null
      ? head
      : `${head} ${t('server.memory.summaryEvictions', { n: formats.decimal(evictions, evictions > 0 && evictions < 10 ? 1 : 0) })}`
  }
  return (
    <ChartPanel<ServerSample>
      title={t('server.memory.title')}
      summary={summary()}
      stale={stale}
      rows={samples.toReversed()}
      rowKey={({ at }) => String(at)}
      copyText={samples.map(({ at, usedBytes }) => `${formats.isoInstant(at)}\t${usedBytes ?? ''}`).join('\n')}
      columns={[
        { id: 'at', header: t('server.column.at'), rowHeader: true, render: ({ at }) => formats.clock(at) },
        {
          id: 'used',
          header: t('server.column.used'),
          align: 'end',
          sortValue: ({ usedBytes }) => usedBytes,
          render: ({ usedBytes }) => (usedBytes === null ? '–' : formats.mebibytes(usedBytes)),
        },
        {
          id: 'evicted',
          header: t('server.column.evicted'),
          align: 'end',
          sortValue: ({ evictedKeys }) => evictedKeys,
          render: ({ evictedKeys }) => (evictedKeys === null ? '–' : formats.integer(evictedKeys)),
        },
      ]}
    >
      {known.length > 0 && (
        <>
          <p className="chart-panel__unit">
            {t('server.memory.axis', { unit, zone: formats.clock(last?.at ?? 0).slice(9) })}
          </p>
          <MemoryChart
            points={withGaps(points, everyMs)}
            evictions={withGaps(rates, everyMs)}
            limit={limit ? limit / size : null}
            limitLabel={limit ? t('server.memory.limitLabel', { max: formats.bytes(limit) }) : ''}
            domain={timeDomain(samples)}
          />
        </>
      )}
    </ChartPanel>
  )
}
