import type { ConnectionProfile, ConnectionStatus } from '../../shared/contract/connection.ts'
import { isOfPassword } from '../../shared/util/is-of-password.ts'
import { selectStatus, useConnection } from './connection-store.ts'
import { selectProfileList, useProfiles } from './profiles-store.ts'

/** The saved profile a lost or failed connection is of; there is none for the demo. */
export function profileOf(
  status: Extract<ConnectionStatus, { phase: 'disconnected' }>,
  profiles: readonly ConnectionProfile[],
): ConnectionProfile | undefined {
  const { connection, name } = status
  return profiles.find((profile) => (connection ? profile.id === connection.profileId : profile.name === name))
}

/** Opens the form for another password; null unless the server refused the last one. */
export function useAskAgain(): (() => void) | null {
  const status = useConnection(selectStatus)
  const profiles = useProfiles(selectProfileList)
  if (status.phase !== 'disconnected' || !isOfPassword(status.failure)) return null
  const profile = profileOf(status, profiles)
  return profile ? () => useProfiles.getState().askAgain(profile) : null
}
