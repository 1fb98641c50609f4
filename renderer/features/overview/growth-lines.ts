import type { StatsHistory, StatsPoint } from '../../../shared/contract/history.ts'
import type { Measure } from './namespace-bars.ts'

/** One instant of the growth chart: a value per namespace; `null` where nothing was measured. */
export interface GrowthPoint {
  readonly at: number
  readonly values: Readonly<Record<string, number | null>>
}

/** Passes further apart than this many usual distances have a time between them that nobody measured. */
const gapFactor = 3

/** @returns the points oldest first, with an empty one wherever nothing was measured for long */
export function growthPoints(
  { points, from, to }: StatsHistory,
  namespaces: readonly string[],
  measure: Measure,
): GrowthPoint[] {
  const nothing = Object.fromEntries(namespaces.map((namespace) => [namespace, null]))
  const limit = gapFactor * Math.max(usualStep(points), (to - from) / 600)
  return points.flatMap((point, index) => {
    const values = Object.fromEntries(
      namespaces.map((namespace) => {
        const row = point.namespaces.find((candidate) => candidate.namespace === namespace)
        return [namespace, row?.[measure] ?? null]
      }),
    )
    const before = points[index - 1]
    const gap = before !== undefined && point.at - before.at > limit
    return [...(gap ? [{ at: (before.at + point.at) / 2, values: nothing }] : []), { at: point.at, values }]
  })
}

/** The median distance between passes: hours for a cron job, half a minute for an open window. */
function usualStep(points: readonly StatsPoint[]): number {
  const steps = points.slice(1).map((point, index) => point.at - (points[index]?.at ?? point.at))
  return steps.sort((a, b) => a - b)[Math.floor(steps.length / 2)] ?? 0
}

/** What grew or shrank most between the first and the last pass; null where there are not two. */
export function biggestChange(
  points: readonly GrowthPoint[],
  namespaces: readonly string[],
): { readonly namespace: string; readonly change: number; readonly since: number } | null {
  const measured = points.filter(({ values }) => Object.values(values).some((value) => value !== null))
  const [first, last] = [measured[0], measured.at(-1)]
  if (!first || !last || first === last) return null
  const changes = namespaces.flatMap((namespace) => {
    const [before, after] = [first.values[namespace], last.values[namespace]]
    return before == null || after == null ? [] : [{ namespace, change: after - before, since: first.at }]
  })
  return changes.sort((a, b) => Math.abs(b.change) - Math.abs(a.change))[0] ?? null
}
