import type { ReactNode } from 'react'
import type { NamespaceStats, StatsReport } from '../../../shared/contract/stats.ts'
import { goTo } from '../../connection/address.ts'
import { type ShownNamespace, useNamespaces } from '../../connection/namespaces.ts'
import { type ProviderStanding, useProviderStandings } from '../../connection/provider-standing.ts'
import { dailyTtlHours } from '../../connection/provider-state.ts'
import { useShownStats } from '../../connection/shown-stats.ts'
import { mebibyteDigits } from '../../i18n/formats.ts'
import { useWords } from '../../i18n/words.ts'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { Unknown } from '../../ui/Figure.tsx'
import { ProviderMark } from '../../ui/ProviderMark.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { DayBars } from './DayBars.tsx'
import { FreshnessBullet, FreshnessScale } from './FreshnessBullet.tsx'
import { KeyCount } from './KeyCount.tsx'
import { mostBytes } from './namespace-bars.ts'
import { PassState } from './PassState.tsx'
import { StateReason } from './StateReason.tsx'

interface Row {
  readonly namespace: ShownNamespace
  readonly stats: NamespaceStats | null
  /** null for `unified`. */
  readonly standing: ProviderStanding | null
}

/** One row per namespace: freshness of its daily fetch, then what it holds. */
export function ProviderTable() {
  const { t, formats } = useWords()
  const report = useShownStats()
  const namespaces = useNamespaces()
  const standingOf = useProviderStandings()
  const rows: readonly Row[] = namespaces.map((namespace) => ({
    namespace,
    stats: report?.namespaces.find((candidate) => candidate.namespace === namespace.id) ?? null,
    standing: namespace.provider ? standingOf(namespace.id) : null,
  }))
  return (
    <section className="provider-table">
      <DataTable
        caption={t('overview.providers')}
        rowSize="provider"
        columns={useColumns(report)}
        rows={rows}
        rowKey={({ namespace }) => namespace.id}
        onOpen={({ namespace }) => goTo(`/providers/${namespace.id}`)}
        foot={[
          {
            key: 'other',
            cells: [
              <span key="name" className="provider-table__indented">
                {t('overview.other')}
              </span>,
              <StatusWord key="note" shape="info" tone="quiet">
                {t('overview.otherNote')}
              </StatusWord>,
              ...gap(5),
              <KeyCount key="keys" report={report} keys={report?.other.keys ?? 0} />,
              <Bytes key="bytes" report={report} bytes={report?.other.bytes ?? null} />,
            ],
          },
          {
            key: 'total',
            cells: [
              <span key="name" className="provider-table__indented">
                {t('overview.total')}
              </span>,
              <PassState key="pass" />,
              ...gap(5),
              report ? (
                <strong key="keys">
                  {formats.integer(Math.max(report.keys, report.complete ? 0 : report.expectedKeys))}
                </strong>
              ) : (
                <NotRead key="keys" />
              ),
              <strong key="bytes">
                <Bytes report={report} bytes={report?.bytes ?? null} />
              </strong>,
            ],
          },
        ]}
      />
    </section>
  )
}

function useColumns(report: StatsReport | null): readonly Column<Row>[] {
  const { t, formats } = useWords()
  return [
    {
      id: 'provider',
      header: t('overview.column.provider'),
      rowHeader: true,
      width: '144px',
      render: ({ namespace }) => (
        <span className="provider-table__name">
          <ProviderMark mark={namespace.mark} letter={namespace.id[0] ?? '?'} />
          {namespace.id}
        </span>
      ),
    },
    { id: 'state', header: t('overview.column.state'), width: '276px', render: (row) => <State row={row} /> },
    {
      id: 'freshness',
      header: (
        <>
          <span className="visually-hidden">{t('overview.column.freshness')}</span>
          <FreshnessScale />
        </>
      ),
      render: ({ standing }) => {
        if (!standing) return <Whole text={t('overview.noOwnFetch')} />
        if (standing.ageSeconds !== null) return <FreshnessBullet ageSeconds={standing.ageSeconds} />
        const absent = standing.freshness?.lastDay === null && storedIsKnown(standing)
        return absent ? <Whole text={t('overview.noFetchStored')} /> : <Unknown reason={unknownAge(standing, t)} />
      },
    },
    {
      id: 'age',
      header: t('overview.column.age'),
      align: 'end',
      width: '112px',
      render: ({ standing }) => {
        const seconds = standing?.ageSeconds ?? null
        if (seconds === null)
          return <Unknown reason={standing ? unknownAge(standing, t) : t('overview.unifiedHasNone')} />
        const late = seconds > dailyTtlHours * 3_600
        return <span className={late ? 'provider-table__late' : undefined}>{formats.duration(seconds * 1_000)}</span>
      },
    },
    {
      id: 'day',
      header: t('overview.column.day'),
      align: 'end',
      width: '120px',
      wideOnly: true,
      render: ({ standing }) => {
        const day = standing?.freshness?.lastDay ?? standing?.history.lastStored?.day ?? null
        if (day === null) return <Unknown reason={standing ? noValue(standing, t) : t('overview.unifiedHasNone')} />
        return formats.day(day)
      },
    },
    {
      id: 'items',
      header: t('overview.column.items'),
      align: 'end',
      width: '84px',
      render: ({ standing }) => <Items standing={standing} />,
    },
    {
      id: 'median',
      header: t('overview.column.median'),
      align: 'end',
      width: '156px',
      wideOnly: true,
      render: ({ standing }) => <AgainstMedian standing={standing} />,
    },
    {
      id: 'keys',
      header: t('overview.column.keys'),
      align: 'end',
      // An estimate carries its interval; the freshness beside it keeps its scale legible when there is none.
      width: report && !report.complete ? '128px' : '88px',
      render: ({ stats }) => <KeyCount report={stats ? report : null} keys={stats?.keys ?? 0} />,
    },
    {
      id: 'memory',
      header: t('overview.column.memory'),
      align: 'end',
      width: '116px',
      render: ({ stats }) => <Bytes report={stats ? report : null} bytes={stats?.bytes ?? null} />,
    },
  ]
}

/** Words a narrow window may cut: all of them stand in the title. */
function Whole({ text }: { readonly text: string }) {
  return (
    <span className="text-2" title={text}>
      {text}
    </span>
  )
}

function State({ row }: { readonly row: Row }) {
  const { t } = useWords()
  const { standing, stats, namespace } = row
  if (!standing) {
    const used = (stats?.keys ?? 0) > 0
    return (
      <span className="provider-table__state">
        <StatusWord shape={used ? 'ok' : 'empty'} tone={used ? 'ok' : 'quiet'}>
          {t(used ? 'state.inUse' : stats ? 'state.empty' : 'state.unknown')}
        </StatusWord>
        <span className="provider-table__reason">
          <UnifiedReason />
        </span>
      </span>
    )
  }
  if (namespace.provider?.enabled === false) {
    return (
      <StatusWord shape="stopped" tone="quiet">
        {t('state.disabled')}
      </StatusWord>
    )
  }
  const { word, shape, tone } = standing.state
  return (
    <span className="provider-table__state">
      <StatusWord shape={shape} tone={tone}>
        {t(word)}
      </StatusWord>
      <span className="provider-table__reason">
        <StateReason standing={standing} />
      </span>
    </span>
  )
}

function UnifiedReason() {
  const { t } = useWords()
  const report = useShownStats()
  return report && t('overview.reason.searches', { n: report.unified.combinedSearches })
}

function Items({ standing }: { readonly standing: ProviderStanding | null }) {
  const { t, formats } = useWords()
  if (!standing) return <Unknown reason={t('overview.unifiedHasNone')} />
  const { freshness, history } = standing
  const last = freshness?.days.find(({ day }) => day === freshness.lastDay)
  if (last?.items !== null && last?.items !== undefined) return formats.integer(last.items)
  if (last) return <Unknown reason={t('overview.items.unknown')} />
  // The value is gone; what the log of runs remembers of it is old news, and looks it.
  if (history.lastStored) return <span className="text-3">{formats.integer(history.lastStored.items)}</span>
  return <Unknown reason={noValue(standing, t)} />
}

function AgainstMedian({ standing }: { readonly standing: ProviderStanding | null }) {
  const { t, formats } = useWords()
  if (!standing) return <Unknown reason={t('overview.unifiedHasNone')} />
  const { history, state } = standing
  const shown = history.days.length > 0 && <DayBars days={history.days} />
  return (
    <span className="provider-table__median">
      {shown}
      {state.deviation === null ? (
        <span className="provider-table__deviation">
          <Unknown reason={t('overview.median.unknown')} />
        </span>
      ) : (
        <span
          className={`provider-table__deviation ${state.word === 'state.below' ? 'provider-table__below' : 'text-2'}`}
        >
          {formats.signedShare(state.deviation)}
        </span>
      )}
    </span>
  )
}

function Bytes({ report, bytes }: { readonly report: StatsReport | null; readonly bytes: number | null }) {
  const { t, formats } = useWords()
  if (!report) return <NotRead />
  if (bytes === null) return <Unknown reason={t('overview.bytes.unknown')} />
  // What was read so far is a part of it: at least that much.
  const sign = report.complete ? (report.exact ? '' : '~ ') : '≥ '
  return `${sign}${formats.mebibytes(bytes, mebibyteDigits(mostBytes(report)))}`
}

function NotRead() {
  const { t } = useWords()
  return <Unknown reason={t('overview.pass.none')} />
}

function unknownAge(standing: ProviderStanding, t: ReturnType<typeof useWords>['t']): string {
  return standing.freshness?.lastDay ? t('overview.age.unknown') : noValue(standing, t)
}

/** Whether the days were read at all: without that, "no fetch stored" would be a guess. */
function storedIsKnown({ freshness }: ProviderStanding): boolean {
  return freshness?.days.every(({ state }) => state === 'present' || state === 'absent') ?? false
}

/** Why a provider without a value has nothing to show here. */
function noValue(standing: ProviderStanding, t: ReturnType<typeof useWords>['t']): string {
  return t(storedIsKnown(standing) ? 'overview.noDay' : 'overview.dayUnknown')
}

/** Cells that say nothing in a row of the foot. */
function gap(cells: number): readonly ReactNode[] {
  return Array.from({ length: cells }, () => null)
}
