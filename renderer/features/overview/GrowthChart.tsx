import { CartesianGrid, Line, LineChart, ReferenceLine, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { ProviderMark } from '../../../shared/contract/provider.ts'
import { useWords } from '../../i18n/words.ts'
import { axisTick, valueAxis } from '../../ui/chart-axis.ts'
import { niceTicks } from '../../ui/nice-ticks.ts'
import type { GrowthPoint } from './growth-lines.ts'

export interface GrowthChartProps {
  readonly points: readonly GrowthPoint[]
  readonly namespaces: readonly string[]
  readonly markOf: (namespace: string) => ProviderMark
  /** What a value is divided by for the axis: 1 for keys, 2^20 for MiB. */
  readonly unit: number
  readonly from: number
  readonly to: number
  readonly marks: readonly { readonly at: number; readonly label: string; readonly loud: boolean }[]
}

/** One shape per provider beside its colour. Source: provider colours of the design. */
const dashes: Readonly<Record<ProviderMark['line'], string>> = {
  solid: '1 0',
  'long-dash': '10 4',
  dotted: '1 4',
  'dash-dot': '8 3 2 3',
  'short-dash': '4 3',
  double: '12 2 2 2',
}

/** Lines from zero, one per namespace, each with its own shape; nothing is drawn across a time nobody measured. */
export function GrowthChart({ points, namespaces, markOf, unit, from, to, marks }: GrowthChartProps) {
  const { formats } = useWords()
  const rows = points.map(({ at, values }) => ({
    at,
    ...Object.fromEntries(namespaces.map((id) => [id, values[id] == null ? null : values[id] / unit])),
  }))
  const top = Math.max(0, ...points.flatMap(({ values }) => Object.values(values).map((value) => (value ?? 0) / unit)))
  const ticks = niceTicks(top, unit === 1 ? 1 : 0)
  const digits = (ticks[1] ?? 1) >= 1 ? 0 : 2
  const times = [0, 1, 2, 3, 4].map((part) => from + ((to - from) * part) / 4)
  const oneDay = to - from <= 86_400_000
  const sparse = points.length <= 30
  return (
    <ResponsiveContainer width="100%" height={208}>
      <LineChart data={rows} margin={{ top: 16, right: 32, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line-faint)" />
        <XAxis
          type="number"
          dataKey="at"
          domain={[from, to]}
          ticks={times}
          height={20}
          interval="preserveStartEnd"
          tickLine={false}
          stroke="var(--line)"
          tick={axisTick}
          tickFormatter={(at: number) => (oneDay ? formats.clock(at).slice(0, 5) : formats.shortInstant(at))}
        />
        <YAxis
          {...valueAxis(ticks)}
          tickFormatter={(value: number) => (unit === 1 ? formats.compact(value) : formats.decimal(value, digits))}
        />
        {marks.map(({ at, label, loud }) => (
          <ReferenceLine
            key={`${at} ${label}`}
            x={at}
            stroke={loud ? 'var(--warning)' : 'var(--line-strong)'}
            label={{ value: label, position: 'insideTopLeft', ...axisTick }}
          />
        ))}
        {namespaces.map((id) => {
          const { colour, line } = markOf(id)
          return (
            <Line
              key={id}
              dataKey={id}
              type="linear"
              stroke={colour}
              strokeWidth={1.75}
              strokeDasharray={dashes[line]}
              isAnimationActive={false}
              connectNulls={false}
              dot={({ cx, cy, index, key }) => {
                const has = (place: number) => points[place]?.values[id] != null
                const shown = has(index) && (sparse || (!has(index - 1) && !has(index + 1)))
                return shown ? <circle key={key} cx={cx} cy={cy} r={2} fill={colour} /> : <g key={key} />
              }}
            />
          )
        })}
      </LineChart>
    </ResponsiveContainer>
  )
}
