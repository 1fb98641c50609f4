import { expect, test } from 'vitest'
import { namespaceBars, textureLegend } from '../../../renderer/features/overview/namespace-bars.ts'
import { ttlBars } from '../../../renderer/features/overview/ttl-bars.ts'
import { unfinishedOf } from '../../../renderer/features/overview/unfinished.ts'
import { sampleFamily, sampleLane, sampleRun, sampleStats } from '../../support/page-samples.ts'

test('bars stand biggest first, keys outside every namespace last, and their parts add up', () => {
  const bars = namespaceBars(sampleStats(), 'keys')
  expect(bars.map(({ namespace, total }) => [namespace, total])).toEqual([
    ['pncp', 1_001],
    ['unified', 300],
    ['govbr', 40],
    [null, 6],
  ])
  for (const { parts, total } of bars) expect(parts.reduce((sum, { value }) => sum + value, 0)).toBe(total)
})

test('a namespace’s unregistered keys are part of its bar, in a texture of their own', () => {
  const report = sampleStats({
    namespaces: [
      {
        namespace: 'pncp',
        keys: 7,
        bytes: 70,
        families: [sampleFamily('search_v2', 4, 40), sampleFamily('other', 3, 30)],
      },
    ],
  })
  expect(namespaceBars(report, 'bytes')[0]?.parts).toEqual([
    { family: 'search_v2', texture: 0, value: 40 },
    { family: 'other', texture: -1, value: 30 },
  ])
})

test('the legend names every family once, by its texture', () => {
  expect(textureLegend(['pncp', 'govbr', 'unified'])).toEqual([
    ['search_v2', 'search_combined'],
    ['daily_fetch', 'deduplication'],
    ['embeddings', 'synonyms'],
  ])
})

test('the TTL histogram counts every key once, those without a TTL apart', () => {
  const report = sampleStats()
  const { bars, soon, noTtl } = ttlBars(report)
  expect(bars.map(({ hours }) => hours)).toEqual(['<1', '1–3', '3–6', '6–12', '12–18', '18–24', '>24', null])
  expect(bars.reduce((sum, { keys }) => sum + keys, 0)).toBe(report.keys)
  expect([soon, noTtl]).toEqual([12, 3])
})

test('a failure that a later run made good is not unfinished', () => {
  const failed = sampleLane('pncp', { outcome: 'failed' })
  const recent = [
    sampleRun('2026-11-23', [sampleLane('pncp'), sampleLane('govbr', { outcome: 'kept_old', reason: 'shrunk' })]),
    sampleRun('2026-11-22', [failed]),
  ]
  expect(
    unfinishedOf({ left: [], fetches: [], invalidation: null, undo: null, recent, connection: 'homolog' }).map((row) =>
      row.kind === 'lane' ? row.lane.provider : row.kind,
    ),
  ).toEqual(['govbr'])
})
