import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useFreshness } from '../../../renderer/connection/freshness-store.ts'
import { useProviders } from '../../../renderer/connection/providers-store.ts'
import { requestFetch, useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { useAsides } from '../../../renderer/features/fetches/asides-store.ts'
import { FetchesPage } from '../../../renderer/features/fetches/FetchesPage.tsx'
import { useFetches } from '../../../renderer/features/fetches/fetches-store.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { FetchLane } from '../../../shared/contract/fetch.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import { cacheDayOf } from '../../../shared/time/cache-day.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleNow, sampleProviders } from '../invalidation/samples.ts'
import { noEnds, runningLane, sampleLane, sampleRun } from './samples.ts'

let bridge: FakeBridge
const fresh = useFetches.getInitialState()

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('fetch.runs', [])
  bridge.answer('fetch.cancel', {})
  bridge.answer('fetch.asides', [])
  useAsides.setState(useAsides.getInitialState(), true)
  useFetches.setState(fresh, true)
  useFreshness.setState(useFreshness.getInitialState(), true)
  useConnection.setState({ status: connected(), known: true })
  useProviders.setState({ providers: { phase: 'ready', value: sampleProviders } })
  window.location.hash = '#/fetches'
})
afterEach(() => {
  cleanup()
  useRequestedFlow.setState({ invalidation: null, fetch: null })
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)
const failure = (code: Failure['code'], params: Failure['params'] = {}): Failure => ({
  code,
  message: code,
  retryable: true,
  params,
})

async function pageWith(...lanes: FetchLane[]) {
  const running = lanes.some(({ state }) => state !== 'ended')
  bridge.answer('fetch.runs', [sampleRun({ lanes, ...(running ? { endedAt: null } : {}) })])
  renderPage(<FetchesPage />)
  await screen.findAllByRole('article')
}

test('where the last run was of an older day, the newest day that was fetched is said as well', async () => {
  const newer = sampleRun({ runId: 'run-0', startedAt: 1 })
  bridge.answer('fetch.runs', [sampleRun({ day: '2026-11-19' as CacheDay }), newer])
  renderPage(<FetchesPage />)
  expect(await screen.findByText(/^Última coleta: dia 19\/11, .*; dia mais novo coletado: 23\/11$/)).toBeTruthy()
})

describe('lanes', () => {
  test.each<[string, Partial<FetchLane>]>([
    ['Na fila', { state: 'queued', outcome: null, startedAt: null, endedAt: null }],
    ['Coletando', { state: 'running', outcome: null, endedAt: null }],
    ['Comparando', { state: 'comparing', outcome: null, endedAt: null }],
    ['Armazenada', {}],
    ['Armazenada, 0 itens', { items: 0 }],
    ['Mantida a anterior', { outcome: 'kept_old', reason: 'shrunk' }],
    ['Incompleta', { outcome: 'kept_old', reason: 'incomplete' }],
    ['Cancelada', { outcome: 'cancelled' }],
    ['Pulada', { outcome: 'skipped', reason: 'locked' }],
    ['Interrompida', { outcome: 'interrupted' }],
  ])('%s has a word and a shape of its own', async (word, change) => {
    await pageWith(sampleLane(change))
    const lane = screen.getByRole('article', { name: 'pncp' })
    const said = within(lane).getByText(word)
    expect(said.parentElement?.querySelector('svg')).not.toBeNull()
  })

  test('B29, R44: an open breaker is told apart from a provider that asks to wait', async () => {
    const wait = {
      state: 'waiting',
      outcome: null,
      endedAt: null,
      waitingUntil: Date.UTC(2026, 10, 23, 17, 7),
    } as const
    await pageWith(
      sampleLane({ ...wait, failure: failure('provider_throttled', { provider: 'pncp' }) }),
      sampleLane({ ...wait, provider: 'govbr', failure: failure('provider_breaker_open', { provider: 'govbr' }) }),
    )
    expect(screen.getByText('Aguarda até 14:07:00 BRT')).toBeTruthy()
    expect(screen.getByText('Disjuntor aberto até 14:07:00 BRT')).toBeTruthy()
  })

  test('a failed lane opens on its page, attempts and body, the body as text', async () => {
    const attempt = {
      at: 0,
      elapsedMs: 1_200,
      waitMs: 5_000,
      failure: failure('provider_timeout', { provider: 'pncp' }),
    }
    await pageWith(
      sampleLane({
        outcome: 'failed',
        failure: failure('provider_failed', { provider: 'pncp' }),
        pageFailure: { page: 12, attempts: [attempt, attempt], bodySample: '<script>alert(1)</script>' },
      }),
    )
    expect(screen.getByRole('alert')).toBeTruthy()
    const attempts = screen.getByRole('table', { name: 'Tentativas da página 12' })
    expect(within(attempts).getAllByRole('row')).toHaveLength(3)
    expect(screen.getByText('<script>alert(1)</script>').tagName).toBe('PRE')
  })

  test('a lane that follows says who runs it, since when and how far; stopping it stops following', async () => {
    const run = { runId: 'r', at: sampleNow, state: 'running', pages: 37, pagesTotal: 1_000, items: 1_850 } as const
    const holder = { by: 'ana@outra', since: sampleNow, run: { ...run, outcome: null, reason: null } }
    await pageWith(runningLane({ state: 'following', pages: '', holder }))
    const lane = screen.getByRole('article', { name: 'pncp' })
    expect(within(lane).getByText('Acompanhando ana@outra')).toBeDefined()
    expect(lane.textContent).toMatch(/ana@outra executa desde .*: 37 de 1\.000 páginas, 1\.850 itens/)
    expect(within(lane).getByRole('button', { name: 'Parar de acompanhar pncp' })).toBeDefined()
  })

  test('what a followed run came to is told with its own outcome', async () => {
    const run = { runId: 'r', at: sampleNow, state: 'ended', pages: 3, pagesTotal: 3, items: 150 } as const
    const holder = { by: 'ana@outra', since: sampleNow, run: { ...run, outcome: 'stored' as const, reason: null } }
    await pageWith(sampleLane({ outcome: 'skipped', reason: 'followed', pages: '', key: null, holder }))
    expect(screen.getByRole('article', { name: 'pncp' }).textContent).toMatch(/terminou às .*: armazenada, 150 itens/)
  })

  test('an open breaker shows what is left of it, and the form offers to ask past it', async () => {
    const until = Date.now() + 45_000
    const open = failure('provider_breaker_open', { provider: 'pncp', until, wait: '45 s' })
    await pageWith(sampleLane({ outcome: 'failed', key: null, failure: open }))
    const lane = screen.getByRole('article', { name: 'pncp' })
    expect(lane.textContent).toMatch(/O disjuntor fica aberto até .*faltam 4\d/)
    bridge.answer('fetch.start', sampleRun())
    await userEvent.click(within(lane).getByRole('button', { name: 'Perguntar apesar do disjuntor…' }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.click(within(dialog).getByRole('button', { name: /^Coletar 1/ }))
    expect(asked('fetch.start')).toMatchObject([{ providers: ['pncp'], overrideBreaker: true, follow: true }])
  })

  test('a lane tells what it covered', async () => {
    await pageWith(sampleLane({ coverage: { modalities: ['6', '8'], ufs: [] } }))
    expect(screen.getByText('Cobriu: modalidades 6, 8; estados todos.')).toBeDefined()
  })

  test('a comparison shows old, new and the change', async () => {
    const comparison = { oldItems: 200, newItems: 176, oldBytes: 1_000, newBytes: 900, ...noEnds }
    await pageWith(sampleLane({ outcome: 'compared', key: null, comparison }))
    const table = screen.getByRole('table', { name: 'Comparação com o valor guardado' })
    expect(within(table).getByRole('row', { name: 'Itens 200 176 −12 %' })).toBeTruthy()
  })

  test('one lane or all can be stopped, and say so until they have', async () => {
    await pageWith(runningLane(), runningLane({ provider: 'govbr' }))
    await userEvent.click(screen.getByRole('button', { name: 'Parar govbr' }))
    expect(asked('fetch.cancel')).toEqual([{ runId: 'run-1', provider: 'govbr' }])
    expect(within(screen.getByRole('article', { name: 'govbr' })).getAllByText('Parando…').length).toBeGreaterThan(0)
    await userEvent.click(screen.getByRole('button', { name: 'Parar todas' }))
    expect(asked('fetch.cancel')).toContainEqual({ runId: 'run-1', provider: null })
  })

  test('the cells are one picture whose words hold every figure', async () => {
    await pageWith(
      sampleLane({ pages: 'ddrdf', pagesTotal: 9, outcome: 'failed', failure: failure('provider_failed') }),
    )
    expect(
      screen.getByRole('img', { name: 'Páginas de pncp: 4 de 9 páginas lidas, 1 repetida, 1 falhou' }),
    ).toBeTruthy()
  })

  test('what main publishes appears at once', async () => {
    await pageWith(runningLane())
    act(() => bridge.publish('fetch.progressed', sampleRun({ endedAt: null, lanes: [runningLane({ items: 4_321 })] })))
    expect(within(screen.getByRole('article', { name: 'pncp' })).getByText('4.321')).toBeTruthy()
  })
})

describe('form', () => {
  async function openForm() {
    renderPage(<FetchesPage />)
    const [button] = await screen.findAllByRole('button', { name: 'Coletar…' })
    if (!button) throw new TypeError('no button')
    await userEvent.click(button)
    return screen.findByRole('dialog')
  }

  test('offers every provider that can be fetched and today in São Paulo', async () => {
    bridge.answer('fetch.start', sampleRun({ endedAt: null, lanes: [runningLane()] }))
    const form = await openForm()
    expect(within(form).getByText('falta a chave de API')).toBeTruthy()
    await userEvent.click(within(form).getByRole('button', { name: 'Coletar 2 provedores' }))
    const day = cacheDayOf(Date.now())
    expect(asked('fetch.start')).toEqual([{ providers: ['pncp', 'comprasnet'], day, dryRun: false, follow: true }])
  })

  test('a dry run says on the button that nothing is stored', async () => {
    bridge.answer('fetch.start', sampleRun())
    const form = await openForm()
    await userEvent.click(within(form).getByRole('checkbox', { name: 'Só comparar, sem gravar' }))
    await userEvent.click(within(form).getByRole('button', { name: 'Comparar 2 provedores' }))
    expect(asked('fetch.start')).toMatchObject([{ dryRun: true }])
  })

  test.each(['2026-02-30', '9999-01-01', 'ontem'])('%s is no day to fetch', async (text) => {
    const form = await openForm()
    const field = within(form).getByRole('textbox', { name: 'Outro dia' })
    await userEvent.clear(field)
    await userEvent.type(field, `${text}{Enter}`)
    expect(asked('fetch.start')).toEqual([])
    expect(field.getAttribute('aria-invalid')).toBe('true')
  })

  test('without a provider there is nothing to start', async () => {
    const form = await openForm()
    for (const id of ['pncp', 'comprasnet']) await userEvent.click(within(form).getByRole('checkbox', { name: id }))
    await userEvent.click(within(form).getByRole('button', { name: 'Coletar' }))
    expect(asked('fetch.start')).toEqual([])
    expect(within(form).getAllByText('Marque ao menos um provedor.').length).toBeGreaterThan(0)
  })

  test('opens with what another screen asked for', async () => {
    renderPage(<FetchesPage />)
    await screen.findByText(/Nenhuma coleta foi feita/)
    act(() => requestFetch({ providers: ['govbr'] }))
    const form = await screen.findByRole('dialog')
    expect(within(form).getByRole('button', { name: 'Coletar 1 provedor' })).toBeTruthy()
  })

  test('on a read-only profile the form only compares, and says why', async () => {
    useConnection.setState({ status: connected({ readOnly: true }) })
    bridge.answer('fetch.start', sampleRun())
    const form = await openForm()
    const compare = within(form).getByRole('checkbox', { name: 'Só comparar, sem gravar' }) as HTMLInputElement
    expect([compare.checked, compare.disabled]).toEqual([true, true])
    expect(within(form).getByText('perfil somente leitura')).toBeTruthy()
    await userEvent.click(within(form).getByRole('button', { name: 'Comparar 2 provedores' }))
    expect(asked('fetch.start')).toMatchObject([{ dryRun: true }])
  })

  test('without a connection the button stays in sight, with its reason', async () => {
    useConnection.setState({ status: { phase: 'none' } })
    renderPage(<FetchesPage />)
    const [button] = await screen.findAllByRole('button', { name: 'Coletar…' })
    expect(button?.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getAllByText('sem conexão com o Redis').length).toBeGreaterThan(0)
  })
})

describe('history', () => {
  test('facets narrow it, tell how much they hide, and can be cleared', async () => {
    await pageWith(
      sampleLane(),
      sampleLane({ provider: 'govbr', outcome: 'failed', failure: failure('provider_failed') }),
    )
    const history = screen.getByRole('grid', { name: 'Coletas, da mais nova à mais antiga' })
    expect(within(history).getAllByRole('row')).toHaveLength(3)
    await userEvent.click(screen.getByRole('button', { name: 'Falhou 1' }))
    expect(screen.getByText('O filtro esconde 1 linha.')).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Limpar filtro' }))
    expect(screen.queryByText(/O filtro esconde/)).toBeNull()
  })

  test('a line leads to its run, and the focus goes with it', async () => {
    bridge.answer('fetch.runs', [sampleRun(), sampleRun({ runId: 'run-0', startedAt: 1, startedBy: 'rafael@ops-01' })])
    renderPage(<FetchesPage />)
    const history = await screen.findByRole('grid')
    const line = within(history).getAllByRole('row')[2]
    act(() => line?.focus())
    await userEvent.keyboard('{Enter}')
    expect(window.location.hash).toBe('#/fetches/run-0')
    expect(await screen.findByText(/por rafael@ops-01/)).toBeTruthy()
    expect(document.activeElement?.textContent).toContain('Coleta de')
  })

  test('a log that cannot be read is a failure, not an empty history', async () => {
    bridge.fail('fetch.runs', { code: 'storage_failed' })
    renderPage(<FetchesPage />)
    expect(await screen.findByRole('alert')).toBeTruthy()
    expect(screen.queryByText(/Nenhuma coleta foi feita/)).toBeNull()
  })
})
