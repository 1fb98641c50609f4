import type { ConnectionStatus } from '../../shared/contract/connection.ts'
import { isOfPassword } from '../../shared/util/is-of-password.ts'
import { selectStatus, useConnection } from './connection-store.ts'
import { type AskedProfile, selectProfileList, useProfiles } from './profiles-store.ts'

/** Opens the form for another password; null unless the server refused the last one. */
export function useAskAgain(): (() => void) | null {
  const status = useConnection(selectStatus)
  const profiles = useProfiles(selectProfileList)
  if (status.phase !== 'disconnected' || !isOfPassword(status.failure)) return null
  const profile = lostProfile(status) ?? profiles.find(({ name }) => name === status.name)
  return profile ? () => useProfiles.getState().askAgain(profile) : null
}

/** null where the connection never stood, or is of no saved profile. */
function lostProfile({ connection }: Extract<ConnectionStatus, { phase: 'disconnected' }>): AskedProfile | null {
  if (connection?.kind !== 'profile') return null
  const { profileId: id, name, target } = connection
  return { id, name, sentinel: target.sentinel }
}
