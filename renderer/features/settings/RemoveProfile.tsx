import { useState } from 'react'
import type { Failure } from '../../../shared/contract/failure.ts'
import { consoleClient } from '../../bridge/console-client.ts'
import { goTo } from '../../connection/address.ts'
import { useConnection } from '../../connection/connection-store.ts'
import { useProfiles } from '../../connection/profiles-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { confirmToast } from '../../ui/Toast.tsx'

export interface RemoveProfileProps {
  readonly id: string
  readonly name: string
  readonly onFailure: (failure: Failure) => void
}

/** Forgets a connection after a question; the Redis behind it is not touched. */
export function RemoveProfile({ id, name, onFailure }: RemoveProfileProps) {
  const { t } = useWords()
  const [asking, setAsking] = useState(false)
  const open = useConnection(({ status }) => status.phase === 'connected' && status.connection.profileId === id)
  const remove = async () => {
    setAsking(false)
    const reply = await consoleClient.invoke('profiles.remove', { id })
    if (!reply.ok) {
      onFailure(reply.failure)
      return
    }
    confirmToast(t('editor.removed', { name }))
    goTo('/settings')
    await useProfiles.getState().refresh()
  }
  return (
    <>
      <Button variant="ghost" reason={open ? t('editor.removeOpen') : null} onClick={() => setAsking(true)}>
        {t('editor.remove')}
      </Button>
      <Dialog
        narrow
        open={asking}
        onClose={() => setAsking(false)}
        title={t('editor.removeQuestion', { name })}
        foot={
          <>
            <Button size="dialog" onClick={() => setAsking(false)}>
              {t('common.cancel')}
            </Button>
            <Button size="dialog" variant="danger" onClick={() => void remove()}>
              {t('editor.removeConfirm')}
            </Button>
          </>
        }
      >
        <p className="text-2">{t('editor.removeText')}</p>
      </Dialog>
    </>
  )
}
