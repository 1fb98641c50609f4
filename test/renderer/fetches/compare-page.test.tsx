import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useProviders } from '../../../renderer/connection/providers-store.ts'
import { useCompare } from '../../../renderer/features/fetches/compare/compare-store.ts'
import { FetchesScreen } from '../../../renderer/features/fetches/FetchesScreen.tsx'
import { useProcurements } from '../../../renderer/features/fetches/procurements/procurements-store.ts'
import type { ComparedDay, Comparison } from '../../../shared/contract/compare.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { sampleDay } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleNow, sampleProviders } from '../invalidation/samples.ts'
import { samplePage, sampleRow } from './procurement-samples.ts'

let bridge: FakeBridge
const user = userEvent.setup()
const [from, to] = [sampleDay('2026-11-22'), sampleDay('2026-11-23')]
const missing = (provider: string, day: typeof from, state: ComparedDay['state']): ComparedDay => ({
  provider,
  day,
  state,
  fetchDate: null,
  items: null,
  invalid: null,
})
const comparison: Comparison = {
  set: 'c1',
  at: sampleNow,
  from,
  to,
  days: [
    { provider: 'pncp', day: to, state: 'read', fetchDate: '2026-11-23T06:00:00', items: 1_200, invalid: 2 },
    missing('pncp', from, 'expired'),
    missing('govbr', to, 'unreadable'),
    missing('govbr', from, 'not_cached'),
  ],
  totals: [
    { provider: 'pncp', procurements: 1_200, shared: 0, unique: 1_200 },
    { provider: 'govbr', procurements: null, shared: null, unique: null },
  ],
  overlaps: [
    { providers: ['pncp'], procurements: 1_190 },
    { providers: ['pncp', 'govbr'], procurements: 10 },
  ],
  byDay: [
    {
      day: from,
      counts: [
        { provider: 'pncp', procurements: 700, partial: false },
        { provider: 'govbr', procurements: null, partial: false },
      ],
    },
    {
      day: to,
      counts: [
        { provider: 'pncp', procurements: 500, partial: true },
        { provider: 'govbr', procurements: null, partial: false },
      ],
    },
  ],
  undated: 3,
  procurements: 1_200,
  priceDiffers: 4,
  dateDiffers: 5,
}

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('compare.run', comparison)
  bridge.answer('compare.cancel', {})
  bridge.answer('procurements.page', samplePage([sampleRow(0), sampleRow(1)], { total: 450 }))
  bridge.answer('procurements.export', { file: 'procurements.csv', procurements: 450 })
  useCompare.setState(useCompare.getInitialState(), true)
  useProcurements.setState(useProcurements.getInitialState(), true)
  useConnection.setState({ status: connected(), known: true })
  useProviders.setState({ providers: { phase: 'ready', value: sampleProviders } })
  window.location.hash = '#/fetches/compare'
})
afterEach(() => {
  cleanup()
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)

async function compared() {
  renderPage(<FetchesScreen />, 'en')
  await user.click(screen.getByRole('button', { name: 'Compare' }))
  await screen.findByRole('row', { name: /Aquisição 0/ })
}

async function type(name: string, text: string) {
  const field = screen.getByRole('textbox', { name })
  await user.clear(field)
  await user.type(field, text)
}

describe('cached days side by side', () => {
  test('the window and the providers are asked for, and a wrong window is not', async () => {
    renderPage(<FetchesScreen />, 'en')
    await type('From the day (São Paulo)', '2026-11-24')
    await type('To the day (São Paulo)', '2026-11-23')
    expect(screen.getByRole('alert').textContent).toBe('The end lies before the beginning.')
    await user.keyboard('{Enter}')
    expect(asked('compare.run')).toEqual([])
    await type('From the day (São Paulo)', '2026-11-22')
    await user.keyboard('{Enter}')
    expect(asked('compare.run')).toEqual([{ from, to, providers: sampleProviders.map(({ id }) => id) }])
  })

  test('what could not be read is unknown, never zero, and each reason has its own word', async () => {
    await compared()
    const days = screen.getByRole('table', { name: 'Days of the cache' })
    expect(within(days).getByRole('row', { name: /pncp Read .*1,200 2/ })).toBeTruthy()
    for (const name of ['Expired', 'Unreadable', 'Not cached'])
      expect(within(days).getByRole('cell', { name })).toBeTruthy()
    expect(screen.getByText('no day of this provider could be read')).toBeTruthy()
    expect(screen.getByText(/Most on 22 Nov|Most on Nov 22/).textContent).toContain(
      '700 procurements of pncp; 2 gaps; 3',
    )
  })

  test('the chart is there as a table, with gaps and partial days said', async () => {
    await compared()
    const chart = screen.getByRole('region', { name: 'Procurements by day of publication' })
    await user.click(within(chart).getByRole('button', { name: 'Show as table' }))
    expect(within(chart).getByText('500 (partial)')).toBeTruthy()
    expect(within(chart).getAllByText('no day that was read covers this date')).toHaveLength(2)
  })

  test('a row of who shares what narrows the list, by keyboard, and so do the facets', async () => {
    await compared()
    const overlap = screen.getByRole('grid', { name: 'Who has what' })
    within(overlap).getByRole('row', { name: /govbr/ }).focus()
    await user.keyboard('{Enter}')
    const set = { set: 'c1', page: 0 }
    expect(asked('procurements.page').at(-1)).toEqual({ ...set, facet: 'all', only: ['pncp', 'govbr'] })
    await user.click(await screen.findByRole('button', { name: 'price differs 1' }))
    expect(asked('procurements.page').at(-1)).toEqual({ ...set, facet: 'price', only: ['pncp', 'govbr'] })
    await user.click(screen.getByRole('button', { name: 'Only pncp + govbr' }))
    expect(asked('procurements.page').at(-1)).toEqual({ ...set, facet: 'price', only: null })
    await user.click(screen.getByRole('button', { name: 'Next page' }))
    expect(asked('procurements.page').at(-1)).toEqual({ ...set, page: 1, facet: 'price', only: null })
  })

  test('what is shown is exported, all pages of it, and the file is named; a cancelled dialog says nothing', async () => {
    await compared()
    await user.click(screen.getByRole('button', { name: 'Export CSV' }))
    expect(asked('procurements.export')).toEqual([{ set: 'c1', facet: 'all', only: null, format: 'csv' }])
    expect(await screen.findByText('450 procurements exported to procurements.csv')).toBeTruthy()
    bridge.fail('procurements.export', { code: 'disk_full', params: { file: 'x.json' } })
    await user.click(screen.getByRole('button', { name: 'Export JSON' }))
    expect((await screen.findByRole('alert')).textContent).toMatch(/disk/i)
  })

  test('says which day is read, and can be stopped', async () => {
    bridge.hold('compare.run')
    renderPage(<FetchesScreen />, 'en')
    await user.click(screen.getByRole('button', { name: 'Compare' }))
    act(() => bridge.publish('compare.progressed', { provider: 'pncp', day: to, done: 3, total: 14 }))
    expect(screen.getByText(/^pncp, .*: 3 of 14 read$/)).toBeTruthy()
    expect(screen.getByRole('progressbar', { name: 'Reading the cached days' }).getAttribute('aria-valuenow')).toBe(
      '21',
    )
    await user.click(screen.getByRole('button', { name: 'Stop' }))
    expect(asked('compare.cancel')).toEqual([{}])
  })

  test('where no day could be read there is no figure and no list, and it is said', async () => {
    const days = comparison.days.filter(({ state }) => state !== 'read')
    const nothing = { procurements: null, priceDiffers: null, dateDiffers: null, overlaps: [], days }
    bridge.answer('compare.run', { ...comparison, ...nothing })
    renderPage(<FetchesScreen />, 'en')
    await user.click(screen.getByRole('button', { name: 'Compare' }))
    expect(await screen.findAllByText('None of these days could be read: there is nothing to compare.')).toHaveLength(4)
    expect(screen.queryByRole('region', { name: 'Procurements' })).toBeNull()
    expect(screen.getByRole('table', { name: 'Days of the cache' })).toBeTruthy()
  })

  test('stopped is no failure', async () => {
    bridge.fail('compare.run', { code: 'cancelled' })
    renderPage(<FetchesScreen />, 'en')
    await user.click(screen.getByRole('button', { name: 'Compare' }))
    expect(await screen.findByText('Comparison stopped.')).toBeTruthy()
    expect(screen.queryByRole('alert')).toBeNull()
  })
})
