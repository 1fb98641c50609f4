import { describe, expect, test } from 'vitest'
import {
  sameTarget,
  targetOf,
  toggleFamily,
  wholeNamespace,
} from '../../../renderer/features/invalidation/selection.ts'

describe('choice of what goes', () => {
  test('no family marked is no target, never the whole namespace', () => {
    expect(targetOf('pncp', { scope: 'families', families: [] })).toBeNull()
    expect(targetOf('pncp', wholeNamespace)).toEqual({ scope: 'whole', namespace: 'pncp' })
  })

  test('families that the namespace does not have are left out', () => {
    expect(targetOf('pncp', { scope: 'families', families: ['synonyms'] })).toBeNull()
    expect(targetOf('unified', { scope: 'families', families: ['synonyms'] })).toEqual({
      scope: 'families',
      namespace: 'unified',
      families: ['synonyms'],
    })
  })

  test('marking in another order is the same target', () => {
    const one = toggleFamily(toggleFamily(wholeNamespace, 'embeddings'), 'search_v2')
    const other = toggleFamily(toggleFamily(wholeNamespace, 'search_v2'), 'embeddings')
    const [a, b] = [targetOf('pncp', one), targetOf('pncp', other)]
    expect(a && b && sameTarget(a, b)).toBe(true)
    expect(toggleFamily(one, 'embeddings')).toEqual({ scope: 'families', families: ['search_v2'] })
  })

  test('the whole namespace is not the same as all its families: unregistered keys stay with the latter', () => {
    const families = { scope: 'families', families: ['search_v2', 'daily_fetch', 'embeddings'] } as const
    const [whole, all] = [targetOf('pncp', wholeNamespace), targetOf('pncp', families)]
    expect(whole && all && sameTarget(whole, all)).toBe(false)
  })
})
