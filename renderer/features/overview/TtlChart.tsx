import { Bar, BarChart, type BarShapeProps, CartesianGrid, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useWords } from '../../i18n/words.ts'
import { axisTick, valueAxis } from '../../ui/chart-axis.ts'
import { niceTicks } from '../../ui/nice-ticks.ts'
import { texturePattern } from '../../ui/texture.tsx'

export interface TtlChartBar {
  readonly label: string
  readonly keys: number
  /** Keys that never expire stand out: in this cache every key should. */
  readonly noTtl: boolean
}

/** A histogram from zero with its figures on the bars. */
export function TtlChart({ bars }: { readonly bars: readonly TtlChartBar[] }) {
  const { formats } = useWords()
  const ticks = niceTicks(Math.max(1, ...bars.map(({ keys }) => keys)), 1)
  return (
    <ResponsiveContainer width="100%" height={208}>
      <BarChart data={bars} margin={{ top: 20, right: 0, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <defs>{texturePattern('no-ttl', 1, 'var(--warning)')}</defs>
        <CartesianGrid vertical={false} stroke="var(--line-faint)" />
        <XAxis dataKey="label" height={20} interval={0} tickLine={false} stroke="var(--line)" tick={axisTick} />
        <YAxis {...valueAxis(ticks)} tickFormatter={formats.compact} />
        <Bar
          dataKey="keys"
          isAnimationActive={false}
          barSize={36}
          shape={(shape: BarShapeProps) => <Column shape={shape} bars={bars} />}
        ></Bar>
      </BarChart>
    </ResponsiveContainer>
  )
}

function Column({ shape, bars }: { readonly shape: BarShapeProps; readonly bars: readonly TtlChartBar[] }) {
  const { formats } = useWords()
  const { x, y, width, height, index } = shape
  const bar = bars[index]
  if (!bar) return null
  const tall = bar.keys === 0 ? 0 : Math.max(2, height)
  const top = y + height - tall
  const loud = bar.noTtl && bar.keys > 0
  return (
    <g>
      <rect x={x} y={top} width={width} height={tall} fill={bar.noTtl ? 'url(#no-ttl)' : 'var(--mark-soft)'} />
      <text
        x={x + width / 2}
        y={top - 5}
        textAnchor="middle"
        fontSize={11}
        fill={loud ? 'var(--warning)' : 'var(--text-2)'}
      >
        {formats.integer(bar.keys)}
      </text>
    </g>
  )
}
