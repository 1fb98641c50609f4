import type { Formats } from '../../i18n/formats.ts'

/** @returns the ends of what is drawn, at least a minute apart */
export function timeDomain(points: readonly { readonly at: number }[]): [number, number] {
  const last = points.at(-1)?.at ?? 0
  return [Math.min(points[0]?.at ?? 0, last - 60_000), last]
}

/** @returns whole minutes within the ends, three to five of them */
export function timeTicks([from, to]: readonly [number, number]): number[] {
  const minute = 60_000
  const span = to - from
  const step =
    [1, 2, 5, 10, 15, 30, 60, 180, 360, 720, 1_440].find((minutes) => span / (minutes * minute) <= 5) ?? 1_440
  const ticks: number[] = []
  for (let at = Math.ceil(from / (step * minute)) * step * minute; at <= to; at += step * minute) ticks.push(at)
  return ticks
}

/** `14:05`; the zone stands beside the unit of the axis. */
export const tickText = (formats: Formats, at: number): string => formats.clock(at).slice(0, 5)

/** The common part of a time axis between these ends. */
export const timeAxis = (domain: readonly [number, number]) =>
  ({ type: 'number', dataKey: 'at', domain: [...domain], ticks: timeTicks(domain), tickLine: false }) as const
