import { useEffect } from 'react'
import type { CompareProgress, Comparison } from '../../../../shared/contract/compare.ts'
import { selectConnected, useConnection } from '../../../connection/connection-store.ts'
import { selectProviderList, useProviders } from '../../../connection/providers-store.ts'
import { useNow } from '../../../connection/use-now.ts'
import { useWords } from '../../../i18n/words.ts'
import { latest } from '../../../lib/load.ts'
import { EmptyState } from '../../../ui/EmptyState.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import { Figure, FigureStrip } from '../../../ui/Figure.tsx'
import { Page } from '../../../ui/Page.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { FetchSections } from '../FetchSections.tsx'
import { ProcurementsPanel } from '../procurements/ProcurementsPanel.tsx'
import { CompareForm } from './CompareForm.tsx'
import { CountsByDayPanel } from './CountsByDayPanel.tsx'
import './compare.css'
import { useCompare } from './compare-store.ts'
import { DaysPanel } from './DaysPanel.tsx'
import { OverlapPanel } from './OverlapPanel.tsx'

/** Cached days of several providers side by side; no provider is asked. */
export function ComparePage() {
  const { t } = useWords()
  const { comparison, progress, run, cancel, start } = useCompare()
  const providers = useProviders(selectProviderList)
  const connected = useConnection(selectConnected)
  const now = useNow(60_000)
  const found = latest(comparison)
  const running = comparison.phase === 'loading'
  useEffect(() => start(), [start])

  return (
    <Page title={t('fetches.title')} summary={t('compare.summary')}>
      <FetchSections current="compare" />
      <CompareForm
        providers={providers}
        running={running}
        reason={connected ? null : t('reason.notConnected')}
        now={now}
        onRun={(request) => void run(request)}
        onStop={cancel}
      />
      {running && <Reading progress={progress} />}
      {comparison.phase === 'failed' && comparison.failure.code !== 'cancelled' && (
        <FailureNotice failure={comparison.failure} />
      )}
      {comparison.phase === 'failed' && comparison.failure.code === 'cancelled' && (
        <p className="compare__note">{t('compare.cancelled')}</p>
      )}
      {comparison.phase === 'idle' && <EmptyState>{t('compare.idle')}</EmptyState>}
      {found && (
        <>
          <Totals comparison={found} />
          {found.procurements !== null && (
            <div className="compare__charts">
              <CountsByDayPanel comparison={found} />
              <OverlapPanel comparison={found} />
            </div>
          )}
          <DaysPanel comparison={found} />
          {found.procurements === null ? (
            <EmptyState>{t('compare.noneRead')}</EmptyState>
          ) : (
            <ProcurementsPanel set={found.set} />
          )}
        </>
      )}
    </Page>
  )
}

function Reading({ progress }: { readonly progress: CompareProgress | null }) {
  const { t, formats } = useWords()
  return (
    <div className="compare__reading">
      <Progress label={t('compare.reading')} share={progress && progress.done / progress.total} width="240px" />
      <span role="status">
        {progress
          ? t('compare.readingDay', {
              provider: progress.provider,
              day: formats.day(progress.day),
              done: formats.integer(progress.done),
              total: formats.integer(progress.total),
            })
          : t('compare.reading')}
      </span>
    </div>
  )
}

function Totals({ comparison }: { readonly comparison: Comparison }) {
  const { t, formats } = useWords()
  const figure = (value: number | null) => (value === null ? null : formats.integer(value))
  return (
    <FigureStrip label={t('compare.totals')}>
      <Figure
        label={t('compare.procurements')}
        value={figure(comparison.procurements)}
        reason={t('compare.noneRead')}
      />
      {comparison.totals.map(({ provider, procurements, shared, unique }) => (
        <Figure
          key={provider}
          label={provider}
          value={figure(procurements)}
          reason={t('compare.nothingRead')}
          note={
            shared !== null && unique !== null
              ? t('compare.sharedUnique', { shared: formats.integer(shared), unique: formats.integer(unique) })
              : undefined
          }
        />
      ))}
      <Figure
        label={t('compare.priceDiffers')}
        value={figure(comparison.priceDiffers)}
        reason={t('compare.noneRead')}
      />
      <Figure label={t('compare.dateDiffers')} value={figure(comparison.dateDiffers)} reason={t('compare.noneRead')} />
    </FigureStrip>
  )
}
