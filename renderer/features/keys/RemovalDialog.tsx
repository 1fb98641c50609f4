import { type FormEvent, useRef } from 'react'
import { addressText } from '../../../shared/connection/address-text.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { EnvironmentBadge } from '../../ui/Badge.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { RemovalFacts } from './RemovalFacts.tsx'
import { RemovalFoot, removalFormId } from './RemovalFoot.tsx'
import { RemovalProgress } from './RemovalProgress.tsx'
import { RemovalResult } from './RemovalResult.tsx'
import type { Removal } from './use-removal.ts'
import { useRemovalReason } from './use-removal-reason.ts'

/** What goes, named one by one; the word that confirms it where they are several; how far it is; what became of them. */
export function RemovalDialog({ removal }: { readonly removal: Removal }) {
  const { t } = useWords()
  const connection = useConnection(selectShownConnection)
  const cancel = useRef<HTMLButtonElement>(null)
  const reason = useRemovalReason(removal)
  const { preview, result } = removal
  const production = connection?.target.environment === 'production'
  const where = production ? t('environment.production') : (connection?.name ?? '–')
  const count = latest(preview)?.count ?? 0
  const submit = (event: FormEvent) => {
    event.preventDefault()
    if (reason === null) removal.remove()
  }
  return (
    <Dialog
      open={removal.shown}
      onClose={removal.close}
      initialFocus={cancel}
      title={
        result.phase === 'ready'
          ? t('browse.remove.done', { count: result.value.deleted })
          : t('browse.remove.title', { count: Math.max(1, count), where })
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
      foot={<RemovalFoot removal={removal} cancelRef={cancel} />}
    >
      {result.phase === 'ready' ? (
        <RemovalResult result={result.value} />
      ) : result.phase === 'loading' && count > 1 ? (
        <RemovalProgress progress={removal.progress} />
      ) : (
        <form id={removalFormId} onSubmit={submit}>
          <RemovalFacts removal={removal} />
        </form>
      )}
    </Dialog>
  )
}
