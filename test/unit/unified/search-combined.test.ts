import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/app-error.ts'
import type { OpenProvider } from '../../../electron/core/ports/provider.ts'
import { searchCombined } from '../../../electron/core/unified/search-combined.ts'
import { createUnifiedCache } from '../../../electron/core/unified/unified-cache.ts'
import { type SearchFilters, searchFilters } from '../../../shared/keys/params-hash.ts'
import { pyFloat } from '../../../shared/keys/python-number.ts'
import { cacheZone } from '../../../shared/time/cache-day.ts'
import { opportunity } from '../../support/opportunity-sample.ts'
import { memoryPayloads, pagedProvider } from './fakes.ts'

const log = { info: () => undefined, warn: () => undefined, error: () => undefined }
const system = { clock: () => Date.UTC(2026, 8, 22, 9), log }
const control = '00394429000100-1-002331/2026'
const purchase = '12006005000392026'

function setUp(open: Record<string, OpenProvider>, options: { readonly readOnly?: boolean } = {}) {
  const { payloads, values } = memoryPayloads(options)
  const cache = createUnifiedCache({ payloads, system, zone: cacheZone })
  const openProvider = async (id: string) => {
    const provider = open[id]
    if (!provider) throw new AppError('provider_key_missing', `${id} needs a key`)
    return provider
  }
  const search = (
    filters: Partial<SearchFilters> = {},
    signal: AbortSignal = new AbortController().signal,
    { refresh = false, providers = Object.keys(open) } = {},
  ) => searchCombined({ cache, system, openProvider }, { filters, providers, refresh, signal })
  return { cache, values, search }
}

const numbered = (prefix: string, count: number) =>
  Array.from({ length: count }, (_, index) => opportunity(`${prefix}${index}`))

test('asks every provider, stores each answer, the whole, and the duplicates', async () => {
  const pncp = pagedProvider([[opportunity(control)]])
  const comprasnet = pagedProvider([
    [opportunity(purchase, { provider_specific_data: { numeroControlePNCP: control } })],
    [opportunity('x')],
  ])
  const { values, search } = setUp({ pncp: pncp.open, comprasnet: comprasnet.open })
  const outcome = await search()
  expect(outcome.key).toBe('unified:search_combined:a23b8f70')
  expect(outcome.answers.map(({ provider, from, opportunities }) => [provider, from, opportunities.length])).toEqual([
    ['pncp', 'provider', 1],
    ['comprasnet', 'provider', 2],
  ])
  expect(outcome.groups.map((group) => group.canonical)).toEqual([control])
  expect([...values.keys()].sort()).toEqual([
    'comprasnet:search_v2:a23b8f70',
    'pncp:search_v2:a23b8f70',
    'unified:deduplication:d357d92d',
    'unified:search_combined:a23b8f70',
  ])
  const stored = JSON.parse(values.get('unified:search_combined:a23b8f70')?.text ?? '') as Record<string, unknown>
  expect(stored).toMatchObject({ providers: ['pncp', 'comprasnet'], total_results: 3, ttl_hours: 24 })
})

test('the second time nobody is asked', async () => {
  const pncp = pagedProvider([[opportunity('a')]])
  const { search } = setUp({ pncp: pncp.open })
  const first = await search()
  const second = await search()
  expect(pncp.seen.asked).toBe(1)
  expect(second.answers).toEqual(first.answers.map((answer) => ({ ...answer, from: 'combined', ageSeconds: 0 })))
})

test('what was stored has the age that its lifetime tells; a longer one, or none, tells nothing', async () => {
  const pncp = pagedProvider([[opportunity('a')]])
  const { values, search } = setUp({ pncp: pncp.open })
  await search()
  const ageAt = async (ttlSeconds: number) => {
    for (const [key, stored] of values) values.set(key, { ...stored, ttlSeconds })
    return (await search()).answers[0]?.ageSeconds
  }
  expect([await ageAt(86_400 - 3_600), await ageAt(90_000)]).toEqual([3_600, null])
  values.delete('unified:search_combined:a23b8f70')
  expect(await ageAt(86_400 - 60)).toBe(60)
})

test('says after each page of a provider how far it is', async () => {
  const pncp = pagedProvider([numbered('a', 3), numbered('b', 2)])
  const { cache } = setUp({})
  const told: unknown[] = []
  await searchCombined(
    { cache, system, openProvider: async () => pncp.open },
    {
      filters: {},
      providers: ['pncp'],
      refresh: false,
      signal: new AbortController().signal,
      onProgress: (progress) => told.push(progress),
    },
  )
  expect(told).toEqual([
    { provider: 'pncp', pages: 1, found: 3 },
    { provider: 'pncp', pages: 2, found: 5 },
  ])
})

test('a stored combined search that lacks a provider is not enough', async () => {
  const pncp = pagedProvider([[opportunity('a')]])
  const govbr = pagedProvider([[opportunity('b')]])
  const { cache, search } = setUp({ pncp: pncp.open, govbr: govbr.open })
  await cache.writeCombined((await search()).filters, new Map([['pncp', []]]))
  const outcome = await search()
  expect(outcome.answers.map((answer) => [answer.from, answer.opportunities.length])).toEqual([
    ['search', 1],
    ['search', 1],
  ])
})

test('asked to refresh, it asks whatever is stored, and stores anew', async () => {
  const pncp = pagedProvider([[opportunity('a')]])
  const { values, search } = setUp({ pncp: pncp.open })
  await search()
  for (const [key, stored] of values) values.set(key, { ...stored, text: stored.text.replaceAll('"a"', '"old"') })
  const outcome = await search({}, undefined, { refresh: true })
  expect(outcome.answers[0]).toMatchObject({ from: 'provider', opportunities: [opportunity('a')] })
  expect([...values.values()].some(({ text }) => text.includes('"old"'))).toBe(false)
})

test('a part never replaces a combined search of more providers', async () => {
  const open = { pncp: pagedProvider([[opportunity('a')]]).open, govbr: pagedProvider([[opportunity('b')]]).open }
  const { values, search } = setUp(open)
  const { key } = await search()
  const before = values.get(key ?? '')
  const outcome = await search({}, undefined, { refresh: true, providers: ['pncp'] })
  expect(outcome).toMatchObject({ key: null, keptWider: true, storeFailure: null })
  expect(values.get(key ?? '')).toBe(before)
})

test('filters that only another program knows are answered from what it stored, and never guessed', async () => {
  const pncp = pagedProvider([[opportunity('a')]])
  const { cache, values, search } = setUp({ pncp: pncp.open })
  const filters = { provider_specific_filters: { pncp: new Map([['x', pyFloat(1)]]) } }
  expect((await search(filters)).answers[0]?.failure).toMatchObject({ code: 'bad_input' })
  expect([pncp.seen.asked, values.size]).toEqual([0, 0])
  await cache.writeCombined(searchFilters(filters), new Map([['pncp', [opportunity('theirs')]]]))
  expect((await search(filters)).answers[0]).toMatchObject({ from: 'combined', failure: null })
  const asInt = { provider_specific_filters: { pncp: { x: 1 } } }
  expect((await search(asInt)).answers[0]?.failure).not.toBeNull()
})

test('a provider that fails is said to have failed, and no part is stored as the whole', async () => {
  const good = pagedProvider([[opportunity('a')]])
  const bad = pagedProvider([
    [opportunity('b')],
    new AppError('provider_failed', 'status 503', { params: { provider: 'govbr' } }),
  ])
  const { values, search } = setUp({ pncp: good.open, govbr: bad.open })
  const outcome = await search()
  expect(outcome.key).toBeNull()
  expect(outcome.answers[1]).toMatchObject({
    provider: 'govbr',
    opportunities: [],
    failure: { code: 'provider_failed' },
  })
  expect([...values.keys()]).toEqual(['pncp:search_v2:a23b8f70'])
})

test('on a read-only connection the answer comes all the same, and says that it was not stored', async () => {
  const { search } = setUp({ pncp: pagedProvider([[opportunity('a')]]).open }, { readOnly: true })
  const outcome = await search()
  expect(outcome.answers[0]?.opportunities).toHaveLength(1)
  expect(outcome).toMatchObject({ key: null, storeFailure: { code: 'read_only' } })
})

test('a cancelled search stores nothing', async () => {
  const stop = new AbortController()
  const open: OpenProvider = {
    ...pagedProvider([]).open,
    async *search() {
      stop.abort()
      yield { walk: '', page: 1, opportunities: numbered('a', 1), rejected: [], repeated: 0, bytes: 0, warnings: [] }
    },
  }
  const { values, search } = setUp({ pncp: open })
  await expect(search({}, stop.signal)).rejects.toMatchObject({ code: 'cancelled' })
  expect(values.size).toBe(0)
})

test('of no provider at all stores nothing as the whole', async () => {
  const { values, search } = setUp({})
  await expect(search()).rejects.toMatchObject({ code: 'bad_input' })
  expect(values.size).toBe(0)
})

describe('paging of the result list', () => {
  const pages = [numbered('a', 15), numbered('b', 15), numbered('c', 15)]

  test('reads no further than the page asked for, and closes the walk', async () => {
    const pncp = pagedProvider(pages)
    const { search } = setUp({ pncp: pncp.open })
    const { answers } = await search()
    expect(answers[0]?.opportunities).toEqual([...numbered('a', 15), ...numbered('b', 5)])
    expect(pncp.seen).toEqual({ asked: 2, closed: true })
  })

  test('the second page follows the first', async () => {
    const { search } = setUp({ pncp: pagedProvider(pages).open })
    const { answers } = await search({ page: 2 })
    expect(answers[0]?.opportunities).toEqual([...numbered('b', 15).slice(5), ...numbered('c', 10)])
  })

  test('a sorted list is sorted as a whole, what is unknown last', async () => {
    const valued = [3, null, 1, 2].map((value, index) => opportunity(String(index), { estimated_value: value }))
    const { search } = setUp({ pncp: pagedProvider([valued.slice(0, 2), valued.slice(2)]).open })
    const idsOf = async (filters: Partial<SearchFilters>) =>
      (await search(filters)).answers[0]?.opportunities.map((item) => item.external_id)
    expect(await idsOf({ sort_by: 'estimated_value', page_size: 3 })).toEqual(['2', '3', '0'])
    expect(await idsOf({ sort_by: 'estimated_value', sort_order: 'desc' })).toEqual(['0', '3', '2', '1'])
  })

  test.each([
    { page: 0 },
    { page: 1.5 },
    { page_size: 0 },
    { page_size: Number.NaN },
    { sort_by: '__proto__' },
    { sort_order: 'up' },
  ])('%j is refused before anybody is asked', async (filters) => {
    const pncp = pagedProvider(pages)
    await expect(setUp({ pncp: pncp.open }).search(filters)).rejects.toMatchObject({ code: 'bad_input' })
    expect(pncp.seen.asked).toBe(0)
  })
})
