import type { FetchLane, LaneNews } from '../../../shared/contract/fetch.ts'
import { toFailure } from '../app-error.ts'
import type { FetchLock } from '../ports/cache.ts'
import type { System } from '../ports/system.ts'

const everyMs = 2_000
/** News older than this say nothing of a run that goes on. */
const worthMs = 20_000
/** How long the end of a run can be learnt. */
const endWorthMs = 120_000

/**
 * Tells the consoles that find the day locked how the run goes on. That it cannot be told harms nothing of the run.
 * @returns tells the end of it; to be called exactly once, before the lock is let go
 */
export function tellOthers(lock: FetchLock, system: System, runId: string, lane: () => FetchLane): () => Promise<void> {
  const stop = new AbortController()
  const tell = async (forMs: number) => {
    try {
      await lock.tell(JSON.stringify(newsOf(runId, lane(), system.clock())), forMs)
    } catch (error) {
      system.log.warn('other consoles could not be told of a run', { ...toFailure(error) })
    }
  }
  async function go(): Promise<void> {
    while (!stop.signal.aborted) {
      await tell(worthMs)
      await system.sleep(everyMs, stop.signal).catch(() => undefined) // only the signal ends a sleep early
    }
  }
  const going = go()
  return async () => {
    stop.abort()
    await going
    await tell(endWorthMs)
  }
}

function newsOf(runId: string, lane: FetchLane, at: number): LaneNews {
  const { state, items, pagesTotal, outcome, reason } = lane
  const pages = lane.pages.match(/[dr]/g)?.length ?? 0
  return { runId, at, state, pages, pagesTotal, items, outcome, reason }
}
