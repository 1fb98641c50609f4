import { useEffect, useRef, useState } from 'react'
import { isSamePlace } from '../../../../shared/connection/same-place.ts'
import type { OperationCheck, UnfinishedOperation } from '../../../../shared/contract/operations.ts'
import { targetText } from '../../../../shared/keys/target-text.ts'
import { consoleClient } from '../../../bridge/console-client.ts'
import { selectShownConnection, useConnection } from '../../../connection/connection-store.ts'
import { selectLeftOperations, useLeftOperations } from '../../../connection/left-operations-store.ts'
import { clearRequestedRecovery, requestUndo, useRequestedFlow } from '../../../connection/requested-flow.ts'
import { useWords } from '../../../i18n/words.ts'
import { idle, type Load, loading, settled } from '../../../lib/load.ts'
import { Button } from '../../../ui/Button.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { confirmToast } from '../../../ui/Toast.tsx'
import { RecoveryFacts } from './RecoveryFacts.tsx'

/** Hosts the choices about an operation that did not come to its end: look, take back, or close it as it stands. */
export function RecoveryDialog() {
  const requested = useRequestedFlow((state) => state.recovery)
  const operation = useLeftOperations(selectLeftOperations).find(({ operationId }) => operationId === requested)
  return operation ? <Choices key={operation.operationId} operation={operation} /> : null
}

function Choices({ operation }: { readonly operation: UnfinishedOperation }) {
  const { t } = useWords()
  const connection = useConnection(selectShownConnection)
  const refresh = useLeftOperations((state) => state.refresh)
  const [check, setCheck] = useState<Load<OperationCheck>>(idle)
  const [closing, setClosing] = useState<Load<object>>(idle)
  const later = useRef<HTMLButtonElement>(null)
  const { operationId, kind, bundle, server } = operation
  useEffect(() => later.current?.focus(), [])

  const inspect = async () => {
    setCheck((last) => loading(last))
    const reply = await consoleClient.invoke('operations.verify', { operationId })
    setCheck((last) => settled(reply, last))
  }
  const close = async () => {
    setClosing(loading<object>(idle))
    const reply = await consoleClient.invoke('operations.close', { operationId })
    if (!reply.ok) return setClosing((last) => settled<object>(reply, last))
    clearRequestedRecovery()
    confirmToast(t('recovery.closed'))
    await refresh()
  }
  const undo = (id: string) => {
    clearRequestedRecovery()
    requestUndo(id)
  }

  const notHere =
    connection === null
      ? t('reason.notConnected')
      : isSamePlace(connection.identity, server)
        ? null
        : t('reason.otherServer')
  return (
    <Dialog
      open
      onClose={clearRequestedRecovery}
      initialFocus={later}
      title={t(`recovery.title.${kind}`, { target: targetText(operation.target) })}
      footStart={
        <Button
          size="dialog"
          variant="ghost"
          reason={closing.phase === 'loading' ? t('common.loading') : null}
          reasonShown="hidden"
          onClick={() => void close()}
        >
          {t('recovery.close')}
        </Button>
      }
      foot={
        <>
          <Button ref={later} size="dialog" hint="Esc" onClick={clearRequestedRecovery}>
            {t('recovery.later')}
          </Button>
          {kind === 'invalidation' && (
            <Button
              size="dialog"
              reason={check.phase === 'loading' ? t('recovery.inspecting') : notHere}
              reasonShown="hidden"
              onClick={() => void inspect()}
            >
              {t('recovery.inspect')}
            </Button>
          )}
          {bundle !== null && (
            <Button size="dialog" variant="primary" onClick={() => undo(bundle)}>
              {t(kind === 'undo' ? 'undo.result.again' : 'invalidation.result.undo')}
            </Button>
          )}
        </>
      }
    >
      <RecoveryFacts operation={operation} check={check} closing={closing} notHere={notHere} />
    </Dialog>
  )
}
