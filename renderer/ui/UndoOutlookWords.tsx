import type { UndoOutlook } from '../../shared/contract/invalidation.ts'
import { useWords } from '../i18n/words.ts'
import { StatusWord } from './StatusWord.tsx'

/** Whether a removal could be taken back, and what the copy needs and has on disk. */
export function UndoOutlookWords({ outlook }: { readonly outlook: UndoOutlook }) {
  const { t, formats } = useWords()
  const { available, reason, needsBytes, freeBytes, windowHours } = outlook
  const sizes = {
    needs: needsBytes === null ? '–' : formats.bytes(needsBytes),
    free: freeBytes === null ? '–' : formats.bytes(freeBytes),
  }
  if (!available) {
    return (
      <>
        <StatusWord shape="warning" tone="warning">
          {t('invalidation.preview.undoNot')}
        </StatusWord>{' '}
        {t(`invalidation.undoReason.${reason}`, sizes)}
      </>
    )
  }
  return (
    <>
      <StatusWord shape="ok" tone="ok">
        {t('invalidation.preview.undoAvailable', { hours: windowHours })}
      </StatusWord>{' '}
      {needsBytes !== null && freeBytes !== null && t('invalidation.preview.undoDisk', sizes)}
    </>
  )
}
