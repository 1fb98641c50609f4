import type { InvalidationBooks, InvalidationResult } from '../../../shared/contract/invalidation.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords, type Words } from '../../i18n/words.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import type { StateShape, Tone } from '../../ui/icons.ts'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { balances, bookSum } from './books.ts'
import { InvalidationBooksTable } from './InvalidationBooksTable.tsx'
import { type RunState, useInvalidation } from './invalidation-store.ts'

type Ended = Extract<RunState, { phase: 'ended' | 'broken' }>

/** Step 4: the books, and what can still be done about it. */
export function ResultStep({ run }: { readonly run: Ended }) {
  const { t, formats } = useWords()
  const namespace = useInvalidation((state) => state.namespace)
  if (run.phase === 'broken') {
    return (
      <div className="invalidation">
        <StatusWord shape="warning" tone="warning">
          {t('invalidation.result.state.unknown')}
        </StatusWord>
        <FailureNotice failure={run.failure} on={namespace} />
        <InvalidationBooksTable books={run.progress.books} running={false} />
        <p className="text-2">{t('invalidation.result.brokenHint')}</p>
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
      {result.failure && <FailureNotice failure={result.failure} on={namespace} />}
      <InvalidationBooksTable books={result} running={false} />
      <Balance books={result} />
      {result.recheck && (
        <StatusWord
          shape={result.recheck.standing > 0 ? 'warning' : 'ok'}
          tone={result.recheck.standing > 0 ? 'warning' : 'quiet'}
        >
          {t('invalidation.result.recheck', result.recheck)}
        </StatusWord>
      )}
      <UndoLine result={result} />
    </div>
  )
}

function Balance({ books }: { readonly books: InvalidationBooks }) {
  const { t, formats } = useWords()
  return balances(books) ? (
    <StatusWord shape="ok" tone="quiet">
      {t('invalidation.books.balanced')}
    </StatusWord>
  ) : (
    <StatusWord shape="warning" tone="warning">
      {t('invalidation.books.unbalanced', {
        sum: formats.integer(bookSum(books)),
        previewed: formats.integer(books.previewed),
      })}
    </StatusWord>
  )
}

function UndoLine({ result }: { readonly result: InvalidationResult }) {
  const words = useWords()
  const now = useNow(1_000)
  return <p>{undoWords(words, result, now)}</p>
}

/** Whether and until when a removal can be taken back. @param now - milliseconds since 1970 UTC */
export function undoWords({ t, formats }: Words, result: InvalidationResult, now: number): string {
  if (result.deleted === 0) return t('invalidation.result.undoNothing', { act: actOf(result.target) })
  if (result.bundle === null || result.undoUntil === null)
    return t('invalidation.result.undoNone', { act: actOf(result.target) })
  if (result.undoUntil <= now) return t('invalidation.result.undoExpired')
  return t('invalidation.result.undoUntil', {
    until: formats.instant(result.undoUntil),
    left: formats.duration(result.undoUntil - now),
  })
}

interface Outcome {
  readonly shape: StateShape
  readonly tone: Tone
  readonly word: 'done' | 'partial' | 'stopped' | 'failed'
}

function outcomeOf(result: InvalidationResult): Outcome {
  if (result.ended === 'stopped') return { shape: 'stopped', tone: 'warning', word: 'stopped' }
  if (result.ended === 'failed') return { shape: 'error', tone: 'error', word: 'failed' }
  return result.failed + result.notAttempted > 0
    ? { shape: 'incomplete', tone: 'warning', word: 'partial' }
    : { shape: 'ok', tone: 'ok', word: 'done' }
}
