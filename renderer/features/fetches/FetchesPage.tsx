import { useCallback, useEffect, useMemo } from 'react'
import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'
import { cacheDayOf } from '../../../shared/time/cache-day.ts'
import { goTo, useAddress } from '../../connection/address.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useDayZone } from '../../connection/day-zone.ts'
import { selectFreshness, useFreshness } from '../../connection/freshness-store.ts'
import { useNamespaces } from '../../connection/namespaces.ts'
import { usePageActions } from '../../connection/page-actions.ts'
import { selectProviderList, useProviders } from '../../connection/providers-store.ts'
import { clearRequestedFetch, useRequestedFlow } from '../../connection/requested-flow.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWhyNotFetchable, useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Page } from '../../ui/Page.tsx'
import { RefreshButton } from '../../ui/RefreshButton.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { AsideDialog } from './AsideDialog.tsx'
import { AsidesPanel } from './AsidesPanel.tsx'
import { useAsides } from './asides-store.ts'
import { FetchCalendar } from './FetchCalendar.tsx'
import { FetchSections } from './FetchSections.tsx'
import { historyLimit, shownRuns, useFetches } from './fetches-store.ts'
import { History } from './History.tsx'
import { breakerOf } from './LaneDetail.tsx'
import { outcomeStatus } from './lane-status.ts'
import { RunSection } from './RunSection.tsx'
import { StartForm } from './StartForm.tsx'
import './run.css'

/** What ran, what runs, what failed and why; and the form that starts a fetch. */
export function FetchesPage() {
  const words = useWords()
  const { t } = words
  const store = useFetches()
  const freshness = latest(useFreshness(selectFreshness))
  const asides = useAsides()
  const { refresh: readAsides, start: followAsides } = asides
  const readFreshness = useFreshness((state) => state.refresh)
  const shown = useConnection(selectShownConnection)
  const connection = shown?.name
  const providers = useProviders(selectProviderList)
  const namespaces = useNamespaces()
  const requested = useRequestedFlow((state) => state.fetch)
  const notWritable = useWhyNotWritable('fetch')
  const notFetchable = useWhyNotFetchable()
  const chosen = useAddress().path[1] ?? null
  const now = useNow(1_000)
  const dayZone = useDayZone()
  const { refresh: readRuns, openForm, start } = store

  useEffect(() => {
    const end = start()
    void readRuns()
    return end
  }, [start, readRuns])
  useEffect(() => {
    const end = followAsides()
    void readAsides()
    return end
  }, [followAsides, readAsides])
  useEffect(() => {
    if (requested === null) return
    openForm({ providers: requested.providers ?? null, day: requested.day ?? null })
    clearRequestedFetch()
  }, [requested, openForm])
  const refresh = useCallback(() => {
    void readRuns()
    void readAsides()
    void readFreshness()
  }, [readRuns, readAsides, readFreshness])
  usePageActions(useMemo(() => ({ refresh, fetch: () => openForm() }), [refresh, openForm]))

  const runs = latest(store.runs)
  const waiting = latest(asides.asides) ?? []
  /** The result a lane of this connection set aside, if it still waits. */
  const decisionOf = (run: FetchRun, lane: FetchLane) => {
    const aside = waiting.find((one) => one.runId === run.runId && one.provider === lane.provider)
    return aside ? () => asides.decide(aside) : null
  }
  const again = (run: FetchRun, lane: FetchLane) =>
    openForm({ providers: [lane.provider], day: run.day, breakerOpen: breakerOf(lane) !== null })
  const startButton = (
    <Button hint="F" onClick={() => openForm()} reason={notFetchable}>
      {t('fetches.new')}
    </Button>
  )

  return (
    <Page
      title={t('fetches.title')}
      summary={runs && <span role="status">{summaryOf(words, runs)}</span>}
      actions={
        <>
          <RefreshButton onClick={refresh} />
          {startButton}
        </>
      }
    >
      <FetchSections current="runs" />
      {store.runs.phase === 'failed' && <FailureNotice failure={store.runs.failure} onRetry={refresh} />}
      {store.cancelFailure && <FailureNotice failure={store.cancelFailure} />}
      {runs === null && store.runs.phase !== 'failed' && <Loading skeleton={<SkeletonRows rows={8} />} />}
      {runs && (
        <>
          {shownRuns(runs, chosen).map((run) => (
            <RunSection
              key={run.runId}
              run={run}
              now={now}
              cancelling={store.cancelling}
              onStop={(provider) => void store.cancel(run.runId, provider)}
              onAgain={(lane) => again(run, lane)}
              decisionOf={(lane) => decisionOf(run, lane)}
              onBack={run.runId === chosen ? () => goTo('/fetches') : null}
            />
          ))}
          {waiting.length > 0 && <AsidesPanel asides={waiting} onDecide={asides.decide} />}
          <FetchCalendar
            namespaces={namespaces}
            // The log spans all connections; the cache on screen was written by the runs of this one only.
            runs={runs.filter((run) => run.connection === connection)}
            freshness={freshness}
            today={cacheDayOf(now, dayZone)}
            now={now}
          />
          <History
            runs={runs}
            providers={providers.map(({ id }) => id)}
            filter={store.filter}
            limited={runs.length >= historyLimit}
            chosen={chosen}
            onProvider={store.filterProvider}
            onState={store.filterState}
            onClear={store.clearFilter}
            onOpen={(row) => goTo(`/fetches/${encodeURIComponent(row.run.runId)}`)}
            startButton={startButton}
          />
        </>
      )}
      {asides.decision && (
        <AsideDialog
          decision={asides.decision}
          connection={shown}
          notWritable={notWritable}
          onType={asides.type}
          onCommit={() => void asides.commit()}
          onDiscard={() => void asides.discard()}
          onClose={asides.close}
        />
      )}
      {store.form && providers.length > 0 && (
        <StartForm
          providers={providers}
          chosen={store.form.providers}
          day={store.form.day}
          breakerOpen={store.form.breakerOpen}
          zone={dayZone}
          now={now}
          starting={store.starting.phase === 'loading'}
          failure={store.starting.phase === 'failed' ? store.starting.failure : null}
          reason={notFetchable}
          compareOnly={notWritable}
          onStart={(request) => void store.startRun(request).then((begun) => begun && goTo('/fetches'))}
          onClose={store.closeForm}
        />
      )}
    </Page>
  )
}

/** The state of things as facts: what runs, or how the last run ended. */
function summaryOf(words: Words, runs: readonly FetchRun[]): string {
  const { t, formats } = words
  const running = runs.filter((run) => run.endedAt === null)
  const subject = running.length > 0 ? running : runs.slice(0, 1)
  const [first] = subject
  if (!first) return t('fetches.summary.none')
  const lanes = subject
    .flatMap((run) => run.lanes)
    .map((lane) =>
      t('fetches.summary.lane', { provider: lane.provider, state: outcomeStatus(words, lane).word.toLowerCase() }),
    )
    .join(', ')
  if (running.length > 0) return t('fetches.summary.running', { n: running.length, lanes })
  const last = t('fetches.summary.last', { day: formats.day(first.day), lanes })
  // A day that was fetched again after newer ones says nothing of those.
  const newest = runs.reduce((day, run) => (run.day > day ? run.day : day), first.day)
  return newest === first.day ? last : `${last}; ${t('fetches.summary.newest', { day: formats.day(newest) })}`
}
