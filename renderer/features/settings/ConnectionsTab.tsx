import { addressText } from '../../../shared/connection/address-text.ts'
import type { ConnectionProfile } from '../../../shared/contract/connection.ts'
import { goTo } from '../../connection/address.ts'
import { useConnection } from '../../connection/connection-store.ts'
import { selectProfileList, selectProfiles, useProfiles } from '../../connection/profiles-store.ts'
import { useWords } from '../../i18n/words.ts'
import { EnvironmentBadge } from '../../ui/Badge.tsx'
import { Button } from '../../ui/Button.tsx'
import { type Column, DataTable } from '../../ui/DataTable.tsx'
import { EmptyState } from '../../ui/EmptyState.tsx'
import { FailureNotice } from '../../ui/FailureNotice.tsx'
import { StatusWord } from '../../ui/StatusWord.tsx'
import { ConnectionRights } from './ConnectionRights.tsx'
import { ProfileEditor } from './ProfileEditor.tsx'
import { emptyForm, formOf } from './profile-form.ts'

/** The saved connections, and beside them the one that is being edited. @param editing - its id, `new`, or null */
export function ConnectionsTab({ editing }: { readonly editing: string | null }) {
  const { t } = useWords()
  const load = useProfiles(selectProfiles)
  const profiles = useProfiles(selectProfileList)
  const edited = profiles.find(({ id }) => id === editing)
  const refresh = () => void useProfiles.getState().refresh()

  if (load.phase === 'failed') return <FailureNotice failure={load.failure} onRetry={refresh} />
  return (
    <div className="connections">
      <div className="connections__list">
        {profiles.length > 0 && <ProfilesTable profiles={profiles} selected={editing} />}
        {profiles.length === 0 && load.phase === 'ready' && editing === null && (
          <EmptyState
            action={
              <Button variant="primary" onClick={() => goTo('/settings/connections/new')}>
                {t('banner.connectYours')}
              </Button>
            }
          >
            {t('connections.empty')}
          </EmptyState>
        )}
        {editing === null && <ConnectionRights />}
      </div>
      {editing === 'new' && <ProfileEditor key="new" initial={emptyForm} />}
      {edited && <ProfileEditor key={edited.id} initial={formOf(edited)} />}
      {editing !== null && editing !== 'new' && !edited && load.phase === 'ready' && (
        <EmptyState action={<Button onClick={() => goTo('/settings')}>{t('common.close')}</Button>}>
          {t('connections.notFound')}
        </EmptyState>
      )}
    </div>
  )
}

interface ProfilesTableProps {
  readonly profiles: readonly ConnectionProfile[]
  readonly selected: string | null
}

function ProfilesTable({ profiles, selected }: ProfilesTableProps) {
  const { t, formats } = useWords()
  const openId = useConnection(({ status }) => (status.phase === 'connected' ? status.connection.profileId : null))
  const columns: readonly Column<ConnectionProfile>[] = [
    { id: 'name', header: t('connections.name'), rowHeader: true, render: ({ name }) => name },
    {
      id: 'environment',
      header: t('connections.environment'),
      width: '128px',
      render: ({ environment }) => (
        <EnvironmentBadge environment={environment} label={t(`environment.${environment}`)} />
      ),
    },
    {
      id: 'host',
      header: t('connections.host'),
      render: (profile) => <span className="mono">{profile.sentinel?.name ?? addressText(profile)}</span>,
    },
    {
      id: 'database',
      header: t('connections.database'),
      width: '56px',
      align: 'end',
      render: ({ database }) => formats.integer(database),
    },
    {
      id: 'rights',
      header: t('connections.rights'),
      width: '152px',
      render: ({ readOnly }) => t(readOnly ? 'connection.readOnly' : 'connection.readWrite'),
    },
    {
      id: 'state',
      header: t('connections.state'),
      width: '112px',
      render: ({ id }) =>
        id === openId ? (
          <StatusWord shape="ok" tone="ok">
            {t('connections.open')}
          </StatusWord>
        ) : (
          <span className="text-3">{t('connections.notOpen')}</span>
        ),
    },
  ]
  return (
    <DataTable
      caption={t('connections.caption')}
      // Beside the editor there is room for what tells connections apart, not for the rest.
      columns={selected === null ? columns : columns.filter(({ id }) => id !== 'database' && id !== 'rights')}
      rows={profiles}
      rowKey={({ id }) => id}
      selected={selected}
      onOpen={({ id }) => goTo(`/settings/connections/${id}`)}
    />
  )
}
