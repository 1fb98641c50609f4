import { Trash2 } from 'lucide-react'
import { useRef, useState } from 'react'
import { addressText } from '../../../shared/connection/address-text.ts'
import type { InvalidationResult, KeysPreview } from '../../../shared/contract/invalidation.ts'
import type { KeyRef } from '../../../shared/contract/keys.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useWhyNotWritable } from '../../connection/why-not-writable.ts'
import { useWords } from '../../i18n/words.ts'
import { idle, type Load, latest, loading, settled } from '../../lib/load.ts'
import { EnvironmentBadge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RemoveKeyFoot } from './RemoveKeyFoot.tsx'
import { RemoveKeyFacts, RemoveKeyResult } from './RemoveKeyWords.tsx'

export interface RemoveKeyProps {
  readonly keyRef: KeyRef
  /** Called when the dialog closes after something was done: the key is to be read again. */
  readonly onDone: () => void
}

/** Removes the open key: looked up again, named, confirmed, saved first, and undone like any other removal. */
export function RemoveKey({ keyRef, onDone }: RemoveKeyProps) {
  const { t } = useWords()
  const notWritable = useWhyNotWritable('invalidate')
  const connection = useConnection(selectShownConnection)
  const [shown, setShown] = useState(false)
  const [preview, setPreview] = useState<Load<KeysPreview>>(idle)
  const [result, setResult] = useState<Load<InvalidationResult>>(idle)
  const [withoutUndo, setWithoutUndo] = useState(false)
  const cancel = useRef<HTMLButtonElement>(null)

  const look = async () => {
    setShown(true)
    setResult(idle)
    setWithoutUndo(false)
    setPreview(loading<KeysPreview>(idle))
    const reply = await consoleClient.invoke('invalidation.previewKeys', { keys: [keyRef] })
    setPreview((last) => settled(reply, last))
  }
  const remove = async ({ token, target }: KeysPreview) => {
    if (token === null || result.phase === 'loading') return
    setResult(loading<InvalidationResult>(idle))
    const request = { token, confirmation: target.label, noUndo: withoutUndo }
    const reply = await consoleClient.invoke('invalidation.run', request)
    setResult((last) => settled(reply, last))
  }
  const close = () => {
    if (result.phase === 'loading') return
    setShown(false)
    if (result.phase === 'ready') onDone()
  }

  const known = latest(preview)
  const production = connection?.target.environment === 'production'
  const where = production ? t('environment.production') : (connection?.name ?? '–')
  return (
    <>
      <Button
        size="small"
        variant="ghost"
        icon={Trash2}
        reason={notWritable}
        onClick={() => void look()}
        className="keys__remove"
      >
        {t('browse.remove')}
      </Button>
      <Dialog
        open={shown}
        onClose={close}
        initialFocus={cancel}
        title={
          result.phase === 'ready'
            ? t('browse.remove.done', { count: result.value.deleted })
            : t('browse.remove.title', { where })
        }
        lead={
          connection && (
            <p className="keys__where">
              <EnvironmentBadge
                environment={connection.target.environment}
                label={t(`environment.${connection.target.environment}`)}
              />
              <span>{connection.name}</span>
              <span className="mono">{addressText(connection.identity)}</span>
              <span>{`db ${connection.identity.database}`}</span>
            </p>
          )
        }
        foot={
          <RemoveKeyFoot
            preview={known}
            result={result}
            withoutUndo={withoutUndo}
            cancelRef={cancel}
            onRemove={() => known && void remove(known)}
            onLook={() => void look()}
            onClose={close}
          />
        }
      >
        {result.phase === 'ready' ? (
          <RemoveKeyResult result={result.value} />
        ) : (
          <RemoveKeyFacts
            preview={preview}
            failure={result.phase === 'failed' ? result.failure : null}
            withoutUndo={withoutUndo}
            onWithoutUndo={setWithoutUndo}
          />
        )}
      </Dialog>
    </>
  )
}
