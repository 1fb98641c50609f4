import type { FetchRun } from '../../../shared/contract/fetch.ts'
import type { RunLog } from '../ports/stores.ts'

/** A run log in memory, newest run first: what the demo workspace ran is gone with it. */
export function createMemoryRunLog(): RunLog {
  const runs = new Map<string, FetchRun>()
  return {
    async append(run) {
      runs.delete(run.runId)
      runs.set(run.runId, run)
    },
    list: async (limit) => [...runs.values()].sort((a, b) => b.startedAt - a.startedAt).slice(0, limit),
  }
}

/** Keeps the demo's runs out of the operator's history, and the other way round. */
export function createScopedRunLog(real: RunLog, demo: RunLog, isDemo: () => boolean): RunLog {
  const current = () => (isDemo() ? demo : real)
  return {
    append: (run) => current().append(run),
    list: (limit) => current().list(limit),
  }
}
