import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useProviders } from '../../../renderer/connection/providers-store.ts'
import { FetchesScreen } from '../../../renderer/features/fetches/FetchesScreen.tsx'
import { useProcurements } from '../../../renderer/features/fetches/procurements/procurements-store.ts'
import { useSearch } from '../../../renderer/features/fetches/search/search-store.ts'
import type { SearchResult } from '../../../shared/contract/search.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleNow, sampleProviders } from '../invalidation/samples.ts'
import { sampleDetail, samplePage, sampleRow } from './procurement-samples.ts'

let bridge: FakeBridge
const user = userEvent.setup()
const key = 'unified:search_combined:a23b8f70'
const result = (change: Partial<SearchResult> = {}): SearchResult => ({
  set: 's1',
  at: sampleNow,
  answers: [
    { provider: 'pncp', from: 'combined', ageSeconds: 3_600, opportunities: 2, rejected: 0, failure: null },
    { provider: 'comprasnet', from: 'provider', ageSeconds: null, opportunities: 0, rejected: 1, failure: null },
    {
      provider: 'govbr',
      from: 'provider',
      ageSeconds: null,
      opportunities: null,
      rejected: 0,
      failure: { code: 'provider_key_missing', message: 'no key', retryable: false, params: { provider: 'govbr' } },
    },
  ],
  procurements: 2,
  shared: 1,
  key: null,
  keptWider: false,
  storeFailure: null,
  ...change,
})

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('search.lookup', { key, standing: `${key}:gz`, expiresAt: sampleNow, otherFilters: false })
  bridge.answer('search.run', result())
  bridge.answer('search.cancel', {})
  bridge.answer('procurements.page', samplePage([sampleRow(0), sampleRow(1)]))
  bridge.answer('procurements.open', sampleDetail)
  useSearch.setState(useSearch.getInitialState(), true)
  useProcurements.setState(useProcurements.getInitialState(), true)
  useConnection.setState({ status: connected(), known: true })
  useProviders.setState({ providers: { phase: 'ready', value: sampleProviders } })
  window.location.hash = '#/fetches/search'
})
afterEach(() => {
  cleanup()
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)
const rowOf = (name: RegExp) => screen.findByRole('row', { name })

describe('a search by hand', () => {
  test('sends the filters as the Python programs write them, to the providers chosen', async () => {
    renderPage(<FetchesScreen />)
    await user.type(screen.getByRole('textbox', { name: 'Palavras' }), 'merenda escolar')
    await user.click(screen.getByRole('checkbox', { name: 'comprasnet' }))
    await user.click(screen.getByRole('switch', { name: 'Perguntar de novo aos provedores' }))
    await user.keyboard('{Enter}')
    await user.click(screen.getByRole('button', { name: 'Buscar' }))
    expect(asked('search.run')).toContainEqual({
      filters: '{"keywords": "merenda escolar", "page": 1, "page_size": 20}',
      providers: sampleProviders.map(({ id }) => id).filter((id) => id !== 'comprasnet'),
      refresh: true,
    })
  })

  test('says who answered from where and how old; a failure is told, and is never zero', async () => {
    renderPage(<FetchesScreen />, 'en')
    await user.click(screen.getByRole('button', { name: 'Search' }))
    expect(within(await rowOf(/^pncp/)).getByText('cache, combined search, 1 h 00 min old')).toBeTruthy()
    expect(within(await rowOf(/^comprasnet/)).getByText(/^the provider, at/)).toBeTruthy()
    const failed = await rowOf(/^govbr/)
    expect(within(failed).getByText(/^failed: /)).toBeTruthy()
    expect(within(failed).getAllByText('unknown: the provider failed')).toHaveLength(2)
    expect(screen.getByText(/Not stored as the combined search: a provider failed/)).toBeTruthy()
  })

  test('shows the key of the filters, and opens it on the Keys screen', async () => {
    renderPage(<FetchesScreen />, 'en')
    expect(await screen.findByText(`${key}:gz`)).toBeTruthy()
    expect(asked('search.lookup')).toEqual([{ filters: '{"page": 1, "page_size": 20}' }])
    await user.click(screen.getByRole('button', { name: 'Open in Keys' }))
    const query = new URLSearchParams(window.location.hash.split('?')[1])
    expect([query.get('ns'), query.get('family'), atob(query.get('key') ?? '')]).toEqual([
      'unified',
      'search_combined',
      `${key}:gz`,
    ])
  })

  test('a field that means nothing is told beside it, and nothing is asked', async () => {
    renderPage(<FetchesScreen />, 'en')
    await user.type(screen.getByRole('textbox', { name: 'Published from' }), '2026-02-30')
    expect(screen.getByRole('alert').textContent).toBe('Not a day written yyyy-mm-dd.')
    await user.keyboard('{Enter}')
    expect(asked('search.run')).toEqual([])
  })

  test('tells pages while it runs, and can be stopped', async () => {
    bridge.hold('search.run')
    renderPage(<FetchesScreen />, 'en')
    await user.click(screen.getByRole('button', { name: 'Search' }))
    act(() => bridge.publish('search.progressed', { provider: 'pncp', pages: 3, found: 1 }))
    expect(screen.getByText('pncp: 3 pages read, 1 result')).toBeTruthy()
    expect(screen.getByText('govbr: waiting for an answer')).toBeTruthy()
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(asked('search.cancel')).toEqual([{}])
  })

  test('one procurement is laid side by side by keyboard alone; Esc comes back to its row', async () => {
    renderPage(<FetchesScreen />, 'en')
    await user.click(screen.getByRole('button', { name: 'Search' }))
    const row = await rowOf(/Aquisição 0/)
    row.focus()
    await user.keyboard('{Enter}')
    const panel = await screen.findByRole('complementary', { name: 'Procurement field by field' })
    expect(await within(panel).findByText('differs')).toBeTruthy()
    expect(within(panel).getByText('120.50')).toBeTruthy()
    expect(within(panel).getByText('spelling alone differs')).toBeTruthy()
    expect(within(panel).getByText('Nobody says: Description.')).toBeTruthy()
    await user.click(within(panel).getByRole('radio', { name: 'Differences only' }))
    expect(within(panel).queryByText('spelling alone differs')).toBeNull()
    expect(within(panel).getByText('differs')).toBeTruthy()
    await user.keyboard('{Escape}')
    expect(screen.queryByRole('complementary', { name: 'Procurement field by field' })).toBeNull()
    expect(document.activeElement?.textContent).toContain('Aquisição 0')
  })

  test("another server's answers are let go", async () => {
    renderPage(<FetchesScreen />, 'en')
    await user.click(screen.getByRole('button', { name: 'Search' }))
    await rowOf(/Aquisição 0/)
    const status = connected()
    if (status.phase !== 'connected') throw new TypeError('the sample is connected')
    const connection = { ...status.connection, profileId: 'p2' }
    act(() => useConnection.setState({ status: { ...status, connection } }))
    expect(screen.queryByRole('row', { name: /Aquisição 0/ })).toBeNull()
  })
})
