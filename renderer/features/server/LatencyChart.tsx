import { CartesianGrid, Line, LineChart, ReferenceDot, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useWords } from '../../i18n/words.ts'
import { axisTick } from '../../ui/chart-axis.ts'
import { lonelyDot } from './LonelyDotChart.tsx'
import { tickText, timeTicks } from './time-axis.ts'

/** One minute of pings, or a minute without. */
export interface LatencyPoint {
  readonly at: number
  readonly p50Ms?: number | null
  readonly p95Ms?: number | null
  readonly p99Ms?: number | null
}

export interface LatencyChartProps {
  readonly points: readonly LatencyPoint[]
  /** Slow commands on the same axes, in milliseconds. */
  readonly slow: readonly { readonly id: string; readonly at: number; readonly ms: number }[]
  readonly domain: readonly [number, number]
}

/** Told apart by dash and label, not by hue. */
const lines = [
  { field: 'p50Ms', label: 'p50', dash: '0' },
  { field: 'p95Ms', label: 'p95', dash: '6 3' },
  { field: 'p99Ms', label: 'p99', dash: '1.5 3' },
] as const

/** Percentiles of the console's own pings as lines, slow commands as dots; a logarithmic axis. */
export function LatencyChart({ points, slow, domain }: LatencyChartProps) {
  const { formats } = useWords()
  const shownSlow = slow.filter(({ at }) => at >= domain[0] && at <= domain[1])
  const values = [
    ...points.flatMap(({ p50Ms, p99Ms }) => [p50Ms, p99Ms].filter((value) => value != null && value > 0) as number[]),
    ...shownSlow.map(({ ms }) => ms),
  ]
  const ticks = powersOfTen(values)
  const last = points.at(-1)
  return (
    <ResponsiveContainer width="100%" height={208}>
      <LineChart data={points} margin={{ top: 16, right: 32, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line-faint)" />
        <XAxis
          type="number"
          dataKey="at"
          height={20}
          domain={[...domain]}
          ticks={timeTicks(domain)}
          interval="preserveStartEnd"
          tickFormatter={(at: number) => tickText(formats, at)}
          tickLine={false}
          stroke="var(--line)"
          tick={axisTick}
        />
        <YAxis
          width={48}
          scale="log"
          ticks={ticks}
          domain={[ticks[0] ?? 0.1, ticks.at(-1) ?? 10]}
          allowDataOverflow
          tickFormatter={(value: number) =>
            formats.decimal(value, value >= 1 ? 0 : Math.min(3, Math.round(-Math.log10(value))))
          }
          tickLine={false}
          axisLine={false}
          tick={axisTick}
        />
        {lines.map(({ field, dash }) => (
          <Line
            key={field}
            dataKey={field}
            type="linear"
            stroke="var(--mark)"
            strokeWidth={1.5}
            strokeDasharray={dash}
            dot={lonelyDot(points, field)}
            isAnimationActive={false}
          />
        ))}
        {shownSlow.map(({ id, at, ms }) => (
          <ReferenceDot key={id} x={at} y={ms} r={2.5} fill="var(--warning)" stroke="none" />
        ))}
        {last &&
          spread(last).map(({ field, label, offset, value }) => (
            <ReferenceDot
              key={field}
              x={last.at}
              y={value}
              r={0}
              label={{ value: label, position: 'right', fontSize: 11, fill: 'var(--text-2)', dy: offset }}
            />
          ))}
      </LineChart>
    </ResponsiveContainer>
  )
}

/** Labels at the ends of the lines, moved apart where the lines end close together. */
function spread(last: LatencyPoint) {
  const known = lines.flatMap(({ field, label }) => {
    const value = last[field]
    return value == null || value <= 0 ? [] : [{ field, label, value }]
  })
  const close = known.length > 1 && (known.at(-1)?.value ?? 1) / (known[0]?.value ?? 1) < 3
  return known.map((line, index) => ({ ...line, offset: close ? (1 - index) * 11 : 0 }))
}

/** From the power of ten at or below the smallest value to the one at or above the largest. */
function powersOfTen(values: readonly number[]): number[] {
  const [least, most] = values.length === 0 ? [0.1, 10] : [Math.min(...values), Math.max(...values)]
  const from = Math.floor(Math.log10(least))
  const to = Math.max(from + 1, Math.ceil(Math.log10(most)))
  return Array.from({ length: to - from + 1 }, (_, index) => 10 ** (from + index))
}
