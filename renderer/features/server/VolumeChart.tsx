import { Bar, BarChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useWords } from '../../i18n/words.ts'
import { axisTick, valueAxis } from '../../ui/chart-axis.ts'
import { niceTicks } from '../../ui/nice-ticks.ts'
import { tickText, timeAxis } from './time-axis.ts'

export interface VolumeChartProps<Key extends string> {
  /** Rates per second by time; null or absent where none is known. */
  readonly points: readonly ({ readonly at: number } & { readonly [key in Key]?: number | null })[]
  readonly dataKey: Key
  readonly fill: string
  readonly domain: readonly [number, number]
  /** Pixels the chart above keeps free at its right, so that both share one time axis. */
  readonly right: number
}

/** Bars below a chart, on a scale of their own, with the time axis of both. */
export function VolumeChart<Key extends string>({ points, dataKey, fill, domain, right }: VolumeChartProps<Key>) {
  const { formats } = useWords()
  const ticks = niceTicks(Math.max(0, ...points.map((point) => point[dataKey] ?? 0)), 0, 1)
  return (
    <ResponsiveContainer width="100%" height={56}>
      <BarChart data={points} margin={{ top: 8, right, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <XAxis
          {...timeAxis(domain)}
          height={20}
          interval="preserveStartEnd"
          tickFormatter={(at: number) => tickText(formats, at)}
          stroke="var(--line)"
          tick={axisTick}
        />
        <YAxis {...valueAxis(ticks)} tickFormatter={formats.compact} />
        <Bar dataKey={dataKey} fill={fill} barSize={3} isAnimationActive={false} />
      </BarChart>
    </ResponsiveContainer>
  )
}
