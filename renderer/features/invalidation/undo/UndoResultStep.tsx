import type { UndoResult } from '../../../../shared/contract/undo.ts'
import { useWords } from '../../../i18n/words.ts'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'
import type { StateShape, Tone } from '../../../ui/icons.ts'
import { StatusWord } from '../../../ui/StatusWord.tsx'
import { UndoBooksTable } from './UndoBooksTable.tsx'
import type { UndoRun } from './undo-store.ts'

/** Step 4: the books. What is lacking comes back by another run: it goes on where this one ended. */
export function UndoResultStep({ run }: { readonly run: Extract<UndoRun, { phase: 'ended' | 'broken' }> }) {
  const { t, formats } = useWords()
  if (run.phase === 'broken') {
    return (
      <div className="invalidation">
        <StatusWord shape="warning" tone="warning">
          {t('invalidation.result.state.unknown')}
        </StatusWord>
        <FailureNotice failure={run.failure} />
        <UndoBooksTable books={run.progress.books} running={false} />
        <p className="text-2">{t('undo.result.resume')}</p>
      </div>
    )
  }
  const { result } = run
  const { shape, tone, word } = outcomeOf(result)
  return (
    <div className="invalidation">
      <p className="invalidation__progress-line">
        <StatusWord shape={shape} tone={tone}>
          {t(`invalidation.result.state.${word}`)}
        </StatusWord>
        <span className="text-2">
          {t('invalidation.result.took', { duration: formats.duration(result.elapsedMs) })}
        </span>
      </p>
      {result.failure && <FailureNotice failure={result.failure} />}
      <UndoBooksTable books={result} running={false} />
      {isResumable(result) && <p className="text-2">{t('undo.result.resume')}</p>}
    </div>
  )
}

/** Whether another run could bring back more. */
export const isResumable = ({ failed, notAttempted }: UndoResult) => failed + notAttempted > 0

interface Outcome {
  readonly shape: StateShape
  readonly tone: Tone
  readonly word: 'done' | 'partial' | 'stopped' | 'failed'
}

function outcomeOf({ ended, failed, damaged, notAttempted }: UndoResult): Outcome {
  if (ended === 'stopped') return { shape: 'stopped', tone: 'warning', word: 'stopped' }
  if (ended === 'failed') return { shape: 'error', tone: 'error', word: 'failed' }
  return failed + damaged + notAttempted > 0
    ? { shape: 'incomplete', tone: 'warning', word: 'partial' }
    : { shape: 'ok', tone: 'ok', word: 'done' }
}
