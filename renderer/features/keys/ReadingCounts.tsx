import { selectStatus, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'

/** Said where the server cannot leave a key's clock alone: whoever looks at it here makes it look used. */
export function ReadingCounts() {
  const { t } = useWords()
  const status = useConnection(selectStatus)
  if (status.phase !== 'connected') return null
  const noTouch = status.connection.capabilities.find(({ command }) => command === 'CLIENT NO-TOUCH')
  return noTouch?.allowed === false ? <span className="text-3">{t('browse.readingCounts')}</span> : null
}
