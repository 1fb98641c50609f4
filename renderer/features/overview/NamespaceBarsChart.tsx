import { Bar, BarChart, type BarShapeProps, CartesianGrid, ErrorBar, ResponsiveContainer, XAxis, YAxis } from 'recharts'
import { useWords } from '../../i18n/words.ts'
import { axisTick } from '../../ui/chart-axis.ts'
import { niceTicks } from '../../ui/nice-ticks.ts'
import { texturePattern } from '../../ui/texture.tsx'
import type { Measure, NamespaceBar } from './namespace-bars.ts'

export interface NamespaceBarsChartProps {
  readonly bars: readonly NamespaceBar[]
  readonly measure: Measure
  readonly colourOf: (namespace: string) => string
}

/** Height of one bar's band; names and figures stand in lines of the same height beside the plot. */
export const bandHeight = 32
const axisHeight = 20
const neutral = 'var(--mark-soft)'

/** Horizontal stacked bars from zero, one per namespace, textures for families. */
export function NamespaceBarsChart({ bars, measure, colourOf }: NamespaceBarsChartProps) {
  const { formats } = useWords()
  const slots = Math.max(1, ...bars.map(({ parts }) => parts.length))
  const scale = measure === 'keys' ? 1 : 1 / 1_048_576
  const data = bars.map((bar) => ({
    name: bar.namespace ?? '',
    ...valuesOf(bar, scale),
    error: (bar.error ?? 0) * bar.total * scale,
  }))
  const ticks = niceTicks(
    Math.max(0, ...bars.map(({ total, error }) => total * scale * (1 + (error ?? 0)))),
    measure === 'keys' ? 1 : 0,
  )
  const digits = (ticks[1] ?? 1) >= 1 ? 0 : 2
  const tick = (value: number) => (measure === 'keys' ? formats.compact(value) : formats.decimal(value, digits))
  const patternId = (namespace: string | null, texture: number) => `family-${namespace ?? 'none'}-${texture}`
  return (
    <div className="namespace-bars__plot">
      <ResponsiveContainer width="100%" height={bars.length * bandHeight + axisHeight}>
        <BarChart
          data={data}
          layout="vertical"
          margin={{ top: 0, right: 12, bottom: 0, left: 0 }}
          accessibilityLayer={false}
        >
          <defs>
            {bars.flatMap(({ namespace, parts }) =>
              parts.map(({ texture }) =>
                texturePattern(
                  patternId(namespace, texture),
                  texture,
                  namespace === null ? neutral : colourOf(namespace),
                ),
              ),
            )}
          </defs>
          <CartesianGrid horizontal={false} stroke="var(--line-faint)" />
          <XAxis
            type="number"
            height={axisHeight}
            interval={0}
            ticks={[...ticks]}
            domain={[0, ticks.at(-1) ?? 1]}
            tickFormatter={tick}
            tickLine={false}
            axisLine={false}
            tick={axisTick}
          />
          <YAxis type="category" dataKey="name" width={1} tick={false} tickLine={false} stroke="var(--line)" />
          {Array.from({ length: slots }, (_, slot) => (
            <Bar
              // biome-ignore lint/suspicious/noArrayIndexKey: a slot is its place in the stack
              key={slot}
              dataKey={`part${slot}`}
              stackId="families"
              barSize={12}
              isAnimationActive={false}
              shape={(shape: BarShapeProps) => <Part shape={shape} slot={slot} bars={bars} patternId={patternId} />}
            >
              {slot === slots - 1 && bars.some(({ error }) => error !== null) && (
                <ErrorBar dataKey="error" direction="x" width={4} stroke="var(--text-1)" strokeWidth={1} />
              )}
            </Bar>
          ))}
        </BarChart>
      </ResponsiveContainer>
    </div>
  )
}

interface PartProps {
  readonly shape: BarShapeProps
  readonly slot: number
  readonly bars: readonly NamespaceBar[]
  readonly patternId: (namespace: string | null, texture: number) => string
}

/** One family of one bar; neighbours stand 1 px apart, and what is there is never thinner than a line. */
function Part({ shape, slot, bars, patternId }: PartProps) {
  const { x, y, width, height, index } = shape
  const bar = bars[index]
  const part = bar?.parts[slot]
  if (!bar || !part) return null
  return (
    <rect
      x={x}
      y={y}
      width={Math.max(1, width - 1)}
      height={height}
      fill={`url(#${patternId(bar.namespace, part.texture)})`}
    />
  )
}

function valuesOf(bar: NamespaceBar, scale: number): Record<string, number> {
  return Object.fromEntries(bar.parts.map(({ value }, slot) => [`part${slot}`, value * scale]))
}
