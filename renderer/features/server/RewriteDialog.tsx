import { useState } from 'react'
import { connectionName } from '../../connection/connection-name.ts'
import { selectShownConnection, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { Button } from '../../ui/Button.tsx'
import { Dialog } from '../../ui/Dialog.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { TextInput } from '../../ui/Field.tsx'
import { confirmToast } from '../../ui/Toast.tsx'
import { selectConfiguration, useConfiguration } from './configuration-store.ts'

/** What is typed in production; main asks for the same. */
const confirmation = 'CONFIG REWRITE'

/** Writing the configuration file: which, and that it takes every value in force. */
export function RewriteDialog() {
  const words = useWords()
  const { t, rich } = words
  const { askingRewrite, rewriting, rewriteFailure, askRewrite, rewrite } = useConfiguration()
  const report = latest(useConfiguration(selectConfiguration))
  const connection = useConnection(selectShownConnection)
  const [typed, setTyped] = useState('')
  if (!askingRewrite || connection === null) return null
  const production = connection.target.environment === 'production'
  const leave = () => {
    setTyped('')
    askRewrite(false)
  }
  const write = async () => {
    if (await rewrite(typed)) {
      setTyped('')
      confirmToast(t('server.rewrite.done'))
    }
  }
  const reason = rewriting
    ? t('server.setting.applying')
    : production && typed !== confirmation
      ? t('server.rewrite.needsName')
      : null
  return (
    <Dialog
      open
      onClose={leave}
      title={t('server.rewrite.question', { connection: connectionName(words, connection.name) })}
      foot={
        <>
          <Button size="dialog" hint="Esc" onClick={leave}>
            {t('common.cancel')}
          </Button>
          <Button size="dialog" variant="danger" reason={reason} onClick={() => void write()}>
            {t('server.config.rewrite')}
          </Button>
        </>
      }
    >
      <div className="setting">
        {report?.file.state === 'known' && (
          <ul className="mono">
            {report.file.paths.map((path) => (
              <li key={path}>{path}</li>
            ))}
          </ul>
        )}
        <p className="text-2">{t('server.rewrite.text')}</p>
        {rewriteFailure && <FailureNotice failure={rewriteFailure} />}
        {production && (
          <div className="setting__confirm">
            <label htmlFor="rewrite-name">
              {rich('server.setting.type', { name: <strong className="mono">{confirmation}</strong> })}
            </label>
            <TextInput id="rewrite-name" mono size="dialog" value={typed} onValue={setTyped} autoCapitalize="off" />
          </div>
        )}
      </div>
    </Dialog>
  )
}
