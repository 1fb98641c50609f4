import { ChevronLeft } from 'lucide-react'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { useWords } from '../../../i18n/words.ts'
import { Button } from '../../../ui/Button.tsx'
import { CopyButton } from '../../../ui/CopyButton.tsx'
import { wantedWord } from './typed-word.ts'
import { undoSummaryText } from './undo-lines.ts'
import { type UndoRun, useUndo } from './undo-store.ts'
import { useUndoReason } from './use-undo-reason.ts'

/** Foot of step 2, left end: back, and why the button waits, or that the system will ask again. */
export function UndoConfirmFootStart({ preview }: { readonly preview: UndoPreview }) {
  const { t } = useWords()
  const reason = useUndoReason(preview)
  const { goTo, place } = useUndo()
  const native = wantedWord(preview, place) !== null && place?.target.environment === 'production'
  return (
    <>
      <Button size="dialog" variant="ghost" icon={ChevronLeft} onClick={() => goTo('preview')}>
        {t('invalidation.back')}
      </Button>
      {(reason !== null || native) && (
        <span className="invalidation__foot-note">{reason ?? t('invalidation.confirm.native')}</span>
      )}
    </>
  )
}

/** Foot of step 4, left end: the result as text. */
export function UndoResultFootStart({ run }: { readonly run: Extract<UndoRun, { phase: 'ended' | 'broken' }> }) {
  const words = useWords()
  if (run.phase === 'broken') return null
  return <CopyButton label={words.t('invalidation.result.copy')} text={undoSummaryText(words, run.result)} />
}
