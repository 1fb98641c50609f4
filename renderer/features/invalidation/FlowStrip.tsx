import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Progress } from '../../ui/Progress.tsx'
import { StopButton } from './StopButton.tsx'

export interface FlowStripProps {
  readonly label: string
  /** What runs, or how it ended, in one line. */
  readonly words: string
  readonly running: boolean
  readonly stopping: boolean
  /** 0 to 1; null while nobody knows. */
  readonly share: number | null
  readonly onShow: () => void
  readonly onClose: () => void
  readonly onStop: () => void
}

/** An operation that was sent to the background: it stays in sight, with its way back and its Stop. */
export function FlowStrip({ label, words, running, stopping, share, onShow, onClose, onStop }: FlowStripProps) {
  const { t, formats } = useWords()
  return (
    <aside className="invalidation-strip" aria-label={label}>
      <span role="status">{words}</span>
      {running && (
        <>
          <Progress label={t('invalidation.progress.bar')} share={share} width="96px" />
          {share !== null && <span className="text-2">{formats.share(share)}</span>}
        </>
      )}
      <Button size="small" onClick={onShow}>
        {t('invalidation.background.open')}
      </Button>
      {running ? (
        <StopButton size="small" stopping={stopping} onClick={onStop} />
      ) : (
        <Button size="small" variant="ghost" onClick={onClose}>
          {t('common.close')}
        </Button>
      )}
    </aside>
  )
}
