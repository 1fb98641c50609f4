import { describe, expect, test } from 'vitest'
import { serverTrends, type TrendSample } from '../../../renderer/features/overview/server-trends.ts'
import { runsOf } from '../../../renderer/ui/Sparkline.tsx'
import { sampleServer as facts } from '../../support/page-samples.ts'

const minute = 60_000
const sample = (at: number, change: Partial<TrendSample> = {}): TrendSample => ({
  at: at * minute,
  runId: 'r1',
  usedMemoryBytes: 1_000 + at,
  hits: 10 * at,
  misses: 10 * at,
  connectedClients: 3,
  opsPerSecond: at,
  ...change,
})

describe('the lines beside the figures', () => {
  test('rates stand between two samples; what stands now is the last point', () => {
    const now = { ...facts, at: 3 * minute, runId: 'r1', hits: 50, misses: 20, usedMemoryBytes: 7 }
    const { memory, hits, commands } = serverTrends([sample(1), sample(2)], now)
    expect(memory.map(({ value }) => value)).toEqual([1_001, 1_002, 7])
    expect(hits.map(({ value }) => value)).toEqual([null, 0.5, 1])
    expect(commands[0]).toEqual({ at: minute, value: 1 })
  })

  test('a restarted server, a long silence and an hour without a lookup make gaps, never a slope', () => {
    const samples = [
      sample(1),
      sample(2, { runId: 'r2', hits: 0, misses: 0 }),
      sample(3, { runId: 'r2', hits: 0, misses: 0 }),
      sample(30, { runId: 'r2', hits: 9, misses: 1 }),
    ]
    const { memory, hits } = serverTrends(samples, null)
    expect(hits.every(({ value }) => value === null)).toBe(true)
    expect(runsOf(memory, 3 * minute).map((run) => run.map(({ value }) => value))).toEqual([
      [1_001],
      [1_002, 1_003],
      [1_030],
    ])
  })

  test('what is older than the hour is left out', () => {
    const { clients } = serverTrends([sample(1), sample(100)], { ...facts, at: 120 * minute, runId: 'r1' })
    expect(clients).toHaveLength(2)
  })
})
