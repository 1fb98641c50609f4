import { expect, test } from 'vitest'
import { biggestChange, growthPoints } from '../../../renderer/features/overview/growth-lines.ts'
import type { StatsPoint } from '../../../shared/contract/history.ts'

const hour = 3_600_000
const point = (hours: number, pncp: number, bytes: number | null = pncp * 10): StatsPoint => ({
  at: hours * hour,
  place: 'here:1/0',
  runId: 'r',
  elapsedMs: 1,
  exact: true,
  connection: 'lab',
  keys: pncp,
  bytes,
  namespaces: [{ namespace: 'pncp', keys: pncp, bytes, families: [] }],
  other: { keys: 0, bytes: 0 },
})
const history = (points: StatsPoint[]) => ({ from: 0, to: 24 * hour, points, marks: [] })
const values = (points: StatsPoint[], measure: 'keys' | 'bytes' = 'keys') =>
  growthPoints(history(points), ['pncp', 'unified'], measure).map((row) => row.values.pncp)

test('hourly passes are one line; a night without any is a gap, not a slope', () => {
  expect(values([point(1, 5), point(2, 6), point(3, 7)])).toEqual([5, 6, 7])
  expect(values([point(1, 5), point(2, 6), point(3, 7), point(12, 9), point(13, 9)])).toEqual([5, 6, 7, null, 9, 9])
})

test('memory that could not be measured is a gap, never zero; so is a namespace that was not there', () => {
  expect(values([point(1, 5), point(2, 6, null)], 'bytes')).toEqual([50, null])
  expect(growthPoints(history([point(1, 5)]), ['unified'], 'keys')[0]?.values).toEqual({ unified: null })
})

test('the sentence is about the namespace that changed most, up or down', () => {
  const points = growthPoints(history([point(1, 500), point(2, 6)]), ['pncp', 'unified'], 'keys')
  expect(biggestChange(points, ['pncp', 'unified'])).toEqual({ namespace: 'pncp', change: -494, since: hour })
  expect(biggestChange(points.slice(0, 1), ['pncp'])).toBeNull()
})
