import { connectionName } from '../../connection/connection-name.ts'
import { selectStatus, useConnection } from '../../connection/connection-store.ts'
import { useWords } from '../../i18n/words.ts'
import { Panel } from '../../ui/Page.tsx'
import { RightsTable } from './RightsTable.tsx'

/** The rights on the open connection; nothing where none is open. */
export function ConnectionRights() {
  const words = useWords()
  const status = useConnection(selectStatus)
  if (status.phase !== 'connected') return null
  const { name, target, capabilities } = status.connection
  const user = target.username ?? 'default'
  return (
    <Panel title={words.t('connections.rightsOf', { user, name: connectionName(words, name) })}>
      <RightsTable capabilities={capabilities} edge="none" />
    </Panel>
  )
}
