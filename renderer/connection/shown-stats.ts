import { useMemo } from 'react'
import type { StatsReport } from '../../shared/contract/stats.ts'
import { withLiveCounts } from './live-report.ts'
import { selectExact, useLive } from './live-store.ts'
import { selectShownStats, useStats } from './stats-store.ts'

/** What the screens draw: the last whole report, with the counts of this moment where they are known. */
export function useShownStats(): StatsReport | null {
  const report = useStats(selectShownStats)
  const live = useLive(selectExact)
  return useMemo(() => (report?.complete && live ? withLiveCounts(report, live) : report), [report, live])
}
