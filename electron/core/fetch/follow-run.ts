import { LaneNews } from '../../../shared/contract/fetch.ts'
import { toFailure } from '../app-error.ts'
import type { DailyFetchStore, DayHeldBy, WatchedLock } from '../ports/cache.ts'
import type { HeldBy } from '../ports/locks.ts'
import type { System } from '../ports/system.ts'
import { heldByOther } from './held-by-other.ts'
import type { LaneJob } from './lane-job.ts'

const everyMs = 1_000

/**
 * Ends a lane whose day another console holds: at once, or where it is to follow, when that run has ended. It asks the
 * provider nothing and writes nothing; the book tells what the other console tells.
 */
export async function followRun(
  system: System,
  job: LaneJob,
  store: DailyFetchStore,
  holder: DayHeldBy,
): Promise<void> {
  const { provider, day, book, signal, onChange } = job
  const of = { provider: provider.id, day }
  const since = { by: holder.heldBy, since: holder.since }
  const locked = () => book.end({ outcome: 'skipped', reason: 'locked', failure: toFailure(heldByOther(of, holder)) })

  let watched: WatchedLock = await store.watch(provider.id, day)
  const tell = () => {
    const run = readNews(watched.news)
    if (run !== null) book.follow({ ...since, run })
    return run?.outcome ?? null
  }
  book.follow({ ...since, run: null })
  let outcome = tell()
  if (!job.follow) return locked()
  book.enter('following')
  onChange()
  while (outcome === null && isHeldBy(watched, holder)) {
    try {
      await system.sleep(everyMs, signal)
      watched = await store.watch(provider.id, day)
    } catch (error) {
      if (signal.aborted) return locked() // the other run goes on
      system.log.warn('a run could not be followed for a moment', { ...toFailure(error) })
    }
    outcome = tell()
    onChange()
  }
  book.end({ outcome: 'skipped', reason: 'followed' })
}

const isHeldBy = ({ holder }: WatchedLock, { heldBy, since }: HeldBy) =>
  holder !== null && holder.heldBy === heldBy && holder.since === since

/** @returns null where nothing was told, or not by a console like this one */
function readNews(text: string | null): LaneNews | null {
  if (text === null) return null
  try {
    const parsed = LaneNews.safeParse(JSON.parse(text))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
