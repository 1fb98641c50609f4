import { Square } from 'lucide-react'
import { useWords } from '../../i18n/words.ts'
import { Button, type ButtonProps } from '../../ui/Button.tsx'

export interface StopButtonProps extends Pick<ButtonProps, 'ref' | 'size' | 'onClick'> {
  readonly stopping: boolean
}

/** Ends a running removal or restore after its batch; once is enough. */
export function StopButton({ stopping, ...own }: StopButtonProps) {
  const { t } = useWords()
  return (
    <Button
      {...own}
      data-stop
      icon={Square}
      reason={stopping ? t('invalidation.progress.stopping') : null}
      reasonShown="hidden"
    >
      {t('invalidation.progress.stop')}
    </Button>
  )
}
