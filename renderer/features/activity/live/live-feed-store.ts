import { create } from 'zustand'
import type { LiveFeed } from '../../../../shared/contract/live.ts'
import { type ConsoleClient, consoleClient } from '../../../bridge/console-client.ts'
import { idle, type Load, loading, settled } from '../../../lib/load.ts'

/** Events shown at once; the older ones are in main's ring. */
const shown = 200

export interface LiveFeedState {
  /** null: every namespace. */
  readonly namespace: string | null
  readonly feed: Load<LiveFeed>
  /** The pointer or the focus is on a row: nothing moves under it. */
  readonly paused: boolean
  pause(paused: boolean): void
  filter(namespace: string | null): Promise<void>
  refresh(): Promise<void>
}

const createLiveFeedStore = (client: ConsoleClient) =>
  create<LiveFeedState>((set, get) => {
    let asked = 0
    let asking = false
    async function ask(): Promise<void> {
      const mine = ++asked
      asking = true
      set({ feed: loading(get().feed) })
      const reply = await client.invoke('live.feed', { namespace: get().namespace, limit: shown })
      asking = false
      if (mine === asked) set({ feed: settled(reply, get().feed) })
    }
    return {
      namespace: null,
      feed: idle,
      paused: false,
      pause: (paused) => set({ paused }),
      async filter(namespace) {
        set({ namespace, feed: idle })
        await ask()
      },
      async refresh() {
        if (!asking && !get().paused) await ask()
      },
    }
  })

export const useLiveFeed = createLiveFeedStore(consoleClient)
