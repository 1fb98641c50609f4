import { describe, expect, test } from 'vitest'
import {
  facetCounts,
  historyRows,
  matches,
  noFilter,
  stateOfLane,
  toggled,
} from '../../../renderer/features/fetches/history-rows.ts'
import { runningLane, sampleLane, sampleRun } from './samples.ts'

const runs = [
  sampleRun({ runId: 'a', startedAt: 1, lanes: [sampleLane(), sampleLane({ provider: 'govbr', outcome: 'failed' })] }),
  sampleRun({ runId: 'b', startedAt: 2, endedAt: null, lanes: [runningLane()] }),
]

describe('history', () => {
  test('is a line per lane, newest run first', () => {
    expect(historyRows(runs).map(({ id }) => id)).toEqual(['b pncp', 'a pncp', 'a govbr'])
  })

  test('tells an incomplete lane from one that was kept for another reason', () => {
    expect(stateOfLane(sampleLane({ outcome: 'kept_old', reason: 'incomplete' }))).toBe('incomplete')
    expect(stateOfLane(sampleLane({ outcome: 'kept_old', reason: 'empty' }))).toBe('kept_old')
    expect(stateOfLane(runningLane())).toBe('running')
  })

  test('no filter lets everything through, two facets narrow together', () => {
    const rows = historyRows(runs)
    expect(rows.filter((row) => matches(row, noFilter))).toHaveLength(3)
    const filter = { providers: new Set(['pncp']), states: new Set(['stored'] as const) }
    expect(rows.filter((row) => matches(row, filter)).map(({ id }) => id)).toEqual(['a pncp'])
  })

  test('a facet counts what it would show under the other facet, and stays at zero', () => {
    const filter = { providers: new Set(['govbr']), states: noFilter.states }
    const { byProvider, byState } = facetCounts(historyRows(runs), filter, ['pncp', 'comprasnet', 'govbr'])
    expect([...byProvider]).toEqual([
      ['pncp', 2],
      ['comprasnet', 0],
      ['govbr', 1],
    ])
    expect(byState.get('failed')).toBe(1)
    expect(byState.get('stored')).toBe(0)
  })

  test('toggling twice changes nothing', () => {
    expect([...toggled(toggled(new Set(['x']), 'y'), 'y')]).toEqual(['x'])
  })
})
