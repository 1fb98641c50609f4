import type { UndoPreview } from '../../../../shared/contract/undo.ts'
import { failureWords } from '../../../../shared/messages/failure-words.ts'
import { selectShownConnection, useConnection } from '../../../connection/connection-store.ts'
import { useNow } from '../../../connection/use-now.ts'
import { useWhyNotWritable } from '../../../connection/why-not-writable.ts'
import { useWords } from '../../../i18n/words.ts'
import { comingBack, wantedWord } from './typed-word.ts'
import { useUndo } from './undo-store.ts'

/**
 * Why a bundle cannot be restored at all, in words for the place of the button; null where it can.
 * Main decides by itself: this only tells beforehand what it would refuse.
 */
export function useUndoBlocked(preview: UndoPreview | null): string | null {
  const { t, language } = useWords()
  const notWritable = useWhyNotWritable('undo')
  const connection = useConnection(selectShownConnection)
  const now = useNow(1_000)
  if (preview === null) return null
  if (preview.restorable + preview.foreign.restorable === 0) return t('undo.preview.nothing')
  if (preview.blocked) return failureWords(preview.blocked, language).what
  if (preview.bundle.undoUntil <= now) return t('invalidation.result.undoExpired')
  if (connection && connection.identity.runId !== preview.server.runId) return t('reason.otherServer')
  return notWritable
}

/** Why the button of step 2 does nothing yet; null where it acts. */
export function useUndoReason(preview: UndoPreview): string | null {
  const { t } = useWords()
  const { typed, typedForeign, place } = useUndo()
  const blocked = useUndoBlocked(preview)
  if (blocked !== null) return blocked
  // The name is compared as it stands: no trimming, no case folding.
  const wanted = wantedWord(preview, place)
  if (wanted !== null && typed !== wanted.word)
    return t(wanted.names === 'connection' ? 'undo.confirm.needsName' : 'import.confirm.needsName')
  const number = String(preview.foreign.keys)
  if (typedForeign !== '' && typedForeign !== number) return t('import.foreign.needsNumber', { number })
  return comingBack(preview, typedForeign) === 0 ? t('import.foreign.onlyForeign', { number }) : null
}
