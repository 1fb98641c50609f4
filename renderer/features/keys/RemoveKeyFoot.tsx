import { type RefObject, useEffect, useRef } from 'react'
import type { InvalidationResult, KeysPreview } from '../../../shared/contract/invalidation.ts'
import { failureWords } from '../../../shared/messages/failure-words.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { requestUndo } from '../../connection/requested-flow.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords } from '../../i18n/words.ts'
import type { Load } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'

export interface RemoveKeyFootProps {
  readonly preview: KeysPreview | null
  readonly result: Load<InvalidationResult>
  readonly withoutUndo: boolean
  readonly cancelRef: RefObject<HTMLButtonElement | null>
  readonly onRemove: () => void
  readonly onLook: () => void
  readonly onClose: () => void
}

/** Cancel and the act, or look again, or what can be done after it. */
export function RemoveKeyFoot(props: RemoveKeyFootProps) {
  const { preview, result, withoutUndo, cancelRef, onRemove, onLook, onClose } = props
  const { t, language } = useWords()
  const now = useNow(1_000)
  const production = useConnection((state) => selectShownConnection(state)?.target.environment === 'production')
  const last = useRef<HTMLButtonElement>(null)
  const done = result.phase === 'ready'
  useEffect(() => {
    if (done) last.current?.focus()
  }, [done])
  if (done) {
    const { bundle } = result.value
    return (
      <>
        {bundle !== null && (
          <Button
            size="dialog"
            onClick={() => {
              onClose()
              requestUndo(bundle)
            }}
          >
            {t('invalidation.result.undo')}
          </Button>
        )}
        <Button ref={last} size="dialog" variant="primary" onClick={onClose}>
          {t('common.close')}
        </Button>
      </>
    )
  }
  const expired = preview !== null && preview.tokenExpiresAt !== null && preview.tokenExpiresAt <= now
  const used = result.phase === 'failed' && result.failure.code !== 'not_confirmed'
  return (
    <>
      <Button ref={cancelRef} size="dialog" hint="Esc" onClick={onClose}>
        {t('common.cancel')}
      </Button>
      {expired || used ? (
        <Button size="dialog" onClick={onLook}>
          {t('browse.remove.again')}
        </Button>
      ) : (
        <Button size="dialog" variant="danger" reason={whyNot()} reasonShown="hidden" onClick={onRemove}>
          {t('browse.remove.act')}
        </Button>
      )}
    </>
  )

  function whyNot(): string | null {
    if (result.phase === 'loading') return t(production ? 'browse.remove.native' : 'browse.remove.running')
    if (preview === null) return t('common.loading')
    if (preview.blocked) return failureWords(preview.blocked, language).what
    if (preview.token === null) return t('browse.remove.nothing')
    return preview.undo.available || withoutUndo ? null : t('invalidation.confirm.needsNoUndo')
  }
}
