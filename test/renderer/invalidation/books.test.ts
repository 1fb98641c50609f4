import { describe, expect, test } from 'vitest'
import { balances, bookSum, secondsLeft, settledShare } from '../../../renderer/features/invalidation/books.ts'
import { sampleProgress, sampleResult } from './samples.ts'

describe('books of a removal', () => {
  test('balance when the five counts add up to the preview', () => {
    expect(balances(sampleResult())).toBe(true)
    expect(balances(sampleResult({ gone: 5 }))).toBe(false)
    expect(bookSum(sampleResult({ gone: 5 }))).toBe(1_001)
  })

  test('what was not attempted is what remains', () => {
    const { books } = sampleProgress()
    expect(settledShare(books)).toBeCloseTo(0.404)
    expect(secondsLeft(books, 298)).toBe(2)
  })

  test('no rate tells no time, and an empty list is done', () => {
    const { books } = sampleProgress()
    expect(secondsLeft(books, 0)).toBeNull()
    expect(settledShare({ ...books, previewed: 0, notAttempted: 0 })).toBe(1)
  })
})
