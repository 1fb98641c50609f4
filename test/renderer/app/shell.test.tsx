import { act, cleanup, render, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { App } from '../../../renderer/app/App.tsx'
import { closeOverlay } from '../../../renderer/app/shell-store.ts'
import { startTour } from '../../../renderer/app/tour/tour-store.ts'
import { useInvalidation } from '../../../renderer/features/invalidation/invalidation-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import {
  answerStart,
  changedSettings,
  connected,
  sampleConnection,
  sampleSettings,
} from '../../support/page-samples.ts'
import { resetStores } from '../../support/reset-stores.ts'
import { sampleProgress } from '../invalidation/samples.ts'

let bridge: FakeBridge

beforeEach(() => {
  bridge = installFakeBridge()
  answerStart(bridge)
})
afterEach(() => {
  act(closeOverlay)
  cleanup()
  resetStores()
  bridge.remove()
})

async function open() {
  render(<App />)
  await screen.findByRole('heading', { name: 'Visão geral' })
  await screen.findByText('Servidor único: primário')
}

/** Main's word after a reconnect to another process. */
function backAt(identity: Partial<typeof sampleConnection.identity>) {
  const connection = { ...sampleConnection, identity: { ...sampleConnection.identity, ...identity } }
  act(() => bridge.publish('connection.changed', { phase: 'connected', connection, since: 7, serverChanged: true }))
}

describe('the frame', () => {
  test('the demo workspace says "recorded answers" and leads to the operator’s own Redis in one click', async () => {
    bridge.answer('connection.status', connected({ kind: 'demo', profileId: 'demo', name: 'demo' }))
    await open()
    expect(screen.getByText('Respostas gravadas.')).toBeDefined()
    await userEvent.click(screen.getByRole('button', { name: 'Conectar ao seu Redis' }))
    expect(window.location.hash).toBe('#/settings/connections/new')
    expect(await screen.findByLabelText('Host')).toBeDefined()
  })

  test('R19: a production profile is marked by word and frame', async () => {
    bridge.answer('connection.status', connected({ target: { ...sampleConnection.target, environment: 'production' } }))
    await open()
    expect(screen.getByText('PROD')).toBeDefined()
    expect(document.documentElement.dataset.mode).toBe('prod')
  })

  test('a lost connection says the cause and is tried again at once when asked', async () => {
    await open()
    act(() =>
      bridge.publish('connection.changed', {
        phase: 'disconnected',
        connection: sampleConnection,
        name: sampleConnection.name,
        failure: {
          code: 'connect_refused',
          message: '',
          retryable: true,
          params: { host: 'redis.example', port: 6379 },
        },
        since: Date.now(),
        nextTryAt: Date.now() + 60_000,
      }),
    )
    expect(screen.getByText('Desconectado de homolog.')).toBeDefined()
    expect(screen.getByText(/Nova tentativa em \d+ s/)).toBeDefined()
    bridge.answer('connection.open', connected({}, 9))
    await userEvent.click(screen.getByRole('button', { name: 'Tentar agora' }))
    expect(bridge.calls.filter(({ method }) => method === 'connection.open')).toEqual([
      { method: 'connection.open', input: { profileId: 'p1', password: null } },
    ])
    await waitFor(() => expect(screen.queryByText('Desconectado de homolog.')).toBeNull())
  })

  test('another server behind the same name is said', async () => {
    await open()
    backAt({ port: 6380, runId: 'r2' })
    expect(screen.getByText(/Reconectado a outro servidor, redis\.example:6380/)).toBeDefined()
  })

  test('the same server after a restart is not called another one', async () => {
    await open()
    backAt({ runId: 'r2' })
    expect(screen.getByText('redis.example:6379 foi reiniciado: as prévias foram descartadas.')).toBeDefined()
  })

  test('language and theme change at once with the settings', async () => {
    await open()
    act(() => bridge.publish('settings.changed', { ...sampleSettings, language: 'en', theme: 'light' }))
    expect(screen.getByRole('heading', { name: 'Overview' })).toBeDefined()
    expect(document.documentElement.lang).toBe('en')
    expect(document.documentElement.dataset.theme).toBe('light')
  })
})

describe('the keyboard', () => {
  test('G and a letter, or Alt and a digit, go to a screen', async () => {
    await open()
    await userEvent.keyboard('gx')
    expect(window.location.hash).toBe('#/settings')
    await userEvent.keyboard('{Alt>}1{/Alt}')
    expect(window.location.hash).toBe('#/overview')
  })

  test('single letters act outside fields only', async () => {
    window.location.hash = '#/settings/connections/new'
    render(<App />)
    const name = await screen.findByLabelText('Nome')
    await userEvent.type(name, 'go?')
    expect(window.location.hash).toBe('#/settings/connections/new')
    expect(screen.queryByRole('dialog')).toBeNull()
    expect((name as HTMLInputElement).value).toBe('go?')
  })

  test('single letters can be switched off', async () => {
    bridge.answer('settings.read', { ...sampleSettings, singleKeys: false })
    await open()
    await userEvent.keyboard('gx?')
    expect(window.location.hash).toBe('')
    expect(screen.queryByRole('dialog')).toBeNull()
  })

  test('a single key can be another one, and is shown wherever it is told of', async () => {
    bridge.answer('settings.read', { ...sampleSettings, shortcuts: { map: 'm', refresh: 'v' } })
    await open()
    expect(screen.getByRole('button', { name: 'Atualizar' }).textContent).toBe('AtualizarV')
    await userEvent.keyboard('?')
    expect(screen.queryByRole('dialog')).toBeNull()
    await userEvent.keyboard('m')
    expect(await screen.findByRole('dialog', { name: 'Atalhos do teclado' })).toBeDefined()
  })

  test('the map opens with ? and leaves with Esc', async () => {
    await open()
    await userEvent.keyboard('?')
    expect(await screen.findByRole('dialog', { name: 'Atalhos do teclado' })).toBeDefined()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('R reads again, T changes the zone', async () => {
    await open()
    bridge.answer('settings.update', changedSettings)
    const passes = () => bridge.calls.filter(({ method }) => method === 'stats.collect').length
    await waitFor(() => expect(screen.getByText(/exato, lido em/)).toBeDefined())
    const before = passes()
    await userEvent.keyboard('r')
    await waitFor(() => expect(passes()).toBe(before + 1))
    await userEvent.keyboard('t')
    expect(bridge.calls.at(-1)).toEqual({ method: 'settings.update', input: { zone: 'utc' } })
  })
})

test('. brings the removal in the background back to sight and stops nothing', async () => {
  await open()
  const run = { phase: 'running', startedAt: Date.now(), progress: sampleProgress(), stopping: false } as const
  act(() => useInvalidation.setState({ shown: false, namespace: 'pncp', step: 'progress', run }))
  await userEvent.keyboard('.')
  const dialog = await screen.findByRole('dialog', { name: 'Invalidando pncp' })
  expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Parar' }))
  expect(bridge.calls.some(({ method }) => method === 'invalidation.stop')).toBe(false)
  act(() => useInvalidation.setState(useInvalidation.getInitialState(), true))
})

describe('the palette', () => {
  test('finds an act in the other language, opens its preview, and removes nothing', async () => {
    await open()
    await userEvent.keyboard('{Control>}k{/Control}')
    const palette = await screen.findByRole('dialog', { name: 'Paleta de comandos' })
    await userEvent.keyboard('invalidate govbr')
    expect(within(palette).getAllByRole('option')[0]?.textContent).toContain('Invalidar govbr…')
    bridge.fail('invalidation.preview', { code: 'cancelled' })
    await userEvent.keyboard('{Enter}')
    expect(await screen.findByRole('dialog', { name: /govbr/ })).toBeDefined()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(bridge.calls.some(({ method }) => method === 'invalidation.run')).toBe(false)
  })

  test('what is typed may be looked for among the keys, and an address opens its view', async () => {
    await open()
    await userEvent.keyboard('{Control>}k{/Control}')
    const palette = await screen.findByRole('dialog', { name: 'Paleta de comandos' })
    await userEvent.keyboard(':edital 7')
    expect(within(palette).getAllByRole('option')).toHaveLength(1)
    await userEvent.keyboard('{Enter}')
    expect(window.location.hash).toBe('#/keys?q=edital+7')
    await userEvent.keyboard('{Control>}k{/Control}')
    await userEvent.type(await screen.findByRole('combobox'), '#/providers/govbr?days=14')
    await userEvent.keyboard('{Enter}')
    expect(window.location.hash).toBe('#/providers/govbr?days=14')
  })

  test.each([true, false, null])('the parameters are asked for where CONFIG GET is allowed: %s', async (allowed) => {
    const right = { command: 'CONFIG GET', allowed, feature: 'server' } as const
    bridge.answer('connection.status', connected({ capabilities: [right] }))
    await open()
    await waitFor(() => expect(bridge.calls.some(({ method }) => method === 'undo.list')).toBe(true))
    expect(bridge.calls.some(({ method }) => method === 'server.configuration')).toBe(allowed === true)
  })

  test('what cannot be done stays in the list and says why', async () => {
    bridge.answer('connection.status', connected({ target: { ...sampleConnection.target, readOnly: true } }))
    await open()
    await userEvent.keyboard('{Control>}k{/Control}')
    await userEvent.keyboard('invalidar')
    const [entry] = await screen.findAllByRole('option')
    expect(entry?.textContent).toContain('Indisponível: perfil somente leitura')
    expect(entry?.getAttribute('aria-disabled')).toBe('true')
  })
})

describe('the tour', () => {
  test('is offered on the demo until it was taken, goes from thing to thing by keyboard, and changes nothing', async () => {
    bridge.answer('settings.read', { ...sampleSettings, tourSeen: false })
    bridge.answer('connection.status', connected({ kind: 'demo', profileId: 'demo', name: 'demo' }))
    bridge.answer('settings.update', changedSettings)
    await open()
    await userEvent.click(screen.getByRole('button', { name: 'Visita de dois minutos' }))
    const tour = await screen.findByRole('region', { name: 'Visita de dois minutos' })
    for (const [title, hash] of [
      ['Onde você está', ''],
      ['Por que um provedor está vencido?', '#/overview'],
      ['Ver a prévia de uma invalidação', '#/providers/pncp'],
      ['Desfazer', '#/activity'],
      ['Fazer uma coleta diária', '#/fetches'],
      ['Olhar as chaves', '#/keys'],
      ['Tudo pelo nome', '#/keys'],
    ] as const) {
      expect(await within(tour).findByRole('heading', { name: title })).toBeDefined()
      expect(window.location.hash).toBe(hash)
      await userEvent.keyboard('{Enter}')
    }
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Visita de dois minutos' })).toBeNull())
    expect(bridge.calls.filter(({ method }) => method === 'settings.update')).toEqual([
      { method: 'settings.update', input: { tourSeen: true } },
    ])
  })

  test('is left by Esc', async () => {
    bridge.answer('settings.update', changedSettings)
    await open()
    act(() => startTour())
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('region', { name: 'Visita de dois minutos' })).toBeNull())
  })
})
