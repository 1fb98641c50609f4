import type { LiveStatus } from '../../shared/contract/live.ts'
import type { FamilyStats, StatsReport } from '../../shared/contract/stats.ts'

/**
 * A report with its counts replaced by those of this moment. What was measured per key (memory, lifetimes) stays as the
 * pass found it, and keeps its time.
 */
export function withLiveCounts(report: StatsReport, live: LiveStatus): StatsReport {
  const counts = live.counts ?? []
  const keysOf = (namespace: string | null, family: string) =>
    counts.find((row) => row.namespace === namespace && row.family === family)?.keys ?? 0
  const families = (namespace: string, rows: readonly FamilyStats[]) =>
    rows.map((row) => ({ ...row, keys: keysOf(namespace, row.family) }))
  return {
    ...report,
    keys: live.keys ?? report.keys,
    namespaces: report.namespaces.map((row) => ({
      ...row,
      keys: counts.reduce((sum, { namespace, keys }) => (namespace === row.namespace ? sum + keys : sum), 0),
      families: families(row.namespace, row.families),
    })),
    other: { ...report.other, keys: keysOf(null, report.other.family) },
  }
}
