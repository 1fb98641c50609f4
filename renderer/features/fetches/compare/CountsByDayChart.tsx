import { CartesianGrid, Line, LineChart, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import type { PublicationDay } from '../../../../shared/contract/compare.ts'
import type { ProviderMark } from '../../../../shared/contract/provider.ts'
import { useWords } from '../../../i18n/words.ts'
import { axisTick, valueAxis } from '../../../ui/chart-axis.ts'
import { niceTicks } from '../../../ui/nice-ticks.ts'

export interface CountsByDayChartProps {
  readonly byDay: readonly PublicationDay[]
  readonly providers: readonly string[]
  readonly markOf: (provider: string) => ProviderMark
}

/** Each provider's line; the sixth and later ones are told apart by their letter alone. */
const dashes: Readonly<Record<ProviderMark['line'], string | undefined>> = {
  solid: undefined,
  'long-dash': '8 4',
  dotted: '1.5 3',
  'dash-dot': '8 3 1.5 3',
  'short-dash': '4 3',
  double: undefined,
}

/** Lines from zero over the days of publication; a day that no value covers is a gap, one covered in part is hollow. */
export function CountsByDayChart({ byDay, providers, markOf }: CountsByDayChartProps) {
  const { formats } = useWords()
  const data = byDay.map(({ day, counts }) => ({
    day: formats.day(day),
    ...Object.fromEntries(counts.map(({ provider, procurements }) => [provider, procurements])),
  }))
  const most = Math.max(1, ...byDay.flatMap(({ counts }) => counts.map(({ procurements }) => procurements ?? 0)))
  const ticks = niceTicks(most, 1)
  return (
    <ResponsiveContainer width="100%" height={220}>
      <LineChart data={data} margin={{ top: 8, right: 16, bottom: 0, left: 0 }} accessibilityLayer={false}>
        <CartesianGrid vertical={false} stroke="var(--line-faint)" />
        <XAxis dataKey="day" height={20} minTickGap={16} tickLine={false} stroke="var(--line)" tick={axisTick} />
        <YAxis {...valueAxis(ticks)} tickFormatter={formats.compact} />
        {providers.map((provider) => {
          const { colour, line } = markOf(provider)
          return (
            <Line
              key={provider}
              dataKey={provider}
              stroke={colour}
              strokeWidth={1.5}
              strokeDasharray={dashes[line] ?? ''}
              connectNulls={false}
              isAnimationActive={false}
              dot={({ cx, cy, index }: { cx?: number; cy?: number; index?: number }) => (
                <Dot
                  key={index}
                  x={cx}
                  y={cy}
                  colour={colour}
                  count={byDay[index ?? -1]?.counts.find((count) => count.provider === provider)}
                />
              )}
              activeDot={false}
            />
          )
        })}
      </LineChart>
    </ResponsiveContainer>
  )
}

interface DotProps {
  readonly x: number | undefined
  readonly y: number | undefined
  readonly colour: string
  readonly count: PublicationDay['counts'][number] | undefined
}

function Dot({ x, y, colour, count }: DotProps) {
  if (x === undefined || y === undefined || count === undefined || count.procurements === null) return null
  return (
    <circle
      cx={x}
      cy={y}
      r={3}
      fill={count.partial ? 'var(--surface-canvas)' : colour}
      stroke={colour}
      strokeWidth={1.5}
    />
  )
}
