import { useWords } from '../../i18n/words.ts'
import { runsOf, Sparkline, type SparkPoint } from '../../ui/Sparkline.tsx'
import { trendGapMs, trendHours } from './server-trends.ts'

export interface ServerTrendProps {
  readonly name: string
  readonly points: readonly SparkPoint[]
  /** When the figure beside it was read. */
  readonly to: number
  readonly format: (value: number) => string
}

/** A tenth of the width: of less than this a line would be a hook at the edge. */
const leastSpanMs = 6 * 60_000

/** The last hour of a figure of the strip; nothing as long as too little of it is known. */
export function ServerTrend({ name, points, to, format }: ServerTrendProps) {
  const { t } = useWords()
  const runs = runsOf(points, trendGapMs)
  const known = runs.flat()
  const values = known.map(({ value }) => value)
  const [first, last] = [known[0], known.at(-1)]
  if (!first || !last || last.at - first.at < leastSpanMs) return null
  const summary = t('overview.trend', {
    name,
    low: format(Math.min(...values)),
    high: format(Math.max(...values)),
    gaps: runs.length - 1,
  })
  return <Sparkline summary={summary} points={points} from={to - trendHours * 3_600_000} to={to} gapMs={trendGapMs} />
}
