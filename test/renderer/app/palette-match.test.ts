import { expect, test } from 'vitest'
import { markMatch, matchScore } from '../../../renderer/app/palette-match.ts'

test('accents and case do not matter', () => {
  expect(matchScore('visao', 'Visão geral', [])).toBe(1)
})

test('both languages find the same entry', () => {
  expect(matchScore('invalidate', 'Invalidar pncp…', ['Invalidate pncp…'])).toBeGreaterThan(0.8)
})

test('a beginning is better than a middle, and letters in order still count', () => {
  const scores = ['inv', 'pncp', 'ncp', 'ivld'].map((typed) => matchScore(typed, 'Invalidar pncp…', []))
  expect(scores).toEqual([...scores].sort((one, two) => two - one))
  expect(scores.every((score) => score > 0)).toBe(true)
  expect(matchScore('xyz', 'Invalidar pncp…', [])).toBe(0)
})

test('a key name is no entry', () => {
  expect(matchScore('pncp:search_v2:544078f2', 'Invalidar pncp…', ['Invalidate pncp…'])).toBe(0)
})

test('the part that was typed is marked in the title as it is written', () => {
  expect(markMatch('sao', 'Visão geral')).toEqual([
    { text: 'Vi', hit: false },
    { text: 'são', hit: true },
    { text: ' geral', hit: false },
  ])
})
