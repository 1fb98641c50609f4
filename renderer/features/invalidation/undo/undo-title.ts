import type { Words } from '../../../i18n/words.ts'
import type { UndoRun } from './undo-store.ts'

/** What is restored, or waits. @param target - as text */
export function undoTitle({ t }: Words, target: string, run: UndoRun): string {
  const what = t('undo.progress.title', { target })
  const paused = run.phase === 'running' && run.progress?.paused !== undefined
  return paused ? t('invalidation.paused.named', { what }) : what
}
