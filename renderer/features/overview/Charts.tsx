import type { StatsReport } from '../../../shared/contract/stats.ts'
import { GrowthPanel } from './GrowthPanel.tsx'
import { NamespacesPanel } from './NamespacesPanel.tsx'
import { TtlPanel } from './TtlPanel.tsx'
import { UnifiedPanel } from './UnifiedPanel.tsx'

export interface ChartsProps {
  readonly report: StatsReport
  readonly stale: boolean
}

/** How big, until when, what spans the providers, and what grew. */
export function Charts({ report, stale }: ChartsProps) {
  return (
    <div className="charts">
      <NamespacesPanel report={report} stale={stale} />
      <TtlPanel report={report} stale={stale} />
      <UnifiedPanel report={report} stale={stale} />
      <GrowthPanel
        namespaces={report.namespaces.map(({ namespace }) => namespace)}
        reportAt={report.at}
        stale={stale}
      />
    </div>
  )
}
