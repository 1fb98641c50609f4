import { useEffect, useState } from 'react'
import type { LivePreview } from '../../../../shared/contract/live.ts'
import { failureWords } from '../../../../shared/messages/failure-words.ts'
import { consoleClient } from '../../../bridge/console-client.ts'
import { useLive } from '../../../connection/live-store.ts'
import { useWords } from '../../../i18n/words.ts'
import { idle, type Load, latest, loading, settled } from '../../../lib/load.ts'
import { Button } from '../../../ui/Button.tsx'
import { DataTable } from '../../../ui/DataTable.tsx'
import { Dialog } from '../../../ui/Dialog.tsx'
import { FailureNotice } from '../../../ui/FailureNotice.tsx'

/** What switching on would change on the server, before it is done. */
export function SwitchOnDialog({ onClose }: { readonly onClose: () => void }) {
  const { t, language } = useWords()
  const { switchOn, busy, failure } = useLive()
  const [preview, setPreview] = useState<Load<LivePreview>>(() => loading(idle))
  useEffect(() => {
    let wanted = true
    void consoleClient.invoke('live.preview', {}).then((reply) => {
      if (wanted) setPreview((before) => settled(reply, before))
    })
    return () => {
      wanted = false
    }
  }, [])

  const shown = latest(preview)
  const obstacle = shown?.obstacle ?? (preview.phase === 'failed' ? preview.failure : null)
  const nodes = shown?.nodes ?? []
  const confirm = async () => {
    if (await switchOn(nodes.map(({ node, current }) => ({ node, value: current })))) onClose()
  }
  return (
    <Dialog
      open
      onClose={onClose}
      title={t(shown && !shown.changes ? 'live.dialog.titleReady' : 'live.dialog.title')}
      foot={
        <>
          <Button size="dialog" onClick={onClose}>
            {t('common.cancel')}
          </Button>
          <Button
            size="dialog"
            variant="primary"
            reason={obstacle ? failureWords(obstacle, language).what : !shown || busy ? t('live.busy') : null}
            onClick={() => void confirm()}
          >
            {t(shown && !shown.changes ? 'live.on' : 'live.dialog.confirm', { n: nodes.length })}
          </Button>
        </>
      }
    >
      {obstacle && <FailureNotice failure={obstacle} />}
      {failure && <FailureNotice failure={failure} />}
      {!obstacle && shown && (
        <>
          <p>{t(shown.changes ? 'live.dialog.changes' : 'live.dialog.noChange')}</p>
          <DataTable
            caption={t('live.dialog.settings')}
            edge="none"
            rows={nodes}
            rowKey={({ node }) => node}
            columns={[
              { id: 'node', header: t('live.dialog.node'), rowHeader: true, render: ({ node }) => <code>{node}</code> },
              {
                id: 'current',
                header: t('live.dialog.now'),
                render: ({ current }) => <code>{current === '' ? '""' : current}</code>,
              },
              { id: 'wanted', header: t('live.dialog.then'), render: ({ wanted }) => <code>{wanted}</code> },
            ]}
          />
          <ul className="live__consequences">
            <li>{t('live.dialog.cost')}</li>
            <li>{t('live.dialog.walk')}</li>
            {shown.changes && <li>{t('live.dialog.restore')}</li>}
            {nodes.some(({ stays }) => stays) && <li>{t('live.dialog.stays')}</li>}
          </ul>
        </>
      )}
    </Dialog>
  )
}
