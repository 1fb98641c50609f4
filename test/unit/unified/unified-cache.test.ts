import { describe, expect, test } from 'vitest'
import { createUnifiedCache } from '../../../electron/core/unified/unified-cache.ts'
import { searchFilters } from '../../../shared/keys/params-hash.ts'
import { sameProcurements } from '../../../shared/opportunity/same-procurement.ts'
import { cacheZone } from '../../../shared/time/cache-day.ts'
import { opportunity } from '../../support/opportunity-sample.ts'
import { memoryPayloads } from './fakes.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
/** 2026-09-22T06:00:12.345 in São Paulo. */
const clock = () => Date.UTC(2026, 8, 22, 9, 0, 12, 345)

function open() {
  const { payloads, values } = memoryPayloads()
  const warnings: string[] = []
  const system = { clock, log: { ...log, warn: (message: string) => warnings.push(message) } }
  return { cache: createUnifiedCache({ payloads, system, zone: cacheZone }), values, warnings }
}

describe('a combined search', () => {
  test('is read back as it was written, under the key and lifetime of the table', async () => {
    const { cache, values } = open()
    const filters = searchFilters({ keywords: 'licitação' })
    const items = [opportunity('a', { estimated_value: 75_480 }), opportunity('b')]
    expect(await cache.writeCombined(filters, new Map([['pncp', items]]))).toBe('unified:search_combined:85758f4c')
    expect(values.get('unified:search_combined:85758f4c')?.ttlSeconds).toBe(86_400)
    const stored = await cache.readCombined(filters)
    expect(stored?.cachedAt).toBe('2026-09-22T06:00:12.345000')
    expect(stored?.data).toEqual(new Map([['pncp', { items, invalid: 0 }]]))
  })

  test('of other filters under the same hash is not taken for ours', async () => {
    const { cache, values } = open()
    await cache.writeCombined(searchFilters({ keywords: 'ponte' }), new Map())
    const [stored] = [...values.values()]
    if (!stored) throw new Error('nothing was written')
    values.set('unified:search_combined:85758f4c', stored)
    expect(await cache.readCombined(searchFilters({ keywords: 'licitação' }))).toBeNull()
  })

  test('larger than 1,048,576 characters goes under :gz, and back when it shrinks', async () => {
    const { cache, values } = open()
    const filters = searchFilters()
    const large = [opportunity('a', { description: 'ç'.repeat(180_000) })]
    expect(await cache.writeCombined(filters, new Map([['pncp', large]]))).toBe('unified:search_combined:a23b8f70:gz')
    expect(await cache.writeCombined(filters, new Map([['pncp', []]]))).toBe('unified:search_combined:a23b8f70')
    expect([...values.keys()]).toEqual(['unified:search_combined:a23b8f70'])
  })

  test('keeps what can be read of it when one item is the text of an object', async () => {
    const { cache, values } = open()
    const filters = searchFilters()
    await cache.writeCombined(filters, new Map([['pncp', [opportunity('a')]]]))
    const [key, stored] = [...values][0] ?? []
    if (!key || !stored) throw new Error('nothing was written')
    values.set(key, {
      ...stored,
      text: stored.text.replace('"data":{"pncp":[', '"data":{"pncp":["OpportunityData(external_id=1)",'),
    })
    expect((await cache.readCombined(filters))?.data.get('pncp')).toEqual({ items: [opportunity('a')], invalid: 1 })
  })

  test.each(['', 'not json', '[]', '{"filters": 1}', '\u0080\u0002'])(
    'unreadable as %j counts as missing, and is told',
    async (text) => {
      const { cache, values, warnings } = open()
      values.set('unified:search_combined:a23b8f70', { text, ttlSeconds: 1 })
      expect(await cache.readCombined(searchFilters())).toBeNull()
      expect(warnings).toHaveLength(1)
    },
  )
})

test('a provider search is a bare list under search_v2, as json.dumps writes it', async () => {
  const { cache, values } = open()
  const filters = searchFilters({ publication_date_from: '2026-09-15', publication_date_to: '2026-09-22' })
  expect(await cache.writeSearch('govbr', filters, [opportunity('1', { estimated_value: 2 })])).toBe(
    'govbr:search_v2:5937390c',
  )
  const stored = values.get('govbr:search_v2:5937390c')
  expect(stored?.ttlSeconds).toBe(86_400)
  expect(stored?.text).toMatch(
    /^\[\{"external_id": "1", "title": "Aquisi\\u00e7\\u00e3o 1", .*"estimated_value": 2\.0, /,
  )
  expect(await cache.readSearch('govbr', filters)).toEqual({
    items: [opportunity('1', { estimated_value: 2 })],
    invalid: 0,
    ttlMs: 86_400_000,
  })
  expect(await cache.readSearch('pncp', filters)).toBeNull()
})

test('a duplicate is stored under the hash of its control number, each member once', async () => {
  const { cache, values } = open()
  const control = '00394429000100-1-002331/2026'
  const id = '12006005000392026'
  const groups = sameProcurements([
    { provider: 'comprasnet', opportunity: opportunity(id, { provider_specific_data: { modulo: 'legado' } }) },
    {
      provider: 'comprasnet',
      opportunity: opportunity(id, { provider_specific_data: { numeroControlePNCP: control } }),
    },
    { provider: 'pncp', opportunity: opportunity(control) },
  ])
  // md5(control)[:8] as CPython computes it.
  expect(await cache.saveDuplicates(groups)).toEqual(['unified:deduplication:d357d92d'])
  expect(JSON.parse(values.get('unified:deduplication:d357d92d')?.text ?? '')).toEqual({
    canonical: control,
    members: [
      { provider: 'pncp', external_id: control },
      { provider: 'comprasnet', external_id: id },
    ],
    cached_at: '2026-09-22T06:00:12.345000',
  })
})

describe('synonyms', () => {
  test('stand under the raw term, accents, blanks and colons kept', async () => {
    const { cache, values } = open()
    await cache.saveSynonyms('merenda: escolação*', ['alimentação escolar'])
    expect([...values]).toEqual([
      [
        'unified:synonyms:merenda: escolação*',
        {
          text: '{"term": "merenda: escola\\u00e7\\u00e3o*", "synonyms": ["alimenta\\u00e7\\u00e3o escolar"], "cached_at": "2026-09-22T06:00:12.345000"}',
          ttlSeconds: 86_400,
        },
      ],
    ])
  })

  test('need a term', async () => {
    await expect(open().cache.saveSynonyms('', [])).rejects.toMatchObject({ code: 'bad_input' })
  })
})
