import { useNow } from '../../../connection/use-now.ts'
import { useWords } from '../../../i18n/words.ts'
import { Progress } from '../../../ui/Progress.tsx'
import { SpokenShare } from '../../../ui/SpokenShare.tsx'
import { PausedNotice } from '../PausedNotice.tsx'
import { UndoBooksTable } from './UndoBooksTable.tsx'
import { restoredShare } from './undo-lines.ts'
import type { UndoRun } from './undo-store.ts'

/** Step 3: how far it came, how fast it goes, and that it can be stopped. */
export function UndoProgressStep({ run }: { readonly run: Extract<UndoRun, { phase: 'running' }> }) {
  const { t, formats } = useWords()
  const now = useNow(1_000)
  const { progress } = run
  if (progress === null) {
    return (
      <p className="invalidation" role="status">
        {t('invalidation.progress.waiting')}
      </p>
    )
  }
  const { books, keysPerSecond, paused } = progress
  const share = restoredShare(books)
  return (
    <div className="invalidation">
      {paused && <PausedNotice paused={paused} />}
      <div className="invalidation__walk">
        <p className="invalidation__progress-line">
          <strong>
            {t('invalidation.progress.of', {
              done: formats.integer(books.saved - books.notAttempted),
              total: formats.integer(books.saved),
            })}
          </strong>
          <span className="text-2">{formats.share(share)}</span>
          <span className="text-2">
            {t('invalidation.progress.rateValue', { rate: formats.integer(Math.round(keysPerSecond)) })}
          </span>
          <span className="text-2">{formats.duration(Math.max(0, now - run.startedAt))}</span>
          {run.stopping && <span role="status">{t('invalidation.progress.stopping')}</span>}
        </p>
        <Progress label={t('invalidation.progress.bar')} share={share} />
        <SpokenShare share={share} />
      </div>
      <UndoBooksTable books={books} running />
    </div>
  )
}
