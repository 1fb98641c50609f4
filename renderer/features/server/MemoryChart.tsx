import { Area, AreaChart, CartesianGrid, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useWords } from '../../i18n/words.ts'
import { valueAxis } from '../../ui/chart-axis.ts'
import { niceTicks } from '../../ui/nice-ticks.ts'
import { lonelyDot } from './LonelyDotChart.tsx'
import { timeAxis } from './time-axis.ts'
import { VolumeChart } from './VolumeChart.tsx'

export interface MemoryChartProps {
  /** In the unit of the axis. */
  readonly points: readonly { readonly at: number; readonly used?: number | null }[]
  readonly evictions: readonly { readonly at: number; readonly evictionsPerSecond?: number | null }[]
  /** In the same unit; null where there is none, or none is known. */
  readonly limit: number | null
  readonly limitLabel: string
  readonly domain: readonly [number, number]
}

const margin = { top: 16, right: 0, bottom: 0, left: 0 }

/** Used memory as an area from zero under its limit; evictions as bars below, on an axis of their own. */
export function MemoryChart({ points, evictions, limit, limitLabel, domain }: MemoryChartProps) {
  const { formats } = useWords()
  const ticks = niceTicks(Math.max(limit ?? 0, ...points.map(({ used }) => used ?? 0)))
  const digits = (ticks[1] ?? 1) >= 1 ? 0 : 2
  return (
    <>
      <ResponsiveContainer width="100%" height={152}>
        <AreaChart data={points} margin={margin} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line-faint)" />
          <XAxis {...timeAxis(domain)} height={1} tick={false} stroke="var(--line)" />
          <YAxis {...valueAxis(ticks)} tickFormatter={(value: number) => formats.decimal(value, digits)} />
          {limit !== null && (
            <ReferenceLine
              y={limit}
              stroke="var(--text-1)"
              strokeWidth={1.5}
              strokeDasharray="4 3"
              label={{ value: limitLabel, position: 'insideBottomRight', fontSize: 11, fill: 'var(--text-2)' }}
            />
          )}
          <Area
            dataKey="used"
            type="linear"
            stroke="var(--mark)"
            strokeWidth={1.5}
            fill="var(--area)"
            fillOpacity={1}
            dot={lonelyDot(points, 'used')}
            isAnimationActive={false}
          />
        </AreaChart>
      </ResponsiveContainer>
      <VolumeChart points={evictions} dataKey="evictionsPerSecond" fill="var(--warning)" domain={domain} right={0} />
    </>
  )
}
