import { ChevronsUpDown } from 'lucide-react'
import { addressText } from '../../shared/connection/address-text.ts'
import type { ConnectionStatus } from '../../shared/contract/connection.ts'
import { goTo } from '../connection/address.ts'
import { connectionName } from '../connection/connection-name.ts'
import { selectShownConnection, selectStatus, useConnection } from '../connection/connection-store.ts'
import { demoProfileId } from '../connection/demo.ts'
import { selectProfileList, useProfiles } from '../connection/profiles-store.ts'
import { useWords, type Words } from '../i18n/words.ts'
import { Badge, EnvironmentBadge } from '../ui/Badge.tsx'
import { Menu, type MenuItem } from '../ui/Menu.tsx'

/** Where the console is connected, in which mode; opens the list of connections. */
export function ConnectionMenu() {
  const words = useWords()
  const { t } = words
  const status = useConnection(selectStatus)
  const connection = useConnection(selectShownConnection)
  const name = shownName(words, status)
  return (
    <Menu
      items={useMenuItems()}
      trigger={
        <button type="button" className="connection">
          <span className="visually-hidden">{t('connection.switch')}</span>
          {connection?.kind === 'demo' ? (
            <Badge>{t('connection.demo')}</Badge>
          ) : (
            connection && (
              <EnvironmentBadge
                environment={connection.target.environment}
                label={t(`environment.${connection.target.environment}`)}
              />
            )
          )}
          <span className="connection__name">{name}</span>
          {connection && <span className="connection__host mono">{addressText(connection.identity)}</span>}
          <ChevronsUpDown size={14} aria-hidden="true" />
        </button>
      }
    />
  )
}

function useMenuItems(): readonly MenuItem[] {
  const { t } = useWords()
  const profiles = useProfiles(selectProfileList)
  const status = useConnection(selectStatus)
  const openId = status.phase === 'connected' ? status.connection.profileId : null
  return [
    ...profiles.map((profile) => ({
      id: profile.id,
      label: (
        <>
          <EnvironmentBadge environment={profile.environment} label={t(`environment.${profile.environment}`)} />
          {profile.name}
        </>
      ),
      note: openId === profile.id ? t('connection.current') : (profile.sentinel?.name ?? addressText(profile)),
      onChoose: () => void useProfiles.getState().connect(profile),
    })),
    {
      id: demoProfileId,
      label: t('connection.demoOpen'),
      note: openId === demoProfileId ? t('connection.current') : t('connection.demoNote'),
      onChoose: () => void useConnection.getState().open(demoProfileId, null),
    },
    { id: 'add', label: t('connection.add'), separated: true, onChoose: () => goTo('/settings/connections/new') },
    { id: 'manage', label: t('connection.manage'), note: 'G X', onChoose: () => goTo('/settings') },
    ...(openId === null
      ? []
      : [{ id: 'close', label: t('connection.close'), onChoose: () => void useConnection.getState().close() }]),
  ]
}

function shownName(words: Words, status: ConnectionStatus): string {
  switch (status.phase) {
    case 'none':
      return words.t('connection.none')
    case 'connecting':
      return words.t('connection.connecting', { name: connectionName(words, status.name) })
    case 'connected':
      return connectionName(words, status.connection.name)
    case 'disconnected':
      return connectionName(words, status.name)
  }
}
