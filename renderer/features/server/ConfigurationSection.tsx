import { useEffect, useRef } from 'react'
import { useAddress } from '../../connection/address.ts'
import { selectConnected, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { latest } from '../../lib/load.ts'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { ConfigurationPanel } from './ConfigurationPanel.tsx'
import { selectConfiguration, useConfiguration } from './configuration-store.ts'
import { RewriteDialog } from './RewriteDialog.tsx'
import { SettingDialog } from './SettingDialog.tsx'

/** The configuration with its dialogs; `#/server/configuration` brings it to sight. */
export function ConfigurationSection() {
  const { t } = useWords()
  const load = useConfiguration(selectConfiguration)
  const connected = useConnection(selectConnected)
  const report = latest(load)
  const place = useRef<HTMLDivElement>(null)
  const wanted = useAddress().path[1] === 'configuration' && report !== null
  useEffect(() => {
    if (wanted) place.current?.scrollIntoView({ block: 'start' })
  }, [wanted])
  return (
    <div ref={place}>
      {connected && load.phase === 'failed' && (
        <FailureNotice
          failure={load.failure}
          on={t('server.config.reading')}
          onRetry={() => void useConfiguration.getState().refresh()}
        />
      )}
      {report && <ConfigurationPanel report={report} />}
      <SettingDialog />
      <RewriteDialog />
    </div>
  )
}
