import { describe, expect, test } from 'vitest'
import { readItems, readStored } from '../../../shared/keys/stored-payload.ts'

/** As the Python peer stores one: dates with a blank. */
const stored = {
  external_id: '12006005900012026',
  title: 'Manutenção de elevadores',
  description: 'Pregão eletrônico',
  estimated_value: 75480.5,
  currency_code: 'BRL',
  country_code: 'BR',
  region_code: 'SP',
  municipality: null,
  publication_date: '2026-09-15 04:00:06',
  submission_deadline: '2026-09-28 09:00:00.000250',
  procuring_entity_id: '00394429000100',
  procuring_entity_name: 'COMANDO DA AERONÁUTICA',
  provider_specific_data: { uasg: '120060', anoCompra: 2026 },
}

describe('items', () => {
  test('are read as stored', () => {
    expect(readItems([stored])).toEqual({ items: [stored], invalid: 0 })
  })

  test.each([
    '2026-09-15',
    '2026-09-15T04:00:06',
    '2026-09-15 04:00:06',
    '2026-09-15T04:00:06.123456',
    '2026-09-15T04:00',
  ])('may be dated %s', (date) => {
    expect(readItems([{ ...stored, publication_date: date }]).items[0]?.publication_date).toBe(date)
  })

  test('with fields left out take null for unknown, never zero', () => {
    expect(readItems([{ external_id: 'x', title: 't' }]).items).toEqual([
      {
        external_id: 'x',
        title: 't',
        description: null,
        estimated_value: null,
        currency_code: 'BRL',
        country_code: 'BR',
        region_code: null,
        municipality: null,
        publication_date: null,
        submission_deadline: null,
        procuring_entity_id: null,
        procuring_entity_name: null,
        provider_specific_data: null,
      },
    ])
  })

  test('with a Decimal as text are read as numbers', () => {
    expect(readItems([{ ...stored, estimated_value: '331204.4200' }]).items[0]?.estimated_value).toBe(331204.42)
  })

  test.each([
    ['the text of an object', "OpportunityData(external_id='x')"],
    ['null', null],
    ['no id', { ...stored, external_id: undefined }],
    ['an empty id', { ...stored, external_id: '' }],
    ['a title that is a number', { ...stored, title: 1 }],
    ['a value that is words', { ...stored, estimated_value: 'sigiloso' }],
    ['a date that is none', { ...stored, publication_date: '15/09/2026' }],
  ])('that are %s are counted and do not cost the others', (_what, item) => {
    expect(readItems([stored, item, stored])).toEqual({ items: [stored, stored], invalid: 1 })
  })

  test('cannot pollute a prototype', () => {
    const item = JSON.parse(
      '{"external_id": "x", "title": "t", "provider_specific_data": {"__proto__": {"polluted": 1}}, "__proto__": {"polluted": 1}}',
    ) as unknown
    const [read] = readItems([item]).items
    expect((read as Record<string, unknown> | undefined)?.polluted).toBeUndefined()
    expect(({} as Record<string, unknown>).polluted).toBeUndefined()
  })
})

describe('values', () => {
  test('of every family are read', () => {
    const at = '2026-09-22T06:00:12'
    expect(readStored('search_v2', '[1, "x"]')).toEqual([1, 'x'])
    expect(
      readStored('daily_fetch', `{"provider": "pncp", "fetch_date": "${at}", "total_opportunities": 1, "data": [{}]}`)
        ?.total_opportunities,
    ).toBe(1)
    expect(
      readStored(
        'embeddings',
        `{"embedding": [0.5], "text_hash": "a", "text_preview": "b", "model_name": "c", "cached_at": "${at}", "dimensions": 1}`,
      )?.dimensions,
    ).toBe(1)
    expect(
      readStored(
        'deduplication',
        `{"canonical": "x", "members": [{"provider": "pncp", "external_id": "x"}], "cached_at": "${at}"}`,
      )?.canonical,
    ).toBe('x')
    expect(readStored('synonyms', `{"term": "t", "synonyms": ["s"], "cached_at": "${at}"}`)?.synonyms).toEqual(['s'])
    expect(
      readStored(
        'search_combined',
        `{"filters": {}, "providers": [], "total_results": 0, "data": {"pncp": []}, "cached_at": "${at}", "ttl_hours": 24}`,
      )?.data,
    ).toEqual({ pncp: [] })
  })

  test("Python's NaN does not cost the list", () => {
    const list = readStored(
      'search_v2',
      `[{"external_id": "a", "title": "t", "estimated_value": NaN}, ${JSON.stringify(stored)}]`,
    )
    expect(readItems(list ?? [])).toEqual({ items: [stored], invalid: 1 })
  })

  test.each(['', 'x', '{}', 'null', '{"data": []}', '\u0080\u0003}q', '['.repeat(100_000)])(
    '%j is no list and no daily fetch',
    (text) => {
      expect(readStored('search_v2', text)).toBeNull()
      expect(readStored('daily_fetch', text)).toBeNull()
    },
  )
})
