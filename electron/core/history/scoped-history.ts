import { thin } from '../../../shared/time/thin.ts'
import type { HistoryRecord, HistoryStore } from '../ports/history.ts'
import type { Clock } from '../ports/system.ts'

/** Records above which the memory is thinned. */
const most = 4_000

/** Keeps the demo's measurements in memory and everybody else's on disk: the demo's server is gone with its window. */
export function createScopedHistory<T extends HistoryRecord>(
  real: HistoryStore<T>,
  isDemo: () => boolean,
  clock: Clock,
): HistoryStore<T> {
  let demo: T[] = []
  return {
    async append(record) {
      if (!isDemo()) return real.append(record)
      demo = [...(demo.length < most ? demo : thin(demo, clock())), record]
    },
    async list(place, since) {
      if (!isDemo()) return real.list(place, since)
      return demo.filter((record) => record.place === place && record.at >= since)
    },
  }
}
