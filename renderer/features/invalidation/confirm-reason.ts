import type { InvalidationPreview } from '../../../shared/contract/invalidation.ts'
import { actOf } from '../../../shared/keys/act-of.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { selectStatus, useConnection } from '../../connection/connection-store.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { useWords } from '../../i18n/words.ts'
import { useInvalidation } from './invalidation-store.ts'
import { obstacleOf } from './obstacle.ts'

/**
 * Why a preview cannot be confirmed at all, in words for the place of the button; null where it can.
 * Main decides by itself: this only tells beforehand what it would refuse.
 */
export function useBlockedReason(preview: InvalidationPreview | null): string | null {
  const { t, language } = useWords()
  const status = useConnection(selectStatus)
  const notWritable = useWhyNotWritable('invalidate')
  const now = useNow(1_000)
  if (preview === null) return null
  if (preview.count === 0 && preview.coverage.complete)
    return t('invalidation.preview.nothing', { act: actOf(preview.target) })
  if (preview.blocked) return failureWords(preview.blocked, language).what
  const obstacle = obstacleOf(preview, status, now)
  if (obstacle) return t(`invalidation.obstacle.${obstacle}`)
  if (preview.token === null) return t('invalidation.blocked')
  return notWritable
}

/** Why the button of step 2 does nothing yet; null where it acts. */
export function useConfirmReason(preview: InvalidationPreview | null): string | null {
  const { t } = useWords()
  const typed = useInvalidation((state) => state.typed)
  const withoutUndo = useInvalidation((state) => state.withoutUndo)
  const blocked = useBlockedReason(preview)
  if (preview === null || blocked !== null) return blocked
  // The name is compared as it stands: no trimming, no case folding.
  if (typed !== preview.target.namespace) return t('invalidation.confirm.needsName')
  return !preview.undo.available && !withoutUndo ? t('invalidation.confirm.needsNoUndo') : null
}
