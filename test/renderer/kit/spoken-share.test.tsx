import { act, cleanup, render, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { createWords, WordsContext } from '../../../renderer/i18n/words.ts'
import { SpokenShare } from '../../../renderer/ui/SpokenShare.tsx'

const words = createWords('en', 'sao-paulo')
const at = (share: number) => (
  <WordsContext value={words}>
    <SpokenShare share={share} />
  </WordsContext>
)

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  cleanup()
  vi.useRealTimers()
})

/** Lets `seconds` pass with the share each of them brings. @returns when something new was said, and what */
async function heard(seconds: number, shareAt: (second: number) => number): Promise<[second: number, words: string][]> {
  const { rerender } = render(at(shareAt(0)))
  const news: [number, string][] = [[0, screen.getByRole('status').textContent]]
  for (let second = 1; second <= seconds; second++) {
    await act(() => vi.advanceTimersByTimeAsync(1_000))
    rerender(at(shareAt(second)))
    const said = screen.getByRole('status').textContent
    if (said !== news.at(-1)?.[1]) news.push([second, said])
  }
  return news
}

test('U3: progress is said every ten per cent', async () => {
  const news = await heard(100, (second) => second / 100)
  expect(news.map(([, said]) => Number.parseInt(said, 10))).toEqual([0, 10, 20, 30, 40, 50, 60, 70, 80, 90, 100])
})

test('U3: where it is fast, not within five seconds of the last word', async () => {
  const news = await heard(20, (second) => Math.min(1, second / 10))
  const gaps = news.slice(1).map(([second], at) => second - (news[at]?.[0] ?? 0))
  expect(Math.min(...gaps)).toBeGreaterThanOrEqual(5)
  expect(news.at(-1)?.[1]).toMatch(/^100/)
})

test('U3: where it is slow, after half a minute', async () => {
  const news = await heard(100, (second) => second / 2_000)
  expect(news.map(([second]) => second)).toEqual([0, 30, 60, 90])
})
