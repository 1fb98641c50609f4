import { useEffect } from 'react'
import { clearRequestedInvalidation, useRequestedFlow } from '../../connection/requested-flow.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { BackgroundStrip } from './BackgroundStrip.tsx'
import { ConfirmStep } from './ConfirmStep.tsx'
import { FourSteps } from './FourSteps.tsx'
import { type InvalidationState, selectAct, useInvalidation } from './invalidation-store.ts'
import { PreviewStep } from './PreviewStep.tsx'
import { ProgressStep } from './ProgressStep.tsx'
import { progressTitle } from './progress-title.ts'
import { ResultStep } from './ResultStep.tsx'
import { RunningFoot } from './RunningFoot.tsx'
import { ConfirmFoot, ConfirmFootStart, PreviewFoot, ResultFoot, ResultFootStart } from './StepFoot.tsx'
import './invalidation.css'

/** Hosts the flow for every screen: opens where it is asked for, and keeps a running removal in sight. */
export function InvalidationFlow() {
  const requested = useRequestedFlow((state) => state.invalidation)
  const store = useInvalidation()
  const { open, start } = store

  useEffect(() => start(), [start])
  useEffect(() => {
    if (requested === null) return
    open(requested.namespace, requested)
    clearRequestedInvalidation()
  }, [requested, open])

  return (
    <>
      <BackgroundStrip />
      {store.shown && <FlowDialog store={store} />}
    </>
  )
}

function FlowDialog({ store }: { readonly store: InvalidationState }) {
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

function Body({ store: { step, preview, run } }: { readonly store: InvalidationState }) {
  if (step === 'progress' && run.phase === 'running') return <ProgressStep run={run} />
  if (step === 'result' && (run.phase === 'ended' || run.phase === 'broken')) return <ResultStep run={run} />
  if (step === 'confirm' && preview.phase === 'ready') return <ConfirmStep preview={preview.value} />
  return <PreviewStep />
}

function footOf({ step, preview, run, close, stop, goOn }: InvalidationState) {
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
      footStart: run.progress?.paused === undefined && <StaysRunning />,
    }
  if (step === 'result' && run.phase === 'ended')
    return { foot: <ResultFoot run={run} />, footStart: <ResultFootStart run={run} /> }
  if (step === 'result' && run.phase === 'broken') return { foot: <ResultFoot run={run} />, footStart: null }
  if (step === 'confirm' && preview.phase === 'ready') {
    return { foot: <ConfirmFoot preview={preview.value} />, footStart: <ConfirmFootStart preview={preview.value} /> }
  }
  return { foot: <PreviewFoot />, footStart: null }
}

function StaysRunning() {
  const { t } = useWords()
  return <span>{t('invalidation.progress.backgroundHint')}</span>
}

/** The question or the fact of a step, with its figures. */
function titleOf(words: Words, state: InvalidationState): string {
  const { t } = words
  const { step, namespace, place, preview, run } = state
  const act = selectAct(state)
  if (step === 'confirm' && preview.phase === 'ready') {
    const production = place?.target.environment === 'production'
    const where = production ? t('environment.production') : (place?.name ?? '–')
    return t('invalidation.confirm.title', { act, count: preview.value.count, namespace, where })
  }
  if (step === 'progress') return progressTitle(words, state)
  if (step === 'result' && run.phase === 'broken') return t('invalidation.result.broken', { namespace })
  if (step === 'result' && run.phase === 'ended') {
    return t(`invalidation.result.${run.result.ended}`, { act, count: run.result.deleted, namespace })
  }
  return t('invalidation.preview.title', { act, namespace })
}
