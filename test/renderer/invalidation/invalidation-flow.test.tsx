import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { requestInvalidation, useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { InvalidationFlow } from '../../../renderer/features/invalidation/InvalidationFlow.tsx'
import { useInvalidation } from '../../../renderer/features/invalidation/invalidation-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleConnection, samplePreview, sampleProgress, sampleResult } from './samples.ts'

let bridge: FakeBridge
const fresh = useInvalidation.getInitialState()
const young = () => samplePreview({ at: Date.now(), tokenExpiresAt: Date.now() + 600_000 })

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('invalidation.preview', young())
  bridge.answer('invalidation.cancelPreview', {})
  bridge.answer('invalidation.stop', {})
  useInvalidation.setState(fresh, true)
  useConnection.setState({ status: connected(), known: true })
})
afterEach(() => {
  cleanup()
  useRequestedFlow.setState({ invalidation: null, fetch: null, undo: null, recovery: null })
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)

async function openFlow() {
  renderPage(<InvalidationFlow />)
  act(() => requestInvalidation({ namespace: 'pncp' }))
  return screen.findByRole('dialog')
}

async function openConfirm() {
  const dialog = await openFlow()
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Continuar' }))
  return dialog
}

describe('step 1, preview', () => {
  test('shows exact counts by family, names the unregistered keys, and tells what unified keeps', async () => {
    const dialog = await openFlow()
    const table = await within(dialog).findByRole('table', { name: 'Será removido' })
    expect(within(table).getByRole('row', { name: /pncp:search_v2 700/ })).toBeTruthy()
    expect(within(table).getByRole('row', { name: /outras chaves de pncp 2/ })).toBeTruthy()
    expect(within(table).getByRole('row', { name: /1\.000/ })).toBeTruthy()
    expect(dialog.textContent).toMatch(/unified:\* guarda resultados que podem conter dados de pncp: até 1\.204 chaves/)
    expect(dialog.textContent).toContain('pncp:unheard_of:t')
  })

  test('the list names keys and passes no length of a name off as memory', async () => {
    const dialog = await openFlow()
    const list = await within(dialog).findByRole('table', { name: 'Lista exata das chaves que saem' })
    expect(
      within(list)
        .getAllByRole('columnheader')
        .map(({ textContent }) => textContent),
    ).toEqual(['Chave'])
  })

  test('without a token the reason stands where the button was', async () => {
    bridge.answer('invalidation.preview', {
      ...young(),
      token: null,
      tokenExpiresAt: null,
      blocked: { code: 'incomplete', message: '', retryable: true, params: {} },
      coverage: { complete: false, primaries: 3, primariesReached: 2, slotsCovered: 10_923 },
    })
    const dialog = await openFlow()
    await within(dialog).findByText(/2 de 3 primários/)
    expect(within(dialog).queryByRole('button', { name: 'Continuar' })).toBeNull()
  })

  test('a read-only profile sees the preview and the reason, never the way on', async () => {
    useConnection.setState({ status: connected({ readOnly: true }) })
    const dialog = await openFlow()
    expect(await within(dialog).findByText('perfil somente leitura')).toBeTruthy()
    expect(within(dialog).queryByRole('button', { name: 'Continuar' })).toBeNull()
  })

  test('nothing found leaves nothing to confirm', async () => {
    bridge.answer('invalidation.preview', {
      ...young(),
      count: 0,
      families: [],
      samples: [],
      token: null,
      tokenExpiresAt: null,
    })
    const dialog = await openFlow()
    expect(await within(dialog).findByText(/Nada a remover/)).toBeTruthy()
  })

  test('another choice of families must be previewed before it can be confirmed', async () => {
    const dialog = await openFlow()
    await within(dialog).findByRole('button', { name: 'Continuar' })
    await userEvent.click(within(dialog).getByRole('radio', { name: 'Por família' }))
    expect(within(dialog).queryByRole('button', { name: 'Continuar' })).toBeNull()
    const again = within(dialog).getByRole('button', { name: 'Nova prévia' })
    expect(again.getAttribute('aria-disabled')).toBe('true')
    await userEvent.click(within(dialog).getByRole('checkbox', { name: /embeddings/ }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Nova prévia' }))
    expect(asked('invalidation.preview').at(-1)).toEqual({
      scope: 'families',
      namespace: 'pncp',
      families: ['embeddings'],
    })
  })

  test('the walk tells how far it came and can be cancelled', async () => {
    bridge.hold('invalidation.preview')
    const dialog = await openFlow()
    act(() =>
      bridge.publish('invalidation.previewing', { previewId: 'v9', walked: 12_000, expectedKeys: 48_000, found: 31 }),
    )
    expect(within(dialog).getByText(/12\.000 de 48\.000 chaves percorridas, 31 de pncp/)).toBeTruthy()
    expect(within(dialog).getByRole('progressbar').getAttribute('aria-valuenow')).toBe('25')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Cancelar prévia' }))
    expect(asked('invalidation.cancelPreview')).toHaveLength(1)
  })

  test('a failed walk says what happened and offers another try', async () => {
    bridge.fail('invalidation.preview', { code: 'connection_lost' })
    const dialog = await openFlow()
    expect(await within(dialog).findByRole('alert')).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: 'Nova prévia' })).toBeTruthy()
  })
})

describe('step 2, confirm', () => {
  test('asks with the figures, and the field has the focus', async () => {
    const dialog = await openConfirm()
    expect(within(dialog).getByRole('heading', { name: 'Invalidar 1.000 chaves de pncp em alicit-hml?' })).toBeTruthy()
    expect(document.activeElement).toBe(within(dialog).getByRole('textbox'))
  })

  test('Enter and the button do nothing until the name matches byte for byte', async () => {
    bridge.answer('invalidation.run', sampleResult())
    const dialog = await openConfirm()
    const field = within(dialog).getByRole('textbox')
    for (const wrong of ['pnc', 'PNCP', 'pncp ', ' pncp', 'рncp']) {
      await userEvent.clear(field)
      await userEvent.type(field, `${wrong}{Enter}`)
      await userEvent.click(within(dialog).getByRole('button', { name: 'Invalidar 1.000 chaves' }))
    }
    expect(asked('invalidation.run')).toEqual([])
    await userEvent.clear(field)
    await userEvent.type(field, 'pncp')
    expect(within(dialog).getByText('Confere')).toBeTruthy()
    await userEvent.type(field, '{Enter}')
    expect(asked('invalidation.run')).toEqual([{ token: 'token-1', confirmation: 'pncp', noUndo: false }])
  })

  test('production says so in the title and announces the system dialog', async () => {
    useConnection.setState({ status: connected({ environment: 'production' }) })
    const dialog = await openConfirm()
    expect(within(dialog).getByRole('heading', { name: 'Invalidar 1.000 chaves de pncp em PROD?' })).toBeTruthy()
    await userEvent.type(within(dialog).getByRole('textbox'), 'pncp')
    expect(within(dialog).getByText('O sistema pedirá nova confirmação.')).toBeTruthy()
  })

  test('an expired preview cannot be confirmed any more', async () => {
    const dialog = await openConfirm()
    const { preview } = useInvalidation.getState()
    if (preview.phase !== 'ready') throw new TypeError('no preview')
    const expired = { ...preview.value, tokenExpiresAt: Date.now() - 60_000 }
    act(() => useInvalidation.setState({ preview: { phase: 'ready', value: expired }, typed: 'pncp' }))
    expect(within(dialog).getByRole('button', { name: 'Invalidar 1.000 chaves' }).getAttribute('aria-disabled')).toBe(
      'true',
    )
    expect(within(dialog).getAllByText(/A prévia venceu\. Faça uma nova/).length).toBeGreaterThan(0)
  })

  test('where undo is not to be had, that must be accepted first', async () => {
    bridge.answer('invalidation.run', sampleResult({ bundle: null, undoUntil: null }))
    bridge.answer('invalidation.preview', {
      ...young(),
      undo: { available: false, reason: 'disk_full', needsBytes: 9_000_000, freeBytes: 1_000, windowHours: 24 },
    })
    const dialog = await openConfirm()
    await userEvent.type(within(dialog).getByRole('textbox'), 'pncp{Enter}')
    expect(asked('invalidation.run')).toEqual([])
    await userEvent.click(within(dialog).getByRole('checkbox', { name: 'Remover mesmo sem poder desfazer' }))
    await userEvent.click(within(dialog).getByRole('button', { name: 'Invalidar 1.000 chaves' }))
    expect(asked('invalidation.run')).toEqual([{ token: 'token-1', confirmation: 'pncp', noUndo: true }])
  })
})

describe('step 3, progress', () => {
  async function running() {
    const answer = bridge.hold('invalidation.run')
    const dialog = await openConfirm()
    await userEvent.type(within(dialog).getByRole('textbox'), 'pncp{Enter}')
    act(() => bridge.publish('invalidation.progressed', sampleProgress()))
    return { dialog, answer }
  }

  test('Stop has the focus first, and Enter on it stops', async () => {
    const { dialog } = await running()
    const stop = within(dialog).getByRole('button', { name: 'Parar' })
    expect(document.activeElement).toBe(stop)
    await userEvent.keyboard('{Enter}')
    expect(asked('invalidation.stop')).toEqual([{ operationId: 'op-1' }])
    expect(within(dialog).getAllByText('Parando depois do lote em curso…').length).toBeGreaterThan(0)
  })

  test('tells the five counts, the rate and what is left', async () => {
    const { dialog } = await running()
    const books = within(dialog).getByRole('table', { name: 'Contas da invalidação' })
    expect(within(books).getByRole('row', { name: 'Removidas 400' })).toBeTruthy()
    expect(within(books).getByRole('row', { name: 'Restantes 596' })).toBeTruthy()
    expect(within(dialog).getByText('500 chaves/s')).toBeTruthy()
  })

  test('in the background it stays in sight, comes back, and tells its end', async () => {
    const { answer } = await running()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    const strip = screen.getByRole('complementary', { name: 'Invalidação em segundo plano' })
    expect(asked('invalidation.stop')).toEqual([])
    answer(sampleResult())
    await within(strip).findByText('Invalidação de pncp concluída: 990 de 1.000 chaves removidas')
    await userEvent.click(within(strip).getByRole('button', { name: 'Abrir' }))
    expect(await screen.findByRole('heading', { name: '990 chaves removidas de pncp' })).toBeTruthy()
  })
})

test('a removal that was stopped in the background is called stopped, with its figures', async () => {
  const ended = { phase: 'ended', result: sampleResult({ ended: 'stopped', deleted: 400, notAttempted: 590 }) } as const
  useInvalidation.setState({ namespace: 'pncp', step: 'result', run: ended })
  renderPage(<InvalidationFlow />)
  expect(screen.getByText('Invalidação de pncp parada: 400 de 1.000 chaves removidas')).toBeTruthy()
})

describe('another connection is opened with the flow on screen', () => {
  const elsewhere = () => {
    const { name: _, ...rest } = sampleConnection({ environment: 'production' })
    const identity = { ...rest.identity, host: 'other.example', runId: 'b2' }
    const connection = { ...rest, name: 'alicit-prd', identity }
    act(() => useConnection.setState({ status: { phase: 'connected', connection, since: 1, serverChanged: false } }))
  }
  const speaksOfTheFirst = (dialog: HTMLElement) => {
    expect(dialog.textContent).toContain('alicit-hmlredis.example:6379')
    expect(dialog.textContent).not.toMatch(/alicit-prd|other\.example|PROD/)
  }

  test('preview and confirmation keep the name they were made for, and cannot go on', async () => {
    const dialog = await openFlow()
    await within(dialog).findByRole('button', { name: 'Continuar' })
    elsewhere()
    speaksOfTheFirst(dialog)
    act(() => useInvalidation.getState().goTo('confirm'))
    expect(within(dialog).getByRole('heading', { name: 'Invalidar 1.000 chaves de pncp em alicit-hml?' })).toBeTruthy()
    speaksOfTheFirst(dialog)
  })

  test('progress and result too', async () => {
    const answer = bridge.hold('invalidation.run')
    const dialog = await openConfirm()
    await userEvent.type(within(dialog).getByRole('textbox'), 'pncp{Enter}')
    elsewhere()
    speaksOfTheFirst(dialog)
    answer(sampleResult({ undoUntil: Date.now() + 86_400_000 }))
    expect(await within(dialog).findByRole('button', { name: 'Desfazer…' })).toBeTruthy()
    speaksOfTheFirst(dialog)
  })
})

describe('step 4, result', () => {
  async function ended(result = sampleResult({ undoUntil: Date.now() + 86_400_000 })) {
    bridge.answer('invalidation.run', result)
    const dialog = await openConfirm()
    await userEvent.type(within(dialog).getByRole('textbox'), 'pncp{Enter}')
    await within(dialog).findByRole('button', { name: 'Concluir' })
    return dialog
  }

  test('the books balance, and say so', async () => {
    const dialog = await ended()
    expect(within(dialog).getByText('As cinco contas somam a prévia')).toBeTruthy()
    expect(within(dialog).getByRole('row', { name: 'Na prévia 1.000' })).toBeTruthy()
  })

  test('books that do not balance are not passed off as sound', async () => {
    const dialog = await ended(sampleResult({ gone: 1 }))
    expect(within(dialog).getByText(/As contas somam 997 e a prévia tinha 1\.000/)).toBeTruthy()
  })

  test('a stopped removal is called stopped', async () => {
    const dialog = await ended(sampleResult({ ended: 'stopped', deleted: 400, notAttempted: 590 }))
    expect(within(dialog).getByRole('heading', { name: 'Parada: 400 chaves removidas de pncp' })).toBeTruthy()
  })

  test('undo asks for the flow of its bundle and leaves', async () => {
    const dialog = await ended()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Desfazer…' }))
    expect(useRequestedFlow.getState().undo).toBe('b-1')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('without a bundle no undo is offered', async () => {
    const dialog = await ended(sampleResult({ bundle: null, undoUntil: null }))
    expect(within(dialog).getByText('Removida sem cópia: não pode ser desfeita.')).toBeTruthy()
    expect(within(dialog).queryByRole('button', { name: 'Desfazer…' })).toBeNull()
  })

  test('fetch now asks for the form of that provider and leaves', async () => {
    const dialog = await ended()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Coletar agora' }))
    expect(useRequestedFlow.getState().fetch).toEqual({ providers: ['pncp'] })
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })

  test('the copied summary holds raw figures and instants in UTC', async () => {
    const write = vi.spyOn(navigator.clipboard, 'writeText').mockResolvedValue()
    const dialog = await ended()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Copiar resumo' }))
    const text = write.mock.calls[0]?.[0] ?? ''
    expect(text).toContain('pncp:* em alicit-hml (redis.example:6379, db 0)')
    expect(text).toContain('Na prévia: 1000')
    expect(text).toMatch(/\d{4}-\d\d-\d\dT[\d:.]+Z/)
    write.mockRestore()
  })
})

test('in English too every step speaks the operator’s language', async () => {
  renderPage(<InvalidationFlow />, 'en')
  act(() => requestInvalidation({ namespace: 'pncp' }))
  const dialog = await screen.findByRole('dialog')
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Continue' }))
  expect(within(dialog).getByRole('heading', { name: 'Invalidate 1,000 keys of pncp on alicit-hml?' })).toBeTruthy()
})
