import type { ServerSample } from '../../../shared/contract/history.ts'
import type { ServerFacts } from '../../../shared/contract/server.ts'
import type { SparkPoint } from '../../ui/Sparkline.tsx'

/** How far back the strip looks, in hours. */
export const trendHours = 1
/** A sample is kept each minute; three are missed before it is a gap. */
export const trendGapMs = 3 * 60_000

/** What of a sample the strip draws. */
export type TrendSample = Pick<
  ServerSample,
  'at' | 'runId' | 'usedMemoryBytes' | 'hits' | 'misses' | 'connectedClients' | 'opsPerSecond'
>

export type TrendName = 'memory' | 'hits' | 'commands' | 'clients'

/** The lines beside the figures, oldest first; where the server began anew, they break. */
export type ServerTrends = Readonly<Record<TrendName, readonly SparkPoint[]>>

/** @param facts - what stands now: the last point; null leaves the kept samples alone */
export function serverTrends(
  kept: readonly TrendSample[],
  facts: (ServerFacts & { runId: string }) | null,
): ServerTrends {
  const from = facts === null ? 0 : facts.at - trendHours * 3_600_000
  const last = kept.at(-1)?.at ?? 0
  const samples: readonly TrendSample[] = [...kept, ...(facts && facts.at > last ? [facts] : [])].filter(
    ({ at }) => at >= from,
  )
  const line = (value: (sample: TrendSample, before: TrendSample | undefined) => number | null) =>
    samples.flatMap((sample, index): SparkPoint[] => {
      const before = samples[index - 1]
      const point = { at: sample.at, value: value(sample, before) }
      return before !== undefined && before.runId !== sample.runId ? [{ at: before.at, value: null }, point] : [point]
    })
  return {
    memory: line(({ usedMemoryBytes }) => usedMemoryBytes),
    hits: line(hitRatio),
    commands: line(({ opsPerSecond }) => opsPerSecond),
    clients: line(({ connectedClients }) => connectedClients),
  }
}

/** Of the lookups since the sample before; null where there was none, or the counters began anew. */
function hitRatio(sample: TrendSample, before: TrendSample | undefined): number | null {
  if (before === undefined || before.runId !== sample.runId || sample.at - before.at > trendGapMs) return null
  if (sample.hits === null || sample.misses === null || before.hits === null || before.misses === null) return null
  const [hits, misses] = [sample.hits - before.hits, sample.misses - before.misses]
  return hits < 0 || misses < 0 || hits + misses === 0 ? null : hits / (hits + misses)
}
