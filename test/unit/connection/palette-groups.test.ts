import { KeyRound } from 'lucide-react'
import { expect, test } from 'vitest'
import type { PaletteEntry, PaletteGroup } from '../../../renderer/app/palette-entry.ts'
import { isAddress, paletteQuestion, paletteSections } from '../../../renderer/app/palette-groups.ts'

const entry = (id: string, group: PaletteGroup, title = id): PaletteEntry => ({
  id,
  group,
  title,
  icon: KeyRound,
  consequence: '',
  choose: () => undefined,
})
const idsOf = (sections: ReturnType<typeof paletteSections>['sections']) =>
  sections.map(({ group, rows }) => [group, ...rows.map(({ id }) => id)])

test('a sign narrows to one group; an address is none of them', () => {
  expect(paletteQuestion('>inv')).toEqual({ scope: 'actions', text: 'inv' })
  expect(paletteQuestion(':pncp')).toEqual({ scope: 'keys', text: 'pncp' })
  expect(paletteQuestion('#22')).toEqual({ scope: 'runs', text: '22' })
  expect(paletteQuestion('#/keys?q=a')).toEqual({ scope: null, text: '#/keys?q=a' })
  expect(isAddress('#/keys')).toBe(true)
})

test('while nothing is typed the recent lead, and long lists wait to be asked for', () => {
  const entries = [entry('a', 'actions'), entry('s', 'screens'), entry('r', 'runs'), entry('k', 'keys')]
  expect(idsOf(paletteSections(entries, new Map(), ['s'], paletteQuestion('')).sections)).toEqual([
    ['recent', 's'],
    ['actions', 'a'],
  ])
  expect(idsOf(paletteSections(entries, new Map(), [], paletteQuestion(':')).sections)).toEqual([['keys', 'k']])
})

test('both languages are matched, the best first, and of five thousand some dozens are drawn', () => {
  const entries = Array.from({ length: 5_000 }, (_, at) => entry(`run ${at}`, 'runs', `Coleta do dia ${at}`))
  const foreign = new Map([['run 77', 'Invalidate seventy-seven']])
  const { sections, count } = paletteSections(entries, foreign, [], paletteQuestion('coleta'))
  expect(count).toBe(5_000)
  expect(sections[0]?.rows).toHaveLength(30)
  expect(idsOf(paletteSections(entries, foreign, [], paletteQuestion('invalidate')).sections)).toEqual([
    ['runs', 'run 77'],
  ])
})
