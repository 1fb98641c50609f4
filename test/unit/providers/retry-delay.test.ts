import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { backoffMs, RetryBudget, retryAfterMs } from '../../../electron/providers/http/retry-delay.ts'

const limits = { minMs: 500, maxMs: 30_000 }

describe('B28, R45: waits between attempts', () => {
  test('stay within half a second and half a minute, whatever the dice say', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), fc.double({ min: 0, max: 1, noNaN: true }), (attempt, random) => {
        const wait = backoffMs(attempt, random, limits)
        expect(wait).toBeGreaterThanOrEqual(500)
        expect(wait).toBeLessThanOrEqual(30_000)
      }),
    )
  })

  test('spread over the whole range, which grows with every attempt', () => {
    expect(backoffMs(1, 0, limits)).toBe(500)
    expect([1, 2, 3, 4, 5].map((attempt) => backoffMs(attempt, 1, limits))).toEqual([
      2_000, 4_000, 8_000, 16_000, 30_000,
    ])
  })
})

describe('B29: Retry-After', () => {
  const now = Date.UTC(2026, 8, 22, 12)
  test.each([
    ['7', 7_000],
    ['0', 0],
    ['86400', 86_400_000],
    ['Tue, 22 Sep 2026 12:00:30 GMT', 30_000],
    ['Tue, 22 Sep 2026 11:00:00 GMT', 0],
    ['-1', null],
    ['abc', null],
    ['1.5', null],
    ['', null],
    [null, null],
  ])('%j means %j ms', (header, expected) => {
    expect(retryAfterMs(header, now)).toBe(expected)
  })
})

describe('R45: the budget of retries', () => {
  test('is ten and a fifth of the first attempts', () => {
    const budget = new RetryBudget()
    for (let n = 0; n < 100; n++) budget.countFirst()
    let taken = 0
    while (budget.take()) taken++
    expect(taken).toBe(30)
  })
})
