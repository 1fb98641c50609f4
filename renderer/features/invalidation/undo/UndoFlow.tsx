import { useEffect } from 'react'
import { targetText } from '../../../../shared/keys/target-text.ts'
import { clearRequestedUndo, useRequestedFlow } from '../../../connection/requested-flow.ts'
import { useWords, type Words } from '../../../i18n/words.ts'
import { latest } from '../../../lib/load.ts'
import { FourSteps } from '../FourSteps.tsx'
import { RunningFoot } from '../RunningFoot.tsx'
import { UndoBackgroundStrip } from './UndoBackgroundStrip.tsx'
import { UndoConfirmStep } from './UndoConfirmStep.tsx'
import { UndoPreviewStep } from './UndoPreviewStep.tsx'
import { UndoProgressStep } from './UndoProgressStep.tsx'
import { UndoResultStep } from './UndoResultStep.tsx'
import { UndoConfirmFoot, UndoPreviewFoot, UndoResultFoot } from './UndoStepFoot.tsx'
import { UndoConfirmFootStart, UndoResultFootStart } from './UndoStepFootStart.tsx'
import { type UndoState, useUndo } from './undo-store.ts'
import { undoTitle } from './undo-title.ts'

/** Hosts the way back for every screen: opens where it is asked for, and keeps a running restore in sight. */
export function UndoFlow() {
  const requested = useRequestedFlow((state) => state.undo)
  const store = useUndo()
  const { open, start } = store
  useEffect(() => start(), [start])
  useEffect(() => {
    if (requested === null) return
    open(requested)
    clearRequestedUndo()
  }, [requested, open])
  return (
    <>
      <UndoBackgroundStrip />
      {store.shown && <FlowDialog store={store} />}
    </>
  )
}

function FlowDialog({ store }: { readonly store: UndoState }) {
  const words = useWords()
  const { foot, footStart } = footOf(store)
  return (
    <FourSteps
      step={store.step}
      title={titleOf(words, store)}
      place={store.place}
      foot={foot}
      footStart={footStart}
      onClose={store.close}
    >
      <Body store={store} />
    </FourSteps>
  )
}

function Body({ store: { step, preview, run } }: { readonly store: UndoState }) {
  if (step === 'progress' && run.phase === 'running') return <UndoProgressStep run={run} />
  if (step === 'result' && (run.phase === 'ended' || run.phase === 'broken')) return <UndoResultStep run={run} />
  if (step === 'confirm' && preview.phase === 'ready') return <UndoConfirmStep preview={preview.value} />
  return <UndoPreviewStep />
}

function footOf({ step, preview, run, close, stop, goOn }: UndoState) {
  if (step === 'progress' && run.phase === 'running')
    return {
      foot: (
        <RunningFoot
          stopping={run.stopping}
          paused={run.progress?.paused !== undefined}
          onLeave={close}
          onStop={() => void stop()}
          onGoOn={() => void goOn()}
        />
      ),
      footStart: null,
    }
  if (step === 'result' && (run.phase === 'ended' || run.phase === 'broken'))
    return { foot: <UndoResultFoot run={run} />, footStart: <UndoResultFootStart run={run} /> }
  if (step === 'confirm' && preview.phase === 'ready')
    return {
      foot: <UndoConfirmFoot preview={preview.value} />,
      footStart: <UndoConfirmFootStart preview={preview.value} />,
    }
  return { foot: <UndoPreviewFoot />, footStart: null }
}

/** The question or the fact of a step, with its figures. */
function titleOf(words: Words, { step, place, preview, run }: UndoState): string {
  const { t } = words
  const known = latest(preview)
  const target = known === null ? '' : targetText(known.bundle.target)
  if (step === 'confirm' && known) {
    const production = place?.target.environment === 'production'
    const where = production ? t('environment.production') : (place?.name ?? '–')
    const title = known.bundle.file === undefined ? 'undo.confirm.title' : 'import.confirm.title'
    return t(title, { count: known.restorable, target, where })
  }
  if (step === 'progress') return undoTitle(words, target, run)
  if (step === 'result' && run.phase === 'broken') return t('undo.result.broken', { target })
  if (step === 'result' && run.phase === 'ended') {
    return t(`undo.result.${run.result.ended}`, { count: run.result.restored, target })
  }
  if (known?.bundle.file !== undefined) return t('import.title', { target, file: known.bundle.file })
  return known === null ? t('undo.preview.titleUnknown') : t('undo.preview.title', { target })
}
