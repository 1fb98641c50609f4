import { useState } from 'react'
import type { ServerReport, SlowCommand, SlowLog } from '../../../shared/contract/server-report.ts'
import { useWords } from '../../i18n/words.ts'
import { DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Select } from '../../ui/Field.tsx'
import { Panel } from '../../ui/Page.tsx'
import { silenceText } from './silence-text.ts'

const shownRows = 50

/** Which commands held everybody else up, by whose keys they touched. */
export function SlowLogPanel({ report }: { readonly report: ServerReport }) {
  const words = useWords()
  const { t } = words
  const { slowLog } = report
  if (!slowLog.known)
    return (
      <Panel flush title={t('server.slow.title')}>
        <EmptyState>{silenceText(words, slowLog)}</EmptyState>
      </Panel>
    )
  return <Entries log={slowLog.value} several={report.nodes.length > 1} />
}

function Entries({ log, several }: { readonly log: SlowLog; readonly several: boolean }) {
  const { t, formats } = useWords()
  const [group, setGroup] = useState('all')
  const groups = log.groups
  const chosen = groups.some((candidate) => candidate.group === group) ? group : 'all'
  const entries = log.entries.filter((entry) => chosen === 'all' || entry.group === chosen)
  const groupText = (name: string) => (name === 'none' || name === 'other' ? t(`server.slow.${name}`) : name)
  const groupLabel = (name: string, n: number) => `${name} (${formats.integer(n)})`
  const micros = (value: number) => formats.decimal(value / 1_000, value < 10_000 ? 2 : value < 100_000 ? 1 : 0)
  return (
    <Panel
      flush
      title={t('server.slow.title')}
      note={noteOf()}
      actions={
        groups.length > 1 && (
          <Select
            aria-label={t('server.slow.filter')}
            value={chosen}
            onValue={setGroup}
            options={[
              { value: 'all', label: groupLabel(t('server.slow.all'), log.entries.length) },
              ...groups.map(({ group: name, commands }) => ({
                value: name,
                label: groupLabel(groupText(name), commands),
              })),
            ]}
          />
        )
      }
    >
      {log.entries.length === 0 ? (
        <EmptyState>{emptyText()}</EmptyState>
      ) : (
        <div className="server__split">
          <DataTable
            caption={t('server.slow.groups')}
            rows={groups}
            rowKey={(row) => row.group}
            columns={[
              {
                id: 'group',
                header: t('server.column.namespace'),
                rowHeader: true,
                render: (row) => groupText(row.group),
              },
              {
                id: 'commands',
                header: t('server.column.commands'),
                align: 'end',
                width: '96px',
                sortValue: (row) => row.commands,
                render: (row) => formats.integer(row.commands),
              },
              {
                id: 'total',
                header: t('server.column.totalMs'),
                align: 'end',
                width: '104px',
                sortValue: (row) => row.totalMicros,
                render: (row) => micros(row.totalMicros),
              },
              {
                id: 'worst',
                header: t('server.column.worstMs'),
                align: 'end',
                width: '104px',
                sortValue: (row) => row.worstMicros,
                render: (row) => micros(row.worstMicros),
              },
            ]}
          />
          <div className="server__split-wide">
            <DataTable
              caption={t('server.slow.title')}
              rows={entries.slice(0, shownRows)}
              rowCount={entries.length}
              rowKey={({ id }) => id}
              columns={[
                {
                  id: 'at',
                  header: t('server.column.at'),
                  width: '168px',
                  sortValue: ({ at }) => at,
                  render: ({ at }) => <span title={formats.fullInstant(at)}>{formats.instant(at)}</span>,
                },
                {
                  id: 'ms',
                  header: t('server.column.ms'),
                  align: 'end',
                  width: '88px',
                  sortValue: (row: SlowCommand) => row.micros,
                  render: (row: SlowCommand) => micros(row.micros),
                },
                {
                  id: 'command',
                  header: t('server.column.command'),
                  rowHeader: true,
                  width: '176px',
                  render: ({ command, own }) => (
                    <span title={own ? t('server.slow.own') : undefined}>
                      <span className="mono">{command}</span>
                      {own && <span className="text-2"> {t('server.slow.ownShort')}</span>}
                    </span>
                  ),
                },
                {
                  id: 'key',
                  header: t('server.column.key'),
                  render: ({ key }) =>
                    key === null ? (
                      <span className="text-3">{t('server.slow.none')}</span>
                    ) : (
                      <span className="mono" title={key}>
                        {key}
                      </span>
                    ),
                },
                ...(several
                  ? [
                      {
                        id: 'node',
                        header: t('server.column.node'),
                        width: '152px',
                        wideOnly: true,
                        render: ({ node }: SlowCommand) => <span className="mono">{node}</span>,
                      },
                    ]
                  : []),
              ]}
            />
            {entries.length > shownRows && (
              <p className="server__note">
                {t('server.slow.limited', { shown: formats.integer(shownRows), n: formats.integer(entries.length) })}
              </p>
            )}
          </div>
        </div>
      )}
    </Panel>
  )

  function noteOf(): string {
    const threshold =
      log.thresholdMicros === null
        ? t('server.slow.thresholdUnknown')
        : log.thresholdMicros < 0
          ? t('server.slow.off')
          : t('server.slow.threshold', { ms: micros(log.thresholdMicros) })
    return log.held > log.entries.length
      ? `${threshold}; ${t('server.slow.part', { n: formats.integer(log.entries.length), held: formats.integer(log.held) })}`
      : threshold
  }

  function emptyText(): string {
    return log.thresholdMicros !== null && log.thresholdMicros < 0 ? t('server.slow.off') : t('server.slow.empty')
  }
}
