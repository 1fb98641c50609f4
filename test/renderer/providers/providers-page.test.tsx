import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useFreshness } from '../../../renderer/connection/freshness-store.ts'
import { usePageActionsStore } from '../../../renderer/connection/page-actions.ts'
import { useProviders } from '../../../renderer/connection/providers-store.ts'
import { useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { useStats } from '../../../renderer/connection/stats-store.ts'
import { ProvidersPage } from '../../../renderer/features/providers/ProvidersPage.tsx'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleProviders } from '../invalidation/samples.ts'
import { family, probe, sampleFreshness, sampleStats } from './samples.ts'

let bridge: FakeBridge

beforeEach(() => {
  bridge = installFakeBridge()
  useConnection.setState({ status: connected(), known: true })
  useProviders.setState({ providers: { phase: 'ready', value: sampleProviders } })
  useStats.setState({ ...useStats.getInitialState(), report: sampleStats() })
  useFreshness.setState({
    freshness: {
      phase: 'ready',
      value: sampleFreshness([
        probe(0, { state: 'present', items: 240, bytes: 1_000 }),
        ...[1, 2, 3, 4, 5, 6, 7, 8].map((ago) => probe(ago)),
      ]),
    },
  })
  window.location.hash = '#/providers/pncp'
})
afterEach(() => {
  cleanup()
  useRequestedFlow.setState({ invalidation: null, fetch: null })
  bridge.remove()
})

describe('providers', () => {
  test('lists every provider and unified, the address says which is shown', () => {
    renderPage(<ProvidersPage />)
    const list = screen.getByRole('navigation', { name: 'Namespaces' })
    expect(
      within(list)
        .getAllByRole('link')
        .map((link) => link.getAttribute('href')),
    ).toEqual([
      '#/providers/pncp',
      '#/providers/comprasnet',
      '#/providers/govbr',
      '#/providers/unified',
      '#/providers/policies',
    ])
    expect(within(list).getByRole('link', { name: /pncp/ }).getAttribute('aria-current')).toBe('page')
  })

  test('a namespace nobody counted has an unknown number of keys, never 0', () => {
    renderPage(<ProvidersPage />)
    expect(screen.getByRole('link', { name: /govbr/ }).textContent).toContain('–')
    expect(screen.getByRole('link', { name: /govbr/ }).textContent).not.toContain('0')
  })

  test('shows each family with its keys, the unregistered ones last and without a way to choose them', () => {
    renderPage(<ProvidersPage />)
    const table = screen.getByRole('table', { name: 'Famílias' })
    expect(within(table).getByRole('row', { name: /^search_v2 consultas 700/ })).toBeTruthy()
    const other = within(table).getByRole('row', { name: /^outras/ })
    expect(within(other).queryByRole('button')).toBeNull()
  })

  test('invalidating asks for the flow of the namespace, or of the family', async () => {
    renderPage(<ProvidersPage />)
    await userEvent.click(screen.getByRole('button', { name: 'Invalidar…' }))
    expect(useRequestedFlow.getState().invalidation).toEqual({ namespace: 'pncp' })
    await userEvent.click(screen.getByRole('button', { name: 'Invalidar pncp:embeddings…' }))
    expect(useRequestedFlow.getState().invalidation).toEqual({ namespace: 'pncp', families: ['embeddings'] })
  })

  test('on a read-only profile removing stays in sight with its reason, and a fetch may still compare', async () => {
    useConnection.setState({ status: connected({ readOnly: true }) })
    renderPage(<ProvidersPage />)
    for (const name of ['Invalidar…', 'Invalidar pncp:embeddings…']) {
      const button = screen.getAllByRole('button', { name })[0]
      if (!button) throw new TypeError(`no ${name}`)
      expect(button.getAttribute('aria-disabled')).toBe('true')
      await userEvent.click(button)
    }
    expect(useRequestedFlow.getState()).toMatchObject({ invalidation: null, fetch: null })
    expect(usePageActionsStore.getState().actions.invalidate).toBeUndefined()
    const [fetchButton] = screen.getAllByRole('button', { name: 'Coletar…' })
    if (!fetchButton) throw new TypeError('no fetch button')
    await userEvent.click(fetchButton)
    expect(useRequestedFlow.getState().fetch).toEqual({ providers: ['pncp'] })
  })

  test('lifetimes that were not read make no bars and no claim', async () => {
    const [pncp] = sampleStats().namespaces
    if (!pncp) throw new TypeError('no namespace')
    const families = [family('search_v2', { keys: 20, unmeasured: 20 })]
    useStats.setState({ report: sampleStats({ namespaces: [{ ...pncp, keys: 20, families }] }) })
    renderPage(<ProvidersPage />)
    const panel = screen.getByRole('region', { name: 'Quando as chaves expiram' })
    expect(panel.textContent).toContain('O TTL das chaves não foi lido.')
    expect(within(panel).queryByRole('table')).toBeNull()
  })

  test('unified has no fetch, no days and no address of its own', () => {
    window.location.hash = '#/providers/unified'
    renderPage(<ProvidersPage />)
    expect(screen.getByText('sem coleta própria')).toBeTruthy()
    expect(screen.queryByRole('table', { name: 'Dias guardados' })).toBeNull()
    expect(screen.getByText(/sem endereço próprio/)).toBeTruthy()
  })

  test('a missing key and a changed address are told', () => {
    window.location.hash = '#/providers/govbr'
    const changed = sampleProviders.map((provider) => ({ ...provider, baseUrl: 'http://127.0.0.1:4000' }))
    useProviders.setState({ providers: { phase: 'ready', value: changed } })
    renderPage(<ProvidersPage />)
    expect(screen.getByText('falta')).toBeTruthy()
    expect(screen.getByText(/alterado; o do provedor é https:\/\/api\.portaldatransparencia/)).toBeTruthy()
  })

  test('shows seven days or as many as the address asks for', async () => {
    renderPage(<ProvidersPage />)
    const days = () => within(screen.getByRole('table', { name: 'Dias guardados' })).getAllByRole('row').length - 1
    expect(days()).toBe(7)
    await userEvent.click(screen.getByRole('radio', { name: '14 dias' }))
    expect(window.location.hash).toBe('#/providers/pncp?days=14')
    await act(() => new Promise((resolve) => setTimeout(resolve)))
    expect(days()).toBe(9)
  })

  test('fetching a day asks for that provider and day', async () => {
    renderPage(<ProvidersPage />)
    await userEvent.click(screen.getByRole('button', { name: 'Coletar 22/11…' }))
    expect(useRequestedFlow.getState().fetch).toEqual({ providers: ['pncp'], day: '2026-11-22' })
  })

  test('a count that was stopped is not shown as a total', () => {
    useStats.setState({ report: sampleStats({ complete: false, cancelled: true, keys: 100 }) })
    renderPage(<ProvidersPage />)
    expect(screen.getByText(/parou antes do fim: 100 de 52\.806 chaves/)).toBeTruthy()
    expect(screen.queryByText(/4 namespaces, 100 chaves/)).toBeNull()
  })

  test('a failed count says what failed and keeps the figures that were known', () => {
    useStats.setState({ failure: { code: 'connection_lost', message: '', retryable: true, params: {} } })
    renderPage(<ProvidersPage />)
    expect(screen.getByRole('alert')).toBeTruthy()
    expect(screen.getByRole('table', { name: 'Famílias' })).toBeTruthy()
  })
})
