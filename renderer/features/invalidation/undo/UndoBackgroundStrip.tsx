import { targetText } from '../../../../shared/keys/target-text.ts'
import { useWords } from '../../../i18n/words.ts'
import { latest } from '../../../lib/load.ts'
import { FlowStrip } from '../FlowStrip.tsx'
import { restoredShare } from './undo-lines.ts'
import { useUndo } from './undo-store.ts'
import { undoTitle } from './undo-title.ts'

/** A restore that was sent to the background: it stays in sight, with its way back and its Stop. */
export function UndoBackgroundStrip() {
  const words = useWords()
  const { t } = words
  const { shown, preview, run, show, close, stop } = useUndo()
  if (shown || run.phase === 'none') return null
  const known = latest(preview)
  const target = known === null ? '' : targetText(known.bundle.target)
  const progress = run.phase === 'running' ? run.progress : null
  return (
    <FlowStrip
      label={t('undo.background.label')}
      words={
        run.phase === 'running'
          ? undoTitle(words, target, run)
          : run.phase === 'broken'
            ? t('undo.result.broken', { target })
            : t(`undo.result.${run.result.ended}`, { count: run.result.restored, target })
      }
      running={run.phase === 'running'}
      stopping={run.phase === 'running' && run.stopping}
      share={progress ? restoredShare(progress.books) : null}
      onShow={show}
      onClose={close}
      onStop={() => void stop()}
    />
  )
}
