import { expect, test } from 'vitest'
import { createLiveTally } from '../../../electron/core/live/live-tally.ts'
import { createSeenNames } from '../../../electron/core/live/seen-names.ts'

const bytes = (text: string) => new TextEncoder().encode(text)
const tallied = (tally: ReturnType<typeof createLiveTally>) =>
  tally.counts().map(({ namespace, family, keys }) => [namespace, family, keys])

test('a name is counted once however often the walk brings it, and told apart from 200,000 others', () => {
  const seen = createSeenNames(7)
  let fresh = 0
  for (let n = 0; n < 200_000; n++) if (seen.add(bytes(`pncp:search_v2:${n}`))) fresh++
  expect(fresh).toBe(200_000)
  expect(seen.size()).toBe(200_000)
  for (let n = 0; n < 200_000; n += 1_000) {
    expect(seen.add(bytes(`pncp:search_v2:${n}`))).toBe(false)
    expect(seen.has(bytes(`pncp:search_v2:${n}x`))).toBe(false)
  }
})

test('whatever the walk saw of a key with events, its last event decides', () => {
  const tally = createLiveTally(['pncp'], 1)
  const key = (name: string) => bytes(`pncp:search_v2:${name}`)
  tally.onNames([key('stays'), key('stays'), key('goes'), key('comes-back')])
  tally.onEvent('del', key('goes'))
  tally.onEvent('expired', key('comes-back'))
  tally.onEvent('new', key('comes-back'))
  tally.onEvent('new', key('seen-later'))
  tally.onEvent('new', key('not-seen'))
  tally.onEvent('new', key('short'))
  tally.onEvent('evicted', key('short'))
  tally.onEvent('rename_to', key('replaced'))
  tally.onNames([key('seen-later'), key('replaced')])
  tally.onEvent('del', bytes('gone-before-the-walk-came'))
  tally.finish()
  expect(tallied(tally)).toEqual([['pncp', 'search_v2', 5]])
  expect(tally.keys()).toBe(5)
})

test('after the walk each event counts by itself, in the family of its key', () => {
  const tally = createLiveTally(['pncp'], 1)
  tally.onNames([bytes('pncp:search_v2:a'), bytes('foreign')])
  tally.finish()
  tally.onEvent('new', bytes('pncp:embeddings:b'))
  tally.onEvent('rename_from', bytes('foreign'))
  tally.onEvent('restore', bytes('pncp:embeddings:b'))
  expect(tallied(tally)).toEqual([
    ['pncp', 'search_v2', 1],
    [null, 'other', 0],
    ['pncp', 'embeddings', 1],
  ])
  expect(tally.keys()).toBe(2)
})

test('any order of walk and events gives what stands at the end', () => {
  // Every key: whether it stood at first, and what happened to it; the walk comes between any two steps.
  const histories = [
    { before: true, events: ['del', 'new'] },
    { before: true, events: ['expired'] },
    { before: false, events: ['new', 'evicted', 'new'] },
    { before: false, events: ['new'] },
    { before: true, events: [] },
    { before: false, events: [] },
  ] as const
  for (let moment = 0; moment <= 3; moment++) {
    const tally = createLiveTally(['pncp'], moment)
    let standing = 0
    histories.forEach(({ before, events }, id) => {
      const key = bytes(`pncp:search_v2:${id}`)
      let stands: boolean = before
      for (const [step, event] of [...events, null].entries()) {
        if (step === Math.min(moment, events.length) && stands) tally.onNames([key])
        if (event === null) break
        tally.onEvent(event, key)
        stands = event === 'new'
      }
      if (stands) standing++
    })
    tally.finish()
    expect(tally.keys()).toBe(standing)
  }
})
