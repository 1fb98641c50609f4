import type { FetchRun } from '../../../shared/contract/fetch.ts'

/** @returns a run that its console never ended, closed: its open lanes stored nothing, or nobody knows */
export function interruptedRun(run: FetchRun, at: number): FetchRun {
  const lanes = run.lanes.map((lane) =>
    lane.state === 'ended'
      ? lane
      : { ...lane, state: 'ended' as const, outcome: 'interrupted' as const, endedAt: at, waitingUntil: null },
  )
  return { ...run, lanes, endedAt: at }
}
