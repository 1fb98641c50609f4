import { spawnSync } from 'node:child_process'
import { expect, test } from 'vitest'
import { dailyFetchHead, dailyFetchItem, dailyFetchTail } from '../../../shared/keys/daily-fetch-text.ts'
import { readItems, readStored } from '../../../shared/keys/stored-payload.ts'
import { localIsoText } from '../../../shared/time/cache-day.ts'
import { opportunity } from '../../support/opportunity-sample.ts'

const items = [
  opportunity('00394429000100-1-002331/2026', {
    title: 'Insumos "hidráulica" 😀\t\u007f',
    estimated_value: 75_480,
    publication_date: '2026-09-15 04:00:06',
    provider_specific_data: {
      anoCompra: 2026,
      uasg: '010001',
      taxa: 1e-7,
      lista: [],
      vazio: {},
      nada: null,
      sim: true,
    },
  }),
  opportunity('b', { estimated_value: 0.1 }),
]

function textOf(list: typeof items, fetchDate: string): string {
  const body = list.map((item, index) => dailyFetchItem(item, index === 0)).join('')
  return dailyFetchHead({ provider: 'pncp', fetchDate, total: list.length }) + body + dailyFetchTail()
}

test('head, items and tail make one value, with the separators of json.dumps, in ASCII', () => {
  const text = textOf(items, localIsoText(Date.UTC(2026, 8, 22, 9, 0, 12, 345)))
  expect(
    text.startsWith(
      '{"provider": "pncp", "fetch_date": "2026-09-22T06:00:12.345000", "total_opportunities": 2, "data": [{"external_id": ',
    ),
  ).toBe(true)
  expect(text).toMatch(/^[\x20-\x7e]*$/)
  expect(text).toContain('"estimated_value": 75480.0, ')
  const value = readStored('daily_fetch', text)
  expect(value?.total_opportunities).toBe(2)
  expect(readItems(value?.data ?? [])).toEqual({ items, invalid: 0 })
})

test('a day without results is a value too', () => {
  expect(textOf([], localIsoText(Date.UTC(2026, 8, 22, 9)))).toBe(
    '{"provider": "pncp", "fetch_date": "2026-09-22T06:00:00", "total_opportunities": 0, "data": []}',
  )
})

const hasPython = spawnSync('python3', ['--version']).status === 0

test.skipIf(!hasPython)(
  'is what Python writes of what it reads, byte for byte (not run where python3 is absent)',
  () => {
    const input = textOf(items, '2026-09-22T06:00:12.345000')
    const { stdout } = spawnSync(
      'python3',
      ['-c', 'import json, sys; sys.stdout.write(json.dumps(json.load(sys.stdin)))'],
      { input, encoding: 'utf8' },
    )
    expect(stdout).toBe(input)
  },
)
