import { Bar, BarChart, CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useWords } from '../../i18n/words.ts'
import { niceTicks } from '../../ui/nice-ticks.ts'
import { lonelyDot } from './LonelyDotChart.tsx'
import { tickText, timeTicks } from './time-axis.ts'

export interface HitRatioChartProps {
  readonly points: readonly {
    readonly at: number
    readonly hitRatio?: number | null
    readonly lookupsPerSecond?: number | null
  }[]
  readonly domain: readonly [number, number]
}

const tick = { fontSize: 11, fill: 'var(--text-3)' }
const margin = { top: 16, right: 8, bottom: 0, left: 0 }

/** The share of lookups that found something; below it how many there were. A stretch without lookups is a gap. */
export function HitRatioChart({ points, domain }: HitRatioChartProps) {
  const { formats } = useWords()
  const volume = niceTicks(Math.max(0, ...points.map(({ lookupsPerSecond }) => lookupsPerSecond ?? 0)), 0, 1)
  const times = timeTicks(domain)
  const axis = { type: 'number', dataKey: 'at', domain: [...domain], ticks: times, tickLine: false } as const
  return (
    <>
      <ResponsiveContainer width="100%" height={152}>
        <LineChart data={points} margin={margin} accessibilityLayer={false}>
          <CartesianGrid vertical={false} stroke="var(--line-faint)" />
          <XAxis {...axis} height={1} tick={false} stroke="var(--line)" />
          <YAxis
            width={48}
            ticks={[0, 0.25, 0.5, 0.75, 1]}
            domain={[0, 1]}
            tickFormatter={(value: number) => formats.integer(value * 100)}
            tickLine={false}
            axisLine={false}
            tick={tick}
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
      <ResponsiveContainer width="100%" height={56}>
        <BarChart data={points} margin={{ ...margin, top: 8 }} accessibilityLayer={false}>
          <XAxis
            {...axis}
            height={20}
            interval="preserveStartEnd"
            tickFormatter={(at: number) => tickText(formats, at)}
            stroke="var(--line)"
            tick={tick}
          />
          <YAxis
            width={48}
            ticks={[...volume]}
            domain={[0, volume.at(-1) ?? 1]}
            tickFormatter={formats.compact}
            tickLine={false}
            axisLine={false}
            tick={tick}
          />
          <Bar dataKey="lookupsPerSecond" fill="var(--mark-soft)" barSize={3} isAnimationActive={false} />
        </BarChart>
      </ResponsiveContainer>
    </>
  )
}
