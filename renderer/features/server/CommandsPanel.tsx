import type { CommandLatency, ServerReport } from '../../../shared/contract/server-report.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { Panel } from '../../ui/Page.tsx'
import { silenceText } from './silence-text.ts'

/** Where the server's time goes, command by command, since it started. */
export function CommandsPanel({ report }: { readonly report: ServerReport }) {
  const words = useWords()
  const { t, formats } = words
  const { latency, percentiles } = report
  const several = report.nodes.length > 1
  const micros = (value: number) => formats.decimal(value, value < 100 ? 1 : 0)
  const reason =
    percentiles === 'too_old' || percentiles === 'off'
      ? t(`server.percentiles.${percentiles}`)
      : t('server.percentiles.none')
  const percentile = (field: 'p50Micros' | 'p99Micros' | 'p999Micros', header: string): Column<CommandLatency> => ({
    id: field,
    header,
    align: 'end',
    width: '104px',
    sortValue: (row) => row[field],
    render: (row) => (row[field] === null ? <Unknown reason={reason} /> : micros(row[field])),
  })
  return (
    <Panel flush title={t('server.commands.title')} note={latency.known ? noteOf() : null}>
      {!latency.known ? (
        <EmptyState>{silenceText(words, latency)}</EmptyState>
      ) : latency.value.length === 0 ? (
        <EmptyState>{t('server.commands.none')}</EmptyState>
      ) : (
        <DataTable
          caption={t('server.commands.title')}
          rows={latency.value}
          rowKey={({ command }) => command}
          columns={[
            {
              id: 'command',
              header: t('server.column.command'),
              rowHeader: true,
              render: ({ command }) => <span className="mono">{command.replace('|', ' ').toUpperCase()}</span>,
            },
            {
              id: 'calls',
              header: t('server.column.calls'),
              align: 'end',
              width: '112px',
              sortValue: ({ calls }) => calls,
              render: ({ calls }) => formats.integer(calls),
            },
            {
              id: 'total',
              header: t('server.column.totalMs'),
              align: 'end',
              width: '112px',
              sortValue: ({ totalMicros }) => totalMicros,
              render: ({ totalMicros }) => formats.decimal(totalMicros / 1_000, totalMicros < 100_000 ? 2 : 0),
            },
            {
              id: 'mean',
              header: t('server.column.mean'),
              align: 'end',
              width: '104px',
              sortValue: ({ meanMicros }) => meanMicros,
              render: ({ meanMicros }) => micros(meanMicros),
            },
            percentile('p50Micros', 'p50, µs'),
            percentile('p99Micros', 'p99, µs'),
            percentile('p999Micros', t('server.column.p999')),
          ]}
        />
      )}
    </Panel>
  )

  function noteOf(): string {
    if (percentiles === 'too_old' || percentiles === 'off') return reason
    return t(several ? 'server.commands.noteSlowest' : 'server.commands.note')
  }
}
