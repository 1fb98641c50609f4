import { describe, expect, test } from 'vitest'
import { cellSize, pageCells, pagesRead, pagesRepeated } from '../../../renderer/features/fetches/page-cells.ts'

describe('page cells', () => {
  test('one cell per page, queued ones up to the announced total', () => {
    expect(pageCells('drfa', 6)).toEqual(['done', 'repeated', 'failed', 'asking', 'queued', 'queued'])
  })

  test('an unknown total adds no cells, and a total that was too low removes none', () => {
    expect(pageCells('dd', null)).toEqual(['done', 'done'])
    expect(pageCells('ddd', 2)).toHaveLength(3)
  })

  test('failed and asked pages are not read ones', () => {
    expect(pagesRead('ddrfa')).toBe(3)
    expect(pagesRepeated('ddrfa')).toBe(1)
  })

  test('the size follows the count', () => {
    expect([40, 41, 400, 401].map(cellSize)).toEqual([24, 12, 12, 6])
  })
})
