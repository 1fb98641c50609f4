import { Download } from 'lucide-react'
import { useMemo } from 'react'
import { selectConnected, selectStatus, useConnection } from '../../connection/connection-store.ts'
import { selectFreshness, useFreshness } from '../../connection/freshness-store.ts'
import { useNamespaces } from '../../connection/namespaces.ts'
import { usePageActions } from '../../connection/page-actions.ts'
import { useProviderStandings } from '../../connection/provider-standing.ts'
import { useRecentRuns } from '../../connection/recent-runs-store.ts'
import { requestFetch } from '../../connection/requested-flow.ts'
import { useShownStats } from '../../connection/shown-stats.ts'
import { useStats } from '../../connection/stats-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefreshButton } from '../../ui/RefreshButton.tsx'
import { Loading, SkeletonBlock, SkeletonRows } from '../../ui/Skeleton.tsx'
import { Charts } from './Charts.tsx'
import './overview.css'
import { ProviderTable } from './ProviderTable.tsx'
import { ServerStrip } from './ServerStrip.tsx'
import { selectServerFacts, useServerFacts } from './server-store.ts'
import { summaryOf } from './summary.ts'
import { UnfinishedOperations } from './UnfinishedOperations.tsx'

/** Is everything healthy and fresh; what needs me now? */
export function OverviewPage() {
  const words = useWords()
  const { t } = words
  const connected = useConnection(selectConnected)
  const namespaces = useNamespaces()
  const standing = useProviderStandings()
  const states = namespaces.flatMap(({ id, provider }) => (provider?.enabled ? [standing(id).state] : []))
  const fetchForm = useMemo(() => () => requestFetch(), [])
  usePageActions(useMemo(() => ({ refresh, fetch: fetchForm }), [fetchForm]))
  return (
    <Page
      title={t('overview.title')}
      summary={connected || states.some(({ word }) => word !== 'state.unknown') ? summaryOf(words, states) : undefined}
      actions={
        <>
          <RefreshButton onClick={refresh} reason={connected ? null : t('reason.notConnected')} />
          <Button icon={Download} hint="F" onClick={fetchForm}>
            {t('overview.fetch')}
          </Button>
        </>
      }
    >
      <Content />
    </Page>
  )
}

function refresh(): void {
  void useFreshness.getState().refresh()
  void useRecentRuns.getState().refresh()
  void useServerFacts.getState().refresh()
  void useStats.getState().refresh()
}

function Content() {
  const { t } = useWords()
  const status = useConnection(selectStatus)
  const stats = useShownStats()
  const freshness = useFreshness(selectFreshness)
  const statsFailure = useStats((state) => state.failure)
  const facts = useServerFacts(selectServerFacts)
  const connected = status.phase === 'connected'
  const nothing = !stats && !latest(freshness) && !latest(facts)

  if (nothing && !connected && status.phase !== 'connecting') return <EmptyState>{t('overview.nothing')}</EmptyState>
  const waiting = nothing && !statsFailure && freshness.phase !== 'failed'
  if (waiting) {
    return (
      <Loading
        skeleton={
          <>
            <SkeletonRows rows={6} />
            <SkeletonBlock height={64} />
          </>
        }
      />
    )
  }
  return (
    <div className={connected ? 'overview' : 'overview overview--stale'}>
      {/* While the connection is down its banner says why; the same again for each part would only be noise. */}
      {connected && freshness.phase === 'failed' && (
        <FailureNotice
          failure={freshness.failure}
          on={t('overview.freshness.reading')}
          onRetry={() => void useFreshness.getState().refresh()}
        />
      )}
      {connected && statsFailure && statsFailure.code !== 'cancelled' && (
        <FailureNotice
          failure={statsFailure}
          on={t('overview.pass.reading')}
          onRetry={() => void useStats.getState().refresh()}
        />
      )}
      <ProviderTable />
      {connected && facts.phase === 'failed' && (
        <FailureNotice
          failure={facts.failure}
          on={t('overview.server.reading')}
          onRetry={() => void useServerFacts.getState().refresh()}
        />
      )}
      <ServerStrip stale={!connected} />
      <UnfinishedOperations />
      {stats && <Charts report={stats} stale={!connected} />}
    </div>
  )
}
