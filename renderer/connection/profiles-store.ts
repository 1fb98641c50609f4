import { create } from 'zustand'
import type { ConnectionProfile } from '../../shared/contract/connection.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'
import { idle, type Load, latest, loading, settled } from '../lib/load.ts'
import { useConnection } from './connection-store.ts'

export interface ProfilesState {
  readonly profiles: Load<readonly ConnectionProfile[]>
  /** The profile whose password is to be typed now. */
  readonly asking: ConnectionProfile | null
  refresh(): Promise<void>
  /** Opens a profile, after its password was typed where it asks for one each time. */
  connect(profile: ConnectionProfile): Promise<void>
  /** @param password - null: none was asked for; both null: the operator gave up */
  answerPasswords(password: string | null, sentinelPassword: string | null): Promise<void>
}

const createProfilesStore = (client: ConsoleClient) =>
  create<ProfilesState>((set, get) => ({
    profiles: idle,
    asking: null,
    async refresh() {
      set({ profiles: loading(get().profiles) })
      const reply = await client.invoke('profiles.list', {})
      set({ profiles: settled<readonly ConnectionProfile[]>(reply, get().profiles) })
    },
    async connect(profile) {
      if (profile.password === 'ask' || profile.sentinelPassword === 'ask') set({ asking: profile })
      else await useConnection.getState().open(profile.id, null)
    },
    async answerPasswords(password, sentinelPassword) {
      const { asking } = get()
      set({ asking: null })
      if (!asking || (password === null && sentinelPassword === null)) return
      await useConnection.getState().open(asking.id, password, sentinelPassword ?? undefined)
    },
  }))

export const useProfiles = createProfilesStore(consoleClient)

const none: readonly ConnectionProfile[] = []
export const selectProfileList = (state: ProfilesState) => latest(state.profiles) ?? none
export const selectProfiles = (state: ProfilesState) => state.profiles
