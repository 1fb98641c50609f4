import { OctagonX } from 'lucide-react'
import type { ReactNode } from 'react'
import type { Failure } from '../../shared/contract/failure.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { useWords } from '../i18n/words.ts'
import { Button } from './Button.tsx'
import { CopyButton } from './CopyButton.tsx'
import './failure.css'

export interface FailureNoticeProps {
  readonly failure: Failure
  /** What was attempted, e.g. "Leitura do servidor". */
  readonly on?: string
  /** Since when, as text with its zone. */
  readonly since?: string
  readonly onRetry?: () => void
  /** Further ways out. */
  readonly actions?: ReactNode
}

/** What failed, on what, since when, and the next step; the technical text stays folded. */
export function FailureNotice({ failure, on, since, onRetry, actions }: FailureNoticeProps) {
  const { t, language } = useWords()
  const { what, next } = failureWords(failure, language)
  return (
    <div className="failure" role="alert">
      <OctagonX size={16} strokeWidth={2} aria-hidden="true" className="failure__icon" />
      <div className="failure__words">
        <p className="failure__what">
          {what}
          {(on || since) && <span className="text-2"> {[on, since].filter(Boolean).join(', ')}</span>}
        </p>
        <p className="text-2">{next}</p>
        {(onRetry || actions) && (
          <div className="failure__actions">
            {onRetry && (
              <Button size="small" onClick={onRetry}>
                {t('common.retry')}
              </Button>
            )}
            {actions}
          </div>
        )}
        <details className="failure__details">
          <summary>{t('common.details')}</summary>
          <dl>
            <dt>{t('common.code')}</dt>
            <dd className="mono">{failure.code}</dd>
          </dl>
          <p className="mono failure__message">{failure.message}</p>
          <CopyButton label={t('common.copyDetails')} text={detailsOf(failure)} />
        </details>
      </div>
    </div>
  )
}

function detailsOf({ code, message, params }: Failure): string {
  return JSON.stringify({ code, message, params }, null, 2)
}
