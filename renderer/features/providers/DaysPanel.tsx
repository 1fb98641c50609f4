import type { FreshnessReport } from '../../../shared/contract/freshness.ts'
import { requestFetch } from '../../connection/requested-flow.ts'
import { useWords } from '../../i18n/words.ts'
import { type Load, latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { Panel } from '../../ui/Page.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { type DayChoice, type DayRow, dayChoices, dayLooks, dayRows } from './day-rows.ts'

export interface DaysPanelProps {
  readonly provider: string
  readonly freshness: Load<FreshnessReport>
  readonly days: DayChoice
  readonly onDays: (days: DayChoice) => void
  readonly notFetchable: string | null
}

/** Which days of the daily fetch stand in the cache, newest first. */
export function DaysPanel({ provider, freshness, days, onDays, notFetchable }: DaysPanelProps) {
  const { t } = useWords()
  const report = latest(freshness)
  const rows = report ? dayRows(report, provider, Number(days)) : []
  const present = rows.filter(({ state }) => state === 'present' || state === 'zero').length
  return (
    <Panel
      flush
      title={t('providers.days.title')}
      note={report && t('providers.days.summary', { present, days: rows.length })}
      actions={
        <>
          <a href="#/fetches">{t('providers.seeFetches')}</a>
          <Segmented
            label={t('providers.days.range')}
            value={days}
            options={dayChoices.map((choice) => ({
              value: choice,
              label: t('providers.days.choice', { days: Number(choice) }),
            }))}
            onValue={onDays}
          />
        </>
      }
    >
      {report ? (
        <DayTable rows={rows} report={report} provider={provider} notFetchable={notFetchable} />
      ) : freshness.phase === 'loading' ? (
        <Loading skeleton={<SkeletonRows rows={7} />} />
      ) : (
        <EmptyState>{t('providers.days.unread')}</EmptyState>
      )}
    </Panel>
  )
}

interface DayTableProps {
  readonly rows: readonly DayRow[]
  readonly report: FreshnessReport
  readonly provider: string
  readonly notFetchable: string | null
}

function DayTable({ rows, report, provider, notFetchable }: DayTableProps) {
  const { t, formats } = useWords()
  const median = report.providers.find((row) => row.provider === provider)?.medianItems ?? null
  const absent = <Unknown reason={t('common.notApplicable')} />
  const columns: readonly Column<DayRow>[] = [
    {
      id: 'day',
      header: t('providers.days.day'),
      rowHeader: true,
      width: '124px',
      render: ({ probe, today }) => (
        <>
          {formats.day(probe.day)}
          {today && <span className="text-2"> {t('providers.days.today')}</span>}
        </>
      ),
    },
    {
      id: 'state',
      header: t('providers.days.state'),
      render: ({ state }) => <StatusWord {...dayLooks[state]}>{t(`providers.day.${state}`)}</StatusWord>,
    },
    {
      id: 'items',
      header: t('providers.days.items'),
      align: 'end',
      width: '88px',
      render: ({ probe }) => (probe.items === null ? absent : formats.integer(probe.items)),
    },
    {
      id: 'change',
      header: t('providers.days.change'),
      align: 'end',
      width: '88px',
      wideOnly: true,
      render: ({ probe }) =>
        probe.items === null || !median ? absent : formats.signedShare((probe.items - median) / median),
    },
    {
      id: 'size',
      header: t('providers.days.size'),
      align: 'end',
      width: '96px',
      render: ({ probe }) => (probe.bytes === null ? absent : formats.bytes(probe.bytes)),
    },
    {
      id: 'expires',
      header: t('providers.days.expires'),
      align: 'end',
      width: '148px',
      render: ({ probe, state }) => {
        if (probe.expiresAt !== null) return formats.instant(probe.expiresAt)
        return state === 'present' || state === 'zero' ? t('common.noTtl') : absent
      },
    },
    {
      id: 'fetched',
      header: t('providers.days.fetched'),
      width: '184px',
      wideOnly: true,
      render: ({ probe }) =>
        probe.fetchDate === null ? absent : <span className="mono">{probe.fetchDate.slice(0, 19)}</span>,
    },
    {
      id: 'actions',
      header: t('providers.days.actions'),
      align: 'end',
      width: '128px',
      render: ({ probe }) => (
        <Button
          size="small"
          variant="ghost"
          reason={notFetchable}
          reasonShown="hidden"
          aria-label={t('providers.days.fetchDay', { day: formats.day(probe.day) })}
          onClick={() => requestFetch({ providers: [provider], day: probe.day })}
        >
          {t('providers.fetch')}
        </Button>
      ),
    },
  ]
  return (
    <>
      <DataTable caption={t('providers.days.title')} columns={columns} rows={rows} rowKey={({ probe }) => probe.day} />
      {rows.some(({ state }) => state === 'absent') && (
        <p className="providers__hint">{t('providers.day.absentHint')}</p>
      )}
    </>
  )
}
