import { create } from 'zustand'
import type { ConnectionProfile } from '../../shared/contract/connection.ts'
import { isOfPassword } from '../../shared/util/is-of-password.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'
import { idle, type Load, latest, loading, settled } from '../lib/load.ts'
import { useConnection } from './connection-store.ts'

/** What the question needs to know of a profile. */
export type AskedProfile = Pick<ConnectionProfile, 'id' | 'name' | 'sentinel'>

/** What is to be typed now, and for which profile. */
export interface PasswordQuestion {
  readonly profile: AskedProfile
  readonly password: boolean
  readonly sentinelPassword: boolean
  /** What was used last was not accepted. */
  readonly refused: boolean
}

export interface ProfilesState {
  readonly profiles: Load<readonly ConnectionProfile[]>
  readonly asking: PasswordQuestion | null
  refresh(): Promise<void>
  /** Opens a profile, after its password was typed where it asks for one each time. */
  connect(profile: ConnectionProfile): Promise<void>
  /** Asks for the passwords of a profile whose server did not accept what was used last, however they are kept. */
  askAgain(profile: AskedProfile): void
  /** What is refused is asked for again. @param password - null: none was asked for; both null: the operator gave up */
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
      const asked = { password: profile.password === 'ask', sentinelPassword: profile.sentinelPassword === 'ask' }
      if (asked.password || asked.sentinelPassword) set({ asking: { profile, ...asked, refused: false } })
      else await useConnection.getState().open(profile.id, null)
    },
    askAgain: (profile) =>
      set({ asking: { profile, password: true, sentinelPassword: profile.sentinel !== undefined, refused: true } }),
    async answerPasswords(password, sentinelPassword) {
      const { asking } = get()
      set({ asking: null })
      if (!asking || (password === null && sentinelPassword === null)) return
      const { profile } = asking
      if (await useConnection.getState().open(profile.id, password, sentinelPassword ?? undefined)) return
      const { openFailure } = useConnection.getState()
      if (openFailure && isOfPassword(openFailure) && get().asking === null) get().askAgain(profile)
    },
  }))

export const useProfiles = createProfilesStore(consoleClient)

const none: readonly ConnectionProfile[] = []
export const selectProfileList = (state: ProfilesState) => latest(state.profiles) ?? none
export const selectProfiles = (state: ProfilesState) => state.profiles
