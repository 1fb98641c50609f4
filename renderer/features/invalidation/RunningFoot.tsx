import { Square } from 'lucide-react'
import { useEffect, useRef } from 'react'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'

export interface RunningFootProps {
  readonly stopping: boolean
  /** Sends it to the background. */
  readonly onLeave: () => void
  readonly onStop: () => void
}

/** Foot of step 3: Stop has the focus first. */
export function RunningFoot({ stopping, onLeave, onStop }: RunningFootProps) {
  const { t } = useWords()
  const first = useRef<HTMLButtonElement>(null)
  useEffect(() => first.current?.focus(), [])
  return (
    <>
      <Button size="dialog" hint="Esc" onClick={onLeave}>
        {t('invalidation.progress.background')}
      </Button>
      <Button
        ref={first}
        size="dialog"
        icon={Square}
        reason={stopping ? t('invalidation.progress.stopping') : null}
        reasonShown="hidden"
        onClick={onStop}
      >
        {t('invalidation.progress.stop')}
      </Button>
    </>
  )
}
