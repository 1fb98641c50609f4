import { expect, test } from 'vitest'
import { keyspaceAreas } from '../../../renderer/features/providers/keyspace-areas.ts'
import { sampleFamily, sampleStats } from '../../support/page-samples.ts'

test('every family that takes memory has an area of its bytes, the largest first; the others have none', () => {
  const report = sampleStats()
  const areas = keyspaceAreas(report)
  const wanted = report.namespaces.flatMap(({ families }) => families).filter(({ bytes }) => (bytes ?? 0) > 0)
  expect(areas).toHaveLength(wanted.length)
  expect(areas.map(({ bytes }) => bytes)).toEqual(wanted.map(({ bytes }) => bytes ?? 0).sort((a, b) => b - a))
})

test('unmeasured memory is no area, and an unknown family has a texture of its own', () => {
  const [first] = sampleStats().namespaces
  if (!first) throw new Error('the sample has no namespace')
  const families = [sampleFamily('search_v2', 3, null), sampleFamily('other', 1, 7)]
  expect(keyspaceAreas(sampleStats({ namespaces: [{ ...first, families }] }))).toEqual([
    { namespace: first.namespace, family: 'other', bytes: 7, texture: -1 },
  ])
})
