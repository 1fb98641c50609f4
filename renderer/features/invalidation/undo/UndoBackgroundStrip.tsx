import { Square } from 'lucide-react'
import { targetText } from '../../../../shared/keys/target-text.ts'
import { useWords } from '../../../i18n/words.ts'
import { latest } from '../../../lib/load.ts'
import { Button } from '../../../ui/Button.tsx'
import { Progress } from '../../../ui/Progress.tsx'
import { restoredShare } from './undo-lines.ts'
import { useUndo } from './undo-store.ts'

/** A restore that was sent to the background: it stays in sight, with its way back and its Stop. */
export function UndoBackgroundStrip() {
  const { t, formats } = useWords()
  const { shown, preview, run, show, close, stop } = useUndo()
  if (shown || run.phase === 'none') return null
  const known = latest(preview)
  const target = known === null ? '' : targetText(known.bundle.target)
  const progress = run.phase === 'running' ? run.progress : null
  const share = progress ? restoredShare(progress.books) : null
  return (
    <aside className="invalidation-strip" aria-label={t('undo.background.label')}>
      <span role="status">
        {run.phase === 'running'
          ? t('undo.progress.title', { target })
          : run.phase === 'broken'
            ? t('undo.result.broken', { target })
            : t(`undo.result.${run.result.ended}`, { count: run.result.restored, target })}
      </span>
      {run.phase === 'running' && (
        <>
          <Progress label={t('invalidation.progress.bar')} share={share} width="96px" />
          {share !== null && <span className="text-2">{formats.share(share)}</span>}
        </>
      )}
      <Button size="small" onClick={show}>
        {t('invalidation.background.open')}
      </Button>
      {run.phase === 'running' ? (
        <Button
          size="small"
          icon={Square}
          reason={run.stopping ? t('invalidation.progress.stopping') : null}
          reasonShown="hidden"
          onClick={() => void stop()}
        >
          {t('invalidation.progress.stop')}
        </Button>
      ) : (
        <Button size="small" variant="ghost" onClick={close}>
          {t('common.close')}
        </Button>
      )}
    </aside>
  )
}
