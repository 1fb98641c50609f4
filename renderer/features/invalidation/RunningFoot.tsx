import { KeyRound, Play } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useAskAgain } from '../../connection/ask-again.ts'
import { selectConnected, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { StopButton } from './StopButton.tsx'

export interface RunningFootProps {
  readonly stopping: boolean
  /** It waits for the operator. */
  readonly paused: boolean
  readonly onGoOn: () => void
  /** Sends it to the background. */
  readonly onLeave: () => void
  readonly onStop: () => void
}

/** Foot of step 3: Stop has the focus first. */
export function RunningFoot({ stopping, paused, onLeave, onStop, onGoOn }: RunningFootProps) {
  const { t } = useWords()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <>
      <Button size="dialog" hint="Esc" onClick={onLeave}>
        {t('invalidation.progress.background')}
      </Button>
      <StopButton ref={first} size="dialog" stopping={stopping} onClick={onStop} />
      {paused && !stopping && <GoOn onGoOn={onGoOn} />}
    </>
  )
}

/** First a password that is accepted, then the word to go on: the one does not imply the other. */
function GoOn({ onGoOn }: Pick<RunningFootProps, 'onGoOn'>) {
  const { t } = useWords()
  const askAgain = useAskAgain()
  const connected = useConnection(selectConnected)
  if (askAgain)
    return (
      <Button size="dialog" variant="primary" icon={KeyRound} onClick={askAgain}>
        {t('ask.again')}
      </Button>
    )
  return (
    <Button
      size="dialog"
      variant="primary"
      icon={Play}
      reason={connected ? null : t('reason.notConnected')}
      reasonShown="hidden"
      onClick={onGoOn}
    >
      {t('invalidation.paused.goOn')}
    </Button>
  )
}
