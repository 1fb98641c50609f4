import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useWords } from '../../i18n/words.ts'
import { valueAxis } from '../../ui/chart-axis.ts'
import { lonelyDot } from './LonelyDotChart.tsx'
import { timeAxis } from './time-axis.ts'
import { VolumeChart } from './VolumeChart.tsx'

export interface HitRatioChartProps {
  readonly points: readonly {
    readonly at: number
    readonly hitRatio?: number | null
    readonly lookupsPerSecond?: number | null
  }[]
  readonly domain: readonly [number, number]
}

const margin = { top: 16, right: 8, bottom: 0, left: 0 }

/** The share of lookups that found something; below it how many there were. A stretch without lookups is a gap. */
export function HitRatioChart({ points, domain }: HitRatioChartProps) {
  const { formats } = useWords()
  return (
    <>
      <ResponsiveContainer width="100%" height={152}>
        <LineChart data={points} margin={margin} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line-faint)" />
          <XAxis {...timeAxis(domain)} height={1} tick={false} stroke="var(--line)" />
          <YAxis
            {...valueAxis([0, 0.25, 0.5, 0.75, 1])}
            tickFormatter={(value: number) => formats.integer(value * 100)}
          />
          <Line
            dataKey="hitRatio"
            type="linear"
            stroke="var(--mark)"
            strokeWidth={1.5}
            dot={lonelyDot(points, 'hitRatio')}
            isAnimationActive={false}
          />
        </LineChart>
      </ResponsiveContainer>
      <VolumeChart points={points} dataKey="lookupsPerSecond" fill="var(--mark-soft)" domain={domain} right={8} />
    </>
  )
}
