import { useEffect, useMemo } from 'react'
import { selectLeftOperations, useLeftOperations } from '../../connection/left-operations-store.ts'
import { usePageActions } from '../../connection/page-actions.ts'
import { requestUndo } from '../../connection/requested-flow.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { latest } from '../../lib/load.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { Loading, SkeletonRows } from '../../ui/Skeleton.tsx'
import { useActivity } from './activity-store.ts'
import { JournalPanel } from './JournalPanel.tsx'
import { LeftOperations } from './LeftOperations.tsx'
import { UndoBundles } from './UndoBundles.tsx'

/** What was done from this machine, and what of it can be undone. */
export function JournalTab() {
  const store = useActivity()
  const notWritable = useWhyNotWritable('undo')
  const left = useLeftOperations(selectLeftOperations)
  const now = useNow(1_000)
  const { start, refresh } = store

  useEffect(() => {
    const end = start()
    void refresh()
    return end
  }, [start, refresh])
  usePageActions(useMemo(() => ({ refresh: () => void refresh() }), [refresh]))

  const importFile = async () => {
    const bundle = await store.openFile()
    if (bundle !== null) requestUndo(bundle)
  }
  const journal = latest(store.journal)
  const bundles = latest(store.bundles)
  return (
    <>
      <LeftOperations operations={left} />
      {store.bundles.phase === 'failed' && (
        <FailureNotice failure={store.bundles.failure} onRetry={() => void refresh()} />
      )}
      {store.fileFailure && <FailureNotice failure={store.fileFailure} />}
      {bundles === null && store.bundles.phase === 'loading' && <Loading skeleton={<SkeletonRows rows={2} />} />}
      {bundles && (
        <UndoBundles
          bundles={bundles}
          now={now}
          notWritable={notWritable}
          onUndo={({ bundle }) => requestUndo(bundle)}
          onImport={() => void importFile()}
        />
      )}
      {store.journal.phase === 'failed' && (
        <FailureNotice failure={store.journal.failure} onRetry={() => void refresh()} />
      )}
      {journal === null && store.journal.phase === 'loading' && <Loading skeleton={<SkeletonRows rows={8} />} />}
      {journal && <JournalPanel page={journal} check={store.check} onVerify={() => void store.verify()} />}
    </>
  )
}
