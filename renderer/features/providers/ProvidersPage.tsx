import { useCallback, useMemo } from 'react'
import { goTo, useAddress } from '../../connection/address.ts'
import { selectConnected, useConnection } from '../../connection/connection-store.ts'
import { selectFreshness, useFreshness } from '../../connection/freshness-store.ts'
import { useNamespaces } from '../../connection/namespaces.ts'
import { usePageActions } from '../../connection/page-actions.ts'
import { selectProviders, useProviders } from '../../connection/providers-store.ts'
import { requestExport, requestFetch, requestInvalidation } from '../../connection/requested-flow.ts'
import { useShownStats } from '../../connection/shown-stats.ts'
import { useStats } from '../../connection/stats-store.ts'
import { useWhyNotFetchable, useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { useWords } from '../../i18n/words.ts'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefreshButton } from '../../ui/RefreshButton.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { type DayChoice, dayChoices } from './day-rows.ts'
import { KeyspacePanel } from './KeyspacePanel.tsx'
import { NamespaceDetail } from './NamespaceDetail.tsx'
import { NamespaceList } from './NamespaceList.tsx'
import { PolicyPanel } from './PolicyPanel.tsx'
import './providers.css'

/** What is in each namespace, and what can be done with it. */
export function ProvidersPage() {
  const { t } = useWords()
  const providers = useProviders(selectProviders)
  const readProviders = useProviders((state) => state.refresh)
  const namespaces = useNamespaces()
  const report = useShownStats()
  const { failure, outdated, running, refresh: readStats, cancel } = useStats()
  const freshness = useFreshness(selectFreshness)
  const readFreshness = useFreshness((state) => state.refresh)
  const connected = useConnection(selectConnected)
  const notFetchable = useWhyNotFetchable()
  const notRemovable = useWhyNotWritable('invalidate')
  const address = useAddress()
  const policies = address.path[1] === 'policies'
  const shown = namespaces.find(({ id }) => id === address.path[1]) ?? namespaces[0]
  const id = shown?.id ?? null
  const fetchable = shown?.provider?.enabled === true && notFetchable === null
  const removable = notRemovable === null

  const refresh = useCallback(() => {
    void readStats()
    void readFreshness()
  }, [readStats, readFreshness])
  usePageActions(
    useMemo(
      () => ({
        refresh,
        ...(id !== null && fetchable ? { fetch: () => requestFetch({ providers: [id] }) } : {}),
        ...(id !== null && removable ? { invalidate: () => requestInvalidation({ namespace: id }) } : {}),
      }),
      [refresh, id, fetchable, removable],
    ),
  )

  const summary = { namespaces: namespaces.length }
  return (
    <Page
      title={t('providers.title')}
      summary={
        report?.complete
          ? t('providers.summary', { ...summary, keys: report.keys })
          : t('providers.summaryUnknown', summary)
      }
      actions={<RefreshButton onClick={refresh} reason={connected ? null : t('reason.notConnected')} />}
    >
      {providers.phase === 'failed' && (
        <FailureNotice failure={providers.failure} onRetry={() => void readProviders()} />
      )}
      {providers.phase === 'loading' && providers.last === null && <Loading skeleton={<SkeletonRows rows={4} />} />}
      {shown ? (
        <div className="providers">
          <div className="providers__side">
            <NamespaceList namespaces={namespaces} report={report} chosen={policies ? 'policies' : shown.id} />
            {report && <KeyspacePanel report={report} stale={outdated || !connected} />}
          </div>
          <div className="providers__detail">
            {failure && <FailureNotice failure={failure} onRetry={refresh} />}
            {freshness.phase === 'failed' && (
              <FailureNotice failure={freshness.failure} onRetry={() => void readFreshness()} />
            )}
            {policies ? (
              <PolicyPanel />
            ) : (
              <NamespaceDetail
                key={shown.id}
                namespace={shown}
                report={report}
                counting={running}
                stale={outdated || !connected}
                freshness={freshness}
                days={daysOf(address.query.days)}
                onDays={(days) => goTo(`/providers/${shown.id}?days=${days}`)}
                notFetchable={notFetchable}
                notRemovable={notRemovable}
                notExportable={connected ? null : t('reason.notConnected')}
                onExport={() => requestExport({ scope: 'whole', namespace: shown.id })}
                onCancelCount={() => void cancel()}
              />
            )}
          </div>
        </div>
      ) : (
        providers.phase === 'ready' && <EmptyState>{t('providers.empty')}</EmptyState>
      )}
    </Page>
  )
}

function daysOf(text: string | undefined): DayChoice {
  return dayChoices.find((choice) => choice === text) ?? '7'
}
