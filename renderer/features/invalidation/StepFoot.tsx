import { ChevronLeft, RotateCcw, Square } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { addressText } from '../../../shared/connection/address-text.ts'
import type { InvalidationPreview } from '../../../shared/contract/invalidation.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { unifiedNamespace } from '../../../shared/keys/key-families.ts'
import { requestFetch, requestUndo } from '../../connection/requested-flow.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { CopyButton } from '../../ui/CopyButton.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { confirmFormId } from './ConfirmStep.tsx'
import { useBlockedReason, useConfirmReason } from './confirm-reason.ts'
import { type RunState, useInvalidation } from './invalidation-store.ts'
import { selectionChanged } from './PreviewStep.tsx'
import { targetOf } from './selection.ts'
import { summaryText } from './summary-text.ts'
import { useFocusIfLost } from './use-focus-if-lost.ts'

/** Foot of step 1: cancel the walk, walk again, go on, or the reason why not. */
export function PreviewFoot() {
  const { t } = useWords()
  const store = useInvalidation()
  const { preview } = store
  const blocked = useBlockedReason(preview.phase === 'ready' ? preview.value : null)
  const main = useRef<HTMLButtonElement>(null)
  useFocusIfLost(main)
  const leave = (
    <Button size="dialog" hint="Esc" onClick={store.close}>
      {t('common.cancel')}
    </Button>
  )
  if (preview.phase === 'loading') {
    return (
      <>
        <Button ref={main} size="dialog" icon={Square} onClick={() => void store.cancelPreview()}>
          {t('invalidation.preview.cancel')}
        </Button>
        {leave}
      </>
    )
  }
  if (preview.phase !== 'ready' || selectionChanged(store)) {
    const empty = targetOf(store.namespace, store.selection) === null
    return (
      <>
        {leave}
        <Button
          ref={main}
          size="dialog"
          variant="primary"
          reason={empty ? t('invalidation.preview.chooseFamily') : null}
          onClick={() => void store.startPreview()}
        >
          {t(preview.phase === 'idle' ? 'invalidation.preview.start' : 'invalidation.preview.again')}
        </Button>
      </>
    )
  }
  return (
    <>
      {blocked !== null && (
        <Button ref={main} size="dialog" variant="ghost" onClick={() => void store.startPreview()}>
          {t('invalidation.preview.again')}
        </Button>
      )}
      {leave}
      {blocked === null ? (
        <Button ref={main} size="dialog" variant="primary" onClick={() => store.goTo('confirm')}>
          {t('invalidation.preview.next')}
        </Button>
      ) : (
        <StatusWord shape="stopped" tone={preview.value.count === 0 ? 'quiet' : 'warning'}>
          {blocked}
        </StatusWord>
      )}
    </>
  )
}

/** Foot of step 2, left end: back, and why the button waits, or that the system will ask again. */
export function ConfirmFootStart({ preview }: { readonly preview: InvalidationPreview }) {
  const { t } = useWords()
  const reason = useConfirmReason(preview)
  const goTo = useInvalidation((state) => state.goTo)
  const production = useInvalidation((state) => state.place?.target.environment === 'production')
  return (
    <>
      <Button size="dialog" variant="ghost" icon={ChevronLeft} onClick={() => goTo('preview')}>
        {t('invalidation.back')}
      </Button>
      {(reason !== null || production) && (
        <span className="invalidation__foot-note">{reason ?? t('invalidation.confirm.native')}</span>
      )}
    </>
  )
}

/** Foot of step 2: Cancel, and the act with its verb, count and object. */
export function ConfirmFoot({ preview }: { readonly preview: InvalidationPreview }) {
  const { t } = useWords()
  const close = useInvalidation((state) => state.close)
  const reason = useConfirmReason(preview)
  return (
    <>
      <Button size="dialog" hint="Esc" onClick={close}>
        {t('common.cancel')}
      </Button>
      <Button size="dialog" variant="danger" type="submit" form={confirmFormId} reason={reason} reasonShown="hidden">
        {t('invalidation.confirm.act', { act: actOf(preview.target), count: preview.count })}
      </Button>
    </>
  )
}

/** Foot of step 4: take it back, fill it again, or be done. */
export function ResultFoot({ run }: { readonly run: Extract<RunState, { phase: 'ended' | 'broken' }> }) {
  const { t } = useWords()
  const { namespace, close } = useInvalidation()
  const now = useNow(1_000)
  const last = useRef<HTMLButtonElement>(null)
  useEffect(() => last.current?.focus(), [])
  useFocusIfLost(last)
  const result = run.phase === 'ended' ? run.result : null
  const undoable = result?.bundle != null && (result.undoUntil ?? 0) > now
  const undo = () => {
    close()
    if (result?.bundle != null) requestUndo(result.bundle)
  }
  const fetchNow = () => {
    close()
    requestFetch({ providers: [namespace] })
  }
  return (
    <>
      {undoable && (
        <Button size="dialog" icon={RotateCcw} onClick={undo}>
          {t('invalidation.result.undo')}
        </Button>
      )}
      {namespace !== unifiedNamespace && (
        <Button size="dialog" onClick={fetchNow}>
          {t('invalidation.result.fetch')}
        </Button>
      )}
      <Button ref={last} size="dialog" variant="primary" onClick={close}>
        {t('invalidation.result.close')}
      </Button>
    </>
  )
}

/** Foot of step 4, left end: the result as text. */
export function ResultFootStart({ run }: { readonly run: Extract<RunState, { phase: 'ended' }> }) {
  const words = useWords()
  const place = useInvalidation((state) => state.place)
  if (place === null) return null
  const { identity, name } = place
  const server = `${addressText(identity)}, db ${identity.database}`
  return <CopyButton label={words.t('invalidation.result.copy')} text={summaryText(words, run.result, name, server)} />
}
