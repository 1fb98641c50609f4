import { expect, test } from 'vitest'
import { dayLooks, dayRows } from '../../../renderer/features/providers/day-rows.ts'
import { probe, sampleFreshness } from './samples.ts'

test('days come newest first, whatever order they were answered in, and no more than asked for', () => {
  const report = sampleFreshness([probe(2), probe(0), probe(1)])
  const rows = dayRows(report, 'pncp', 2)
  expect(rows.map(({ probe: { day } }) => day)).toEqual(['2026-11-23', '2026-11-22'])
  expect(rows.map(({ today }) => today)).toEqual([true, false])
})

test('a value of 0 items is neither a full one nor an absent one', () => {
  const report = sampleFreshness([
    probe(0, { state: 'present', items: 240 }),
    probe(1, { state: 'present', items: 0 }),
    probe(2),
    probe(3, { state: 'unreadable' }),
    probe(4, { state: 'no_permission' }),
  ])
  const states = dayRows(report, 'pncp', 7).map(({ state }) => state)
  expect(states).toEqual(['present', 'zero', 'absent', 'unreadable', 'no_permission'])
  expect(new Set(states.map((state) => dayLooks[state].shape)).size).toBe(5)
})

test('a provider the report does not know has no days', () => {
  expect(dayRows(sampleFreshness([probe(0)]), 'govbr', 7)).toEqual([])
})
