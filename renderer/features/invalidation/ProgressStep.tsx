import { useNow } from '../../connection/use-now.ts'
import { useWords } from '../../i18n/words.ts'
import { Progress } from '../../ui/Progress.tsx'
import { SpokenShare } from '../../ui/SpokenShare.tsx'
import { secondsLeft, settledShare } from './books.ts'
import { InvalidationBooksTable } from './InvalidationBooksTable.tsx'
import { type RunState, useInvalidation } from './invalidation-store.ts'
import { PausedNotice } from './PausedNotice.tsx'

/** Step 3: where the keys of the list are, how fast it goes, and that it can be stopped. */
export function ProgressStep({ run }: { readonly run: Extract<RunState, { phase: 'running' }> }) {
  const { t, formats } = useWords()
  const production = useInvalidation((state) => state.place?.target.environment === 'production')
  const now = useNow(1_000)
  const { progress } = run
  if (progress === null) {
    return (
      <p className="invalidation" role="status">
        {t(production ? 'invalidation.progress.waitingNative' : 'invalidation.progress.waiting')}
      </p>
    )
  }
  const { books, keysPerSecond, serverMs, paused } = progress
  const share = settledShare(books)
  const left = paused ? null : secondsLeft(books, keysPerSecond)
  return (
    <div className="invalidation">
      {paused && <PausedNotice paused={paused} />}
      <div className="invalidation__walk">
        <p className="invalidation__progress-line">
          <strong>
            {t('invalidation.progress.of', {
              done: formats.integer(books.previewed - books.notAttempted),
              total: formats.integer(books.previewed),
            })}
          </strong>
          <span className="text-2">{formats.share(share)}</span>
          {run.stopping && <span role="status">{t('invalidation.progress.stopping')}</span>}
        </p>
        <Progress label={t('invalidation.progress.bar')} share={share} />
        <SpokenShare share={share} />
      </div>
      <InvalidationBooksTable books={books} running />
      <dl className="invalidation__pace">
        <Pace name={t('invalidation.progress.rate')}>
          {t('invalidation.progress.rateValue', { rate: formats.integer(Math.round(keysPerSecond)) })}
        </Pace>
        <Pace name={t('invalidation.progress.left')}>
          {left === null ? '–' : t('invalidation.progress.leftValue', { duration: formats.duration(left * 1000) })}
        </Pace>
        <Pace name={t('invalidation.progress.server')}>{`${formats.decimal(serverMs, 1)} ms`}</Pace>
        <Pace name={t('invalidation.progress.elapsed')}>{formats.duration(Math.max(0, now - run.startedAt))}</Pace>
      </dl>
    </div>
  )
}

function Pace({ name, children }: { readonly name: string; readonly children: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </div>
  )
}
