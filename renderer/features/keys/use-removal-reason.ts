import { failureWords } from '../../../shared/messages/failure-words.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { type Removal, wordFor } from './use-removal.ts'

/** Why the act does nothing yet; null where it acts. Main decides by itself: this only tells beforehand. */
export function useRemovalReason({ preview: load, result, withoutUndo, typed }: Removal): string | null {
  const { t, language } = useWords()
  const production = useConnection((state) => selectShownConnection(state)?.target.environment === 'production')
  const preview = latest(load)
  if (result.phase === 'loading') return t(production ? 'browse.remove.native' : 'browse.remove.running')
  if (preview === null) return t('common.loading')
  if (preview.blocked) return failureWords(preview.blocked, language).what
  if (preview.token === null) return t('browse.remove.nothing', { count: preview.missing })
  const word = wordFor(preview)
  // Compared as it stands: no trimming, no case folding.
  if (word !== null && typed !== word) return t('browse.remove.needsWord', { word })
  return preview.undo.available || withoutUndo ? null : t('invalidation.confirm.needsNoUndo')
}
