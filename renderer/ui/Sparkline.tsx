import './sparkline.css'

export interface SparkPoint {
  /** Milliseconds since 1970 UTC. */
  readonly at: number
  /** null: not known; the line breaks. */
  readonly value: number | null
}

export interface SparklineProps {
  /** What the line shows, in one sentence; the picture says no more than it. */
  readonly summary: string
  readonly points: readonly SparkPoint[]
  /** The stretch of time that the width stands for. */
  readonly from: number
  readonly to: number
  /** Points further apart than this are not joined. Milliseconds. */
  readonly gapMs: number
}

const width = 64
const height = 20
/** Room for the stroke and the dot. */
const edge = 3
/** Smaller changes than this share of the largest value draw no drama. */
const leastRange = 0.05

/** A line without axes, beside its figure: the last point is a dot, what was not measured a gap. */
export function Sparkline({ summary, points, from, to, gapMs }: SparklineProps) {
  const runs = runsOf(points, gapMs)
  const last = runs.at(-1)?.at(-1)
  if (!last) return null
  const values = runs.flat().map(({ value }) => value)
  const high = Math.max(...values)
  const range = Math.max(high - Math.min(...values), Math.abs(high) * leastRange)
  const low = high - range
  const x = (at: number) => edge + ((at - from) / (to - from)) * (width - 2 * edge)
  // Where nothing ever moved from zero the line lies on the ground.
  const y = (value: number) => height - edge - (range === 0 ? 0 : (value - low) / range) * (height - 2 * edge)
  const path = runs
    .map((run) => `M${run.map(({ at, value }) => `${x(at).toFixed(1)} ${y(value).toFixed(1)}`).join('L')}`)
    .join('')
  return (
    <svg className="sparkline" width={width} height={height} viewBox={`0 0 ${width} ${height}`} role="img">
      <title>{summary}</title>
      <path className="sparkline__line" d={path} />
      <circle className="sparkline__last" cx={x(last.at)} cy={y(last.value)} r="2" />
    </svg>
  )
}

interface Known {
  readonly at: number
  readonly value: number
}

/** @returns what may be joined by a line, without what is not known */
export function runsOf(points: readonly SparkPoint[], gapMs: number): readonly (readonly Known[])[] {
  const runs: Known[][] = []
  let before: number | null = null
  for (const { at, value } of points) {
    if (value !== null) {
      const run = runs.at(-1)
      if (run && before !== null && at - before <= gapMs) run.push({ at, value })
      else runs.push([{ at, value }])
    }
    before = value === null ? null : at
  }
  return runs
}
