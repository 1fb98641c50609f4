import type { PingMinute, ServerReport } from '../../../shared/contract/server-report.ts'
import { useWords } from '../../i18n/words.ts'
import { ChartPanel } from '../../ui/ChartPanel.tsx'
import { LatencyChart } from './LatencyChart.tsx'
import { millis } from './ServerFigures.tsx'
import { withGaps } from './server-samples.ts'
import { timeDomain } from './time-axis.ts'

const minuteMs = 60_000

/** Is Redis slow? The console's own pings by the minute, and slow commands as dots. */
export function LatencyPanel({ report, stale }: { readonly report: ServerReport; readonly stale: boolean }) {
  const words = useWords()
  const { t, formats } = words
  const { pings, ping, slowLog } = report
  const slow = slowLog.known ? slowLog.value.entries : []
  // A minute stands at its beginning: the present one reaches to the report.
  const domain = timeDomain([...pings, { at: report.at }])
  const seen = slow.filter(({ at }) => at >= domain[0] && at <= domain[1])
  const summary =
    ping?.p50Ms == null || ping.p99Ms == null
      ? t('server.ping.none')
      : `${t('server.ping.summary', { p50: millis(words, ping.p50Ms), p99: millis(words, ping.p99Ms), since: formats.clock(pings[0]?.at ?? 0).slice(0, 5) })}${
          ping.lost > 0 ? ` ${t('server.ping.lost', { n: ping.lost })}` : ''
        }${slowLog.known ? ` ${t('server.ping.slow', { n: seen.length })}` : ''}`
  const text = (ms: number | null) => (ms === null ? '–' : millis(words, ms))
  const column = (field: 'p50Ms' | 'p95Ms' | 'p99Ms', header: string) => ({
    id: field,
    header,
    align: 'end' as const,
    sortValue: (row: PingMinute) => row[field],
    render: (row: PingMinute) => text(row[field]),
  })
  return (
    <ChartPanel<PingMinute>
      title={t('server.ping.title')}
      summary={summary}
      stale={stale}
      rows={pings.toReversed()}
      rowKey={({ at }) => String(at)}
      copyText={pings.map((row) => [formats.isoInstant(row.at), row.p50Ms, row.p95Ms, row.p99Ms].join('\t')).join('\n')}
      columns={[
        {
          id: 'at',
          header: t('server.column.minute'),
          rowHeader: true,
          render: ({ at }) => formats.clock(at).slice(0, 5),
        },
        column('p50Ms', 'p50, ms'),
        column('p95Ms', 'p95, ms'),
        column('p99Ms', 'p99, ms'),
        {
          id: 'n',
          header: t('server.column.samples'),
          align: 'end',
          render: ({ samples }) => formats.integer(samples),
        },
        { id: 'lost', header: t('server.column.lost'), align: 'end', render: ({ lost }) => formats.integer(lost) },
      ]}
    >
      {pings.length > 0 && (
        <>
          <p className="chart-panel__unit">{t('server.ping.axis', { zone: formats.clock(report.at).slice(9) })}</p>
          <LatencyChart
            points={withGaps(pings, minuteMs / 2)}
            slow={slow.filter(({ micros }) => micros > 0).map(({ id, at, micros }) => ({ id, at, ms: micros / 1_000 }))}
            domain={domain}
          />
        </>
      )}
    </ChartPanel>
  )
}
