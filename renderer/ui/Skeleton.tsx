import type { ReactNode } from 'react'
import { useWords } from '../i18n/words.ts'
import { Button } from './Button.tsx'
import './skeleton.css'
import { useElapsed } from './use-elapsed.ts'

export interface LoadingProps {
  /** The real layout in grey bars: `SkeletonRows` or the view's own. */
  readonly skeleton: ReactNode
  /** What is known of the way so far, e.g. "12.000 de 90.000 chaves"; shown after two seconds. */
  readonly progress?: ReactNode
  /** Offered after ten seconds. */
  readonly onCancel?: () => void
}

/** Nothing for 150 ms, then the layout in grey; after 2 s a count, after 10 s the time and Cancel. */
export function Loading({ skeleton, progress, onCancel }: LoadingProps) {
  const { t, formats } = useWords()
  const elapsed = useElapsed()
  if (elapsed < 150) return <div role="status" aria-label={t('common.loading')} />
  return (
    <div className="loading" aria-busy="true">
      <div className="loading__words" role="status">
        <span className="visually-hidden">{t('common.loading')}</span>
        {elapsed >= 2_000 && progress}
        {elapsed >= 10_000 && (
          <>
            <span>{t('common.loadingFor', { elapsed: formats.duration(elapsed) })}</span>
            {onCancel && (
              <Button size="small" onClick={onCancel}>
                {t('common.stop')}
              </Button>
            )}
          </>
        )}
      </div>
      <div aria-hidden="true">{skeleton}</div>
    </div>
  )
}

/** Rows of a table to come. */
export function SkeletonRows({ rows }: { readonly rows: number }) {
  return (
    <div className="skeleton-rows">
      {Array.from({ length: rows }, (_, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: the rows are alike and never move
        <div key={index} className="skeleton-rows__row">
          <span className="skeleton skeleton--name" />
          <span className="skeleton skeleton--word" />
          <span className="skeleton skeleton--figure" />
        </div>
      ))}
    </div>
  )
}

/** A block of the given height, e.g. where a chart will stand. */
export function SkeletonBlock({ height }: { readonly height: number }) {
  return <div className="skeleton" style={{ height }} />
}
