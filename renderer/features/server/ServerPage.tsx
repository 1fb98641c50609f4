import { useEffect, useMemo } from 'react'
import type { ServerReport } from '../../../shared/contract/server-report.ts'
import { selectConnected, selectStatus, useConnection } from '../../connection/connection-store.ts'
import { usePageActions } from '../../connection/page-actions.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefreshButton } from '../../ui/RefreshButton.tsx'
import { Segmented } from '../../ui/Segmented.tsx'
import { Loading, SkeletonBlock, SkeletonRows } from '../../ui/Skeleton.tsx'
import { CommandsPanel } from './CommandsPanel.tsx'
import { ConfigurationSection } from './ConfigurationSection.tsx'
import { HitRatioPanel } from './HitRatioPanel.tsx'
import { LatencyPanel } from './LatencyPanel.tsx'
import { MemoryPanel } from './MemoryPanel.tsx'
import { NodesPanel } from './NodesPanel.tsx'
import { PersistencePanel } from './PersistencePanel.tsx'
import { ServerFigures } from './ServerFigures.tsx'
import { SlowLogPanel } from './SlowLogPanel.tsx'
import './server.css'
import { useConfiguration } from './configuration-store.ts'
import { selectKept, selectReport, selectSamples, selectSpan, useServerReport } from './server-report-store.ts'
import { chartSpans, joinedSamples, keptEveryMs, sampleEveryMs } from './server-samples.ts'

const pageActions = { refresh }

/** Is Redis the problem? */
export function ServerPage() {
  const words = useWords()
  const { t } = words
  const connected = useConnection(selectConnected)
  const report = latest(useServerReport(selectReport))
  const span = useServerReport(selectSpan)
  const choose = useServerReport((state) => state.choose)
  usePageActions(pageActions)
  useEffect(() => {
    if (!connected) return undefined
    refresh()
    // A window nobody sees asks nothing of the server.
    const timer = setInterval(() => !document.hidden && void useServerReport.getState().refresh(), sampleEveryMs)
    return () => clearInterval(timer)
  }, [connected])
  return (
    <Page
      title={t('server.title')}
      summary={report ? summaryOf(words, report) : undefined}
      actions={
        <>
          <Segmented
            label={t('server.span')}
            value={span}
            onValue={choose}
            options={chartSpans.map((hours) => ({
              value: hours,
              label: t('server.span.hours', { hours: Number(hours) }),
            }))}
          />
          <RefreshButton onClick={refresh} reason={connected ? null : t('reason.notConnected')} />
        </>
      }
    >
      <Content report={report} />
    </Page>
  )
}

function refresh(): void {
  void useConfiguration.getState().refresh()
  void useServerReport.getState().refresh()
  void useServerReport.getState().readKept()
}

function Content({ report }: { readonly report: ServerReport | null }) {
  const { t } = useWords()
  const status = useConnection(selectStatus)
  const load = useServerReport(selectReport)
  const live = useServerReport(selectSamples)
  const kept = useServerReport(selectKept)
  const span = useServerReport(selectSpan)
  const samples = useMemo(() => joinedSamples(kept, live, span), [kept, live, span])
  const connected = status.phase === 'connected'
  if (report === null && !connected && status.phase !== 'connecting')
    return <EmptyState>{t('server.nothing')}</EmptyState>
  const failure = connected && load.phase === 'failed' && (
    <FailureNotice failure={load.failure} on={t('server.reading')} onRetry={refresh} />
  )
  if (report === null) {
    return (
      failure || (
        <Loading
          skeleton={
            <>
              <SkeletonBlock height={64} />
              <SkeletonRows rows={8} />
            </>
          }
        />
      )
    )
  }
  return (
    <div className={connected ? 'server' : 'server server--stale'}>
      {failure}
      <ServerFigures report={report} stale={!connected} />
      <div className="server__charts">
        <MemoryPanel samples={samples} everyMs={keptEveryMs(span)} stale={!connected} />
        <LatencyPanel report={report} stale={!connected} />
        <HitRatioPanel samples={samples} everyMs={keptEveryMs(span)} stale={!connected} />
      </div>
      <ConfigurationSection />
      <PersistencePanel report={report} />
      <SlowLogPanel report={report} />
      <CommandsPanel report={report} />
      <NodesPanel report={report} />
    </div>
  )
}

/** Facts of the head: who it is, and what is not as it should be. */
function summaryOf({ t, formats }: Words, { at, facts, nodes, silences }: ServerReport): string {
  const unreached = nodes.filter(({ reached }) => !reached).length
  const rdbFailed = nodes.some(
    ({ persistence }) => persistence?.rdbLastStatus != null && persistence.rdbLastStatus !== 'ok',
  )
  const product = facts.product === 'valkey' ? 'Valkey' : 'Redis'
  return [
    `${product} ${facts.version}`,
    t('server.summary.at', { at: formats.clock(at) }),
    ...(unreached > 0 ? [t('server.summary.unreached', { n: unreached })] : []),
    ...(rdbFailed ? [t('server.summary.rdbFailed')] : []),
    ...(silences.length > 0
      ? [t('server.summary.silences', { commands: silences.map(({ command }) => command).join(', ') })]
      : []),
  ].join('; ')
}
