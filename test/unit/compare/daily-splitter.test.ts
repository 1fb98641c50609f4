import { describe, expect, test } from 'vitest'
import { createDailySplitter } from '../../../electron/core/compare/daily-splitter.ts'

function split(text: string, pieceLength = text.length || 1) {
  const splitter = createDailySplitter()
  const items: string[] = []
  for (let at = 0; at < text.length; at += pieceLength) items.push(...splitter.push(text.slice(at, at + pieceLength)))
  return { items: items.map((item) => JSON.parse(item) as unknown), envelope: splitter.envelope() }
}

const items = [
  { external_id: 'a', title: 'fim ] } , " \\ ' },
  { external_id: 'b', nested: { data: [1, [2, 3]] } },
  { external_id: 'ç', empty: [] },
]
const value = { provider: 'pncp', fetch_date: '2026-11-23T06:00:00.1', total_opportunities: 3, data: items }
const python = JSON.stringify(value, null, 1).replaceAll('\n', ' ')

describe('a daily fetch in pieces', () => {
  test.each([1, 2, 3, 7, 64, 10_000])('of %i characters gives the same items', (pieceLength) => {
    const { items: found, envelope } = split(python, pieceLength)
    expect(found).toEqual(items)
    expect(JSON.parse(envelope ?? '')).toEqual({ ...value, data: [] })
  })

  test('members behind the items count too, whatever their order', () => {
    const text = JSON.stringify({ data: items, provider: 'pncp', note: '"data":[1]' })
    expect(split(text, 5).items).toEqual(items)
    expect(JSON.parse(split(text, 5).envelope ?? '')).toEqual({ data: [], provider: 'pncp', note: '"data":[1]' })
  })

  test('an empty list has no item', () => {
    expect(split('{"provider": "pncp", "data": [ ]}')).toMatchObject({
      items: [],
      envelope: '{"provider": "pncp", "data": []}',
    })
  })

  test.each([
    '',
    '[]',
    '[{"external_id": "a"}]',
    '{"provider": "pncp"}',
    '{"a": {"data": [1]}}',
    '{"a": "data", "b": [1]}',
    python.slice(0, -1),
    python.slice(0, -40),
    `"${'x'.repeat(100_000)}"`,
  ])('what is none has no envelope', (text) => {
    expect(split(text, 1_000).envelope).toBeNull()
  })
})
