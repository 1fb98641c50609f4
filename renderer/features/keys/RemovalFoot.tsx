import { Square } from 'lucide-react'
import { type RefObject, useEffect, useRef } from 'react'
import { requestUndo } from '../../connection/requested-flow.ts'
import { useNow } from '../../connection/use-now.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import type { Removal } from './use-removal.ts'
import { useRemovalReason } from './use-removal-reason.ts'

/** Id of the form, so that its button may stand in the dialog's foot. */
export const removalFormId = 'remove-keys'

export interface RemovalFootProps {
  readonly removal: Removal
  readonly cancelRef: RefObject<HTMLButtonElement | null>
}

/** Cancel and the act, Stop while it runs, look again, or what can be done after it. */
export function RemovalFoot({ removal, cancelRef }: RemovalFootProps) {
  const { t } = useWords()
  const { result } = removal
  const now = useNow(1_000)
  const reason = useRemovalReason(removal)
  const preview = latest(removal.preview)
  const first = useRef<HTMLButtonElement>(null)
  const running = result.phase === 'loading' && removal.progress !== null && (preview?.count ?? 0) > 1
  const done = result.phase === 'ready'
  useEffect(() => {
    if (done || running) first.current?.focus()
  }, [done, running])
  if (running) {
    return (
      <Button ref={first} size="dialog" icon={Square} onClick={removal.stop}>
        {t('common.stop')}
      </Button>
    )
  }
  if (done) {
    const { bundle } = result.value
    return (
      <>
        {bundle !== null && (
          <Button
            size="dialog"
            onClick={() => {
              removal.close()
              requestUndo(bundle)
            }}
          >
            {t('invalidation.result.undo')}
          </Button>
        )}
        <Button ref={first} size="dialog" variant="primary" onClick={removal.close}>
          {t('common.close')}
        </Button>
      </>
    )
  }
  const expired = preview !== null && preview.tokenExpiresAt !== null && preview.tokenExpiresAt <= now
  const used = result.phase === 'failed' && result.failure.code !== 'not_confirmed'
  return (
    <>
      <Button ref={cancelRef} size="dialog" hint="Esc" onClick={removal.close}>
        {t('common.cancel')}
      </Button>
      {expired || used ? (
        <Button size="dialog" onClick={removal.lookAgain}>
          {t('browse.remove.again')}
        </Button>
      ) : (
        <Button size="dialog" variant="danger" type="submit" form={removalFormId} reason={reason} reasonShown="hidden">
          {t('browse.remove.act', { count: Math.max(1, preview?.count ?? 1) })}
        </Button>
      )}
    </>
  )
}
