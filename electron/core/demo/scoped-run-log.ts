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

export interface ScopedRunLog extends RunLog {
  /** Whether a run began on the demo server. */
  isDemoRun(runId: string): boolean
}

/** Keeps the demo's runs out of the operator's history, and the other way round. A run stays where it began. */
export function createScopedRunLog(real: RunLog, demo: RunLog, isDemo: () => boolean): ScopedRunLog {
  const demoRuns = new Set<string>()
  return {
    isDemoRun: (runId) => demoRuns.has(runId),
    append(run) {
      if (isDemo() && run.endedAt === null) demoRuns.add(run.runId)
      return (demoRuns.has(run.runId) ? demo : real).append(run)
    },
    list: (limit) => (isDemo() ? demo : real).list(limit),
  }
}
