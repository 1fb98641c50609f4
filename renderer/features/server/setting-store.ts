import { create } from 'zustand'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { ConfigChange, ConfigResult } from '../../../shared/contract/server-config.ts'
import { type ConsoleClient, consoleClient } from '../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../lib/load.ts'
import { useConfiguration } from './configuration-store.ts'

/** One change of one setting, from the question to what was read back. */
export interface SettingState {
  /** The parameter in question; null while the dialog is closed. */
  readonly name: string | null
  /** As it stands in the field; the change is what was last asked of main. */
  readonly value: string
  readonly change: Load<ConfigChange>
  readonly typed: string
  readonly applying: boolean
  readonly refusal: Failure | null
  readonly result: ConfigResult | null
  open(name: string, value: string): void
  close(): void
  edit(value: string): void
  /** Asks main what the value in the field would do. */
  preview(): Promise<void>
  type(typed: string): void
  apply(): Promise<void>
}

const closed = {
  name: null,
  value: '',
  change: idle,
  typed: '',
  applying: false,
  refusal: null,
  result: null,
} as const

const createSettingStore = (client: ConsoleClient) =>
  create<SettingState>((set, get) => {
    let asked = 0
    return {
      ...closed,
      open(name, value) {
        set({ ...closed, name, value })
        void get().preview()
      },
      close() {
        if (get().applying) return
        asked++
        set(closed)
      },
      edit: (value) => set({ value }),
      async preview() {
        const { name, value } = get()
        if (name === null) return
        const mine = ++asked
        set({ change: loading(get().change), refusal: null })
        const reply = await client.invoke('server.previewSetting', { name, value })
        if (mine === asked) set({ change: settled(reply, get().change) })
      },
      type: (typed) => set({ typed }),
      async apply() {
        const { change, typed, applying } = get()
        if (applying || change.phase !== 'ready' || change.value.token === null) return
        const mine = ++asked
        set({ applying: true, refusal: null })
        const reply = await client.invoke('server.applySetting', { token: change.value.token, confirmation: typed })
        if (mine !== asked) return
        if (reply.ok) {
          set({ applying: false, result: reply.value })
          void useConfiguration.getState().refresh()
          return
        }
        set({ applying: false, refusal: reply.failure })
        // A wrong confirmation leaves the token as it was; whatever else was refused asks for a new look.
        if (reply.failure.code !== 'not_confirmed') {
          void useConfiguration.getState().refresh()
          const { refusal } = get()
          await get().preview()
          set({ refusal })
        }
      },
    }
  })

export const useSetting = createSettingStore(consoleClient)
