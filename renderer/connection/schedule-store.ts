import { create } from 'zustand'
import type { ScheduleStatus } from '../../shared/contract/schedule.ts'
import { type ConsoleClient, consoleClient } from '../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../lib/load.ts'

export interface ScheduleState {
  readonly status: Load<ScheduleStatus>
  refresh(): Promise<void>
  /** Follows the jobs as they end. @returns the function that stops following */
  start(): () => void
}

const createScheduleStore = (client: ConsoleClient) =>
  create<ScheduleState>((set, get) => {
    let asked = 0
    return {
      status: idle,
      async refresh() {
        const mine = ++asked
        set({ status: loading(get().status) })
        const reply = await client.invoke('schedule.status', {})
        if (mine === asked) set({ status: settled(reply, get().status) })
      },
      start: () => client.onEvent('schedule.ended', () => void get().refresh()),
    }
  })

export const useSchedule = createScheduleStore(consoleClient)

export const selectScheduleStatus = (state: ScheduleState) => state.status
