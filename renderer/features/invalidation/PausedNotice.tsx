import type { Failure } from '../../../shared/contract/failure.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { selectConnected, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { StatusWord } from '../../ui/StatusWord.tsx'

/** Why an operation waits for the operator, and what its going on would mean. */
export function PausedNotice({ paused }: { readonly paused: Failure }) {
  const { t, language } = useWords()
  const connected = useConnection(selectConnected)
  const { what, next } = failureWords(paused, language)
  return (
    <div role="alert">
      <StatusWord shape="waiting" tone="warning">
        {t('invalidation.paused.state')}
      </StatusWord>{' '}
      {connected && paused.code !== 'busy' ? t('invalidation.paused.back') : `${what} ${next}`}{' '}
      <span className="text-2">{t('invalidation.paused.kept')}</span>
    </div>
  )
}
