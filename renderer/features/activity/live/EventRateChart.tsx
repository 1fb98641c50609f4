import { CartesianGrid, Line, LineChart, ReferenceArea, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { LiveGap } from '../../../../shared/contract/live.ts'
import { useWords } from '../../../i18n/words.ts'
import { axisTick, valueAxis } from '../../../ui/chart-axis.ts'
import { niceTicks } from '../../../ui/nice-ticks.ts'
import type { RatePoint } from './rate-points.ts'

export interface EventRateChartProps {
  readonly points: readonly RatePoint[]
  readonly gaps: readonly LiveGap[]
  readonly from: number
  readonly to: number
}

/** A line from zero, with a band over each time that may have missed events. */
export function EventRateChart({ points, gaps, from, to }: EventRateChartProps) {
  const { formats } = useWords()
  const ticks = niceTicks(Math.max(1, ...points.map(({ rate }) => rate ?? 0)), 1, 3)
  const times = [0, 1, 2, 3, 4, 5].map((part) => from + ((to - from) * part) / 5)
  const shown = gaps.filter((gap) => (gap.to ?? to) > from && gap.from < to)
  return (
    <ResponsiveContainer width="100%" height={136}>
      <LineChart data={[...points]} margin={{ top: 8, right: 24, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line-faint)" />
        <XAxis
          type="number"
          dataKey="at"
          domain={[from, to]}
          allowDataOverflow
          ticks={times}
          height={20}
          interval="preserveStartEnd"
          tickLine={false}
          stroke="var(--line)"
          tick={axisTick}
          tickFormatter={(at: number) => formats.clock(at).slice(0, 8)}
        />
        <YAxis {...valueAxis(ticks)} tickFormatter={formats.compact} />
        {shown.map((gap) => (
          <ReferenceArea
            key={gap.from}
            x1={Math.max(from, gap.from)}
            x2={Math.min(to, gap.to ?? to)}
            fill="var(--warning)"
            fillOpacity={0.25}
          />
        ))}
        <Line
          dataKey="rate"
          type="linear"
          stroke="var(--mark)"
          strokeWidth={1.5}
          dot={false}
          connectNulls={false}
          isAnimationActive={false}
        />
      </LineChart>
    </ResponsiveContainer>
  )
}
