import { RotateCcw, Square } from 'lucide-react'
import { useEffect, useRef } from 'react'
import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { useWords } from '../../../i18n/words.ts'
import { Button } from '../../../ui/Button.tsx'
import { StatusWord } from '../../../ui/StatusWord.tsx'
import { useFocusIfLost } from '../use-focus-if-lost.ts'
import { comingBack } from './typed-word.ts'
import { undoFormId } from './UndoConfirmStep.tsx'
import { isResumable } from './UndoResultStep.tsx'
import { type UndoRun, useUndo } from './undo-store.ts'
import { useUndoBlocked, useUndoReason } from './use-undo-reason.ts'

/** Foot of step 1: cancel the reading, read again, go on, or the reason why not. */
export function UndoPreviewFoot() {
  const { t } = useWords()
  const { preview, close, cancelPreview, startPreview, goTo } = useUndo()
  const blocked = useUndoBlocked(preview.phase === 'ready' ? preview.value : null)
  const main = useRef<HTMLButtonElement>(null)
  useFocusIfLost(main)
  const leave = (
    <Button size="dialog" hint="Esc" onClick={close}>
      {t('common.cancel')}
    </Button>
  )
  if (preview.phase === 'loading') {
    return (
      <>
        <Button ref={main} size="dialog" icon={Square} onClick={() => void cancelPreview()}>
          {t('invalidation.preview.cancel')}
        </Button>
        {leave}
      </>
    )
  }
  if (preview.phase !== 'ready' || blocked !== null) {
    return (
      <>
        <Button ref={main} size="dialog" variant="ghost" onClick={() => void startPreview()}>
          {t('invalidation.preview.again')}
        </Button>
        {leave}
        {blocked !== null && (
          <StatusWord shape="stopped" tone="warning">
            {blocked}
          </StatusWord>
        )}
      </>
    )
  }
  return (
    <>
      {leave}
      <Button ref={main} size="dialog" variant="primary" onClick={() => goTo('confirm')}>
        {t('invalidation.preview.next')}
      </Button>
    </>
  )
}

/** Foot of step 2: Cancel, and the act with its verb, count and object. */
export function UndoConfirmFoot({ preview }: { readonly preview: UndoPreview }) {
  const { t } = useWords()
  const { close, typedForeign } = useUndo()
  const reason = useUndoReason(preview)
  const cancel = useRef<HTMLButtonElement>(null)
  useFocusIfLost(cancel)
  return (
    <>
      <Button ref={cancel} size="dialog" hint="Esc" onClick={close}>
        {t('common.cancel')}
      </Button>
      <Button size="dialog" variant="primary" type="submit" form={undoFormId} reason={reason} reasonShown="hidden">
        {t(preview.bundle.file === undefined ? 'undo.confirm.act' : 'import.confirm.act', {
          count: comingBack(preview, typedForeign),
        })}
      </Button>
    </>
  )
}

/** Foot of step 4: go on where it ended, or be done. */
export function UndoResultFoot({ run }: { readonly run: Extract<UndoRun, { phase: 'ended' | 'broken' }> }) {
  const { t } = useWords()
  const { bundle, close, open } = useUndo()
  const last = useRef<HTMLButtonElement>(null)
  useEffect(() => last.current?.focus(), [])
  return (
    <>
      {(run.phase === 'broken' || isResumable(run.result)) && (
        <Button size="dialog" icon={RotateCcw} onClick={() => open(bundle)}>
          {t('undo.result.again')}
        </Button>
      )}
      <Button ref={last} size="dialog" variant="primary" onClick={close}>
        {t('invalidation.result.close')}
      </Button>
    </>
  )
}
