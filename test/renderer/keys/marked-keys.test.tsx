import { act, cleanup, fireEvent, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { usePageActionsStore } from '../../../renderer/connection/page-actions.ts'
import { useProviders } from '../../../renderer/connection/providers-store.ts'
import { useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { useStats } from '../../../renderer/connection/stats-store.ts'
import { KeysPage } from '../../../renderer/features/keys/KeysPage.tsx'
import { useKeys } from '../../../renderer/features/keys/keys-store.ts'
import { useMarks } from '../../../renderer/features/keys/marks-store.ts'
import type { InvalidationResult, KeysPreview } from '../../../shared/contract/invalidation.ts'
import type { KeyPage, KeyRow } from '../../../shared/contract/keys.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleNow, sampleProviders, sampleResult, sampleServer } from '../invalidation/samples.ts'
import { sampleStats } from '../providers/samples.ts'

let bridge: FakeBridge
let listing = 0

beforeEach(() => {
  bridge = installFakeBridge()
  useConnection.setState({ status: connected(), known: true })
  useProviders.setState({ providers: { phase: 'ready', value: sampleProviders } })
  useStats.setState({ ...useStats.getInitialState(), report: sampleStats() })
  useKeys.setState(useKeys.getInitialState())
  useMarks.setState(useMarks.getInitialState())
  window.location.hash = '#/keys?ns=pncp&family=search_v2'
})
afterEach(() => {
  cleanup()
  useRequestedFlow.setState({ export: null })
  bridge.remove()
})

const nameOf = (at: number) => `pncp:search_v2:${at}`
const row = (at: number): KeyRow => ({
  index: at,
  key: { label: nameOf(at), base64: btoa(nameOf(at)), byteLength: 16 },
  namespace: 'pncp',
  family: 'search_v2',
  state: 'present',
  type: 'string',
  bytes: 2_048,
  expiresAt: Date.now() + 7_200_000,
})
const rows = (from: number, count: number) => Array.from({ length: count }, (_, at) => row(from + at))
function answerList(found: number) {
  const page = (number: number): KeyPage => ({
    listing: `l${listing}`,
    page: number,
    found,
    complete: true,
    full: false,
    sorted: true,
    at: sampleNow,
    rows: rows(200 * number, Math.min(200, found - 200 * number)),
  })
  bridge.answer('keys.list', () => {
    listing += 1
    return page(0)
  })
  bridge.answer('keys.page', (asked) => page(asked.page))
}
const rowOf = async (at: number) => {
  const list = await screen.findByRole('grid', { name: 'Lista de chaves' })
  const found = (await within(list).findByTitle(nameOf(at))).closest('tr')
  if (!found) throw new TypeError('it stands in no row')
  return found
}
const marked = () => [...useMarks.getState().marks.values()].map((ref) => ('base64' in ref ? atob(ref.base64) : ref))
const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)
const refs = (...places: number[]) => places.map((at) => ({ base64: btoa(nameOf(at)) }))

async function openList(found = 6) {
  answerList(found)
  renderPage(<KeysPage />)
  const first = await rowOf(0)
  act(() => first.focus())
}

describe('marking', () => {
  test('by keyboard alone: one, a stretch that grows and shrinks, all; Esc lets go', async () => {
    await openList()
    await userEvent.keyboard('{Shift>} {/Shift}')
    expect((await rowOf(0)).getAttribute('aria-selected')).toBe('true')
    await userEvent.keyboard('{Shift>}{ArrowDown}{ArrowDown}{ArrowDown}{/Shift}')
    await waitFor(() => expect(marked()).toEqual([0, 1, 2, 3].map(nameOf)))
    await userEvent.keyboard('{Shift>}{ArrowUp}{/Shift}')
    await waitFor(() => expect(marked()).toEqual([0, 1, 2].map(nameOf)))
    expect(await screen.findByText('3 chaves selecionadas')).toBeTruthy()
    expect(document.activeElement).toBe(await rowOf(2))
    await userEvent.keyboard('{Shift>} {/Shift}')
    expect(marked()).toEqual([0, 1].map(nameOf))
    await userEvent.keyboard('{Control>}a{/Control}')
    await waitFor(() => expect(marked()).toHaveLength(6))
    await userEvent.keyboard('{Escape}')
    expect(marked()).toEqual([])
    expect(screen.queryByRole('region', { name: 'Chaves selecionadas' })).toBeNull()
  })

  test('by pointer: Ctrl and the tick mark one, Shift a stretch, and a plain press opens and marks nothing', async () => {
    bridge.hold('keys.open')
    await openList()
    fireEvent.click(await rowOf(1), { ctrlKey: true })
    fireEvent.click(await rowOf(3), { shiftKey: true })
    await waitFor(() => expect(marked()).toEqual([1, 2, 3].map(nameOf)))
    const tick = (await rowOf(5)).querySelector('.grid__tick')
    if (tick) fireEvent.click(tick)
    expect(marked()).toEqual([1, 2, 3, 5].map(nameOf))
    expect(asked('keys.open')).toEqual([])
    fireEvent.click(await rowOf(4))
    expect(marked()).toHaveLength(4)
    expect((await rowOf(4)).getAttribute('aria-current')).toBe('true')
  })

  test('the marks outlive a refresh by their bytes, and go with the question', async () => {
    await openList()
    await userEvent.keyboard('{Shift>} {/Shift}')
    await act(async () => usePageActionsStore.getState().actions.refresh?.())
    expect((await rowOf(0)).getAttribute('aria-selected')).toBe('true')
    await act(async () => {
      window.location.hash = '#/keys?ns=pncp'
    })
    await waitFor(() => expect(marked()).toEqual([]))
  })

  test('rows that are not in the document are marked too, as many as may be at once, and that is said', async () => {
    await openList(5_000)
    await userEvent.keyboard('{Shift>}{End}{/Shift}')
    expect(await screen.findByText(/^1\.000 chaves selecionadas, o máximo de uma vez$/)).toBeTruthy()
    expect(marked().at(-1)).toBe(nameOf(999))
    expect(screen.getAllByRole('row').length).toBeLessThan(60)
  })
})

describe('with the marked keys', () => {
  const preview = (change: Partial<KeysPreview> = {}): KeysPreview => ({
    target: { scope: 'keys', namespace: 'pncp', label: nameOf(0), keys: 2 },
    at: Date.now(),
    count: 2,
    missing: 0,
    keys: [0, 1].map((at) => ({ key: row(at).key, bytes: 2_048, expiresAt: null })),
    bytes: 4_096,
    server: sampleServer,
    undo: { available: true, reason: 'ok', needsBytes: 4_096, freeBytes: 9_000_000, windowHours: 24 },
    token: 'token-1',
    tokenExpiresAt: Date.now() + 600_000,
    blocked: null,
    ...change,
  })
  const result: InvalidationResult = sampleResult({
    target: { scope: 'keys', namespace: 'pncp', label: nameOf(0), keys: 2 },
    previewed: 2,
    deleted: 1,
    changed: 1,
    gone: 0,
    failed: 0,
    notAttempted: 0,
    undoUntil: Date.now() + 86_400_000,
  })
  const markTwo = async () => {
    await openList()
    await userEvent.keyboard('{Shift>} {ArrowDown}{/Shift}')
    await screen.findByText('2 chaves selecionadas')
  }

  test('I shows each of them; nothing goes before the namespace is typed; the books add up and undo is offered', async () => {
    bridge.answer('invalidation.previewKeys', preview({ missing: 1 }))
    bridge.answer('invalidation.run', result)
    await markTwo()
    act(() => usePageActionsStore.getState().actions.invalidate?.())
    const dialog = await screen.findByRole('dialog', { name: /^Remover 2 chaves de / })
    expect(asked('invalidation.previewKeys')).toEqual([{ keys: refs(0, 1) }])
    for (const at of [0, 1]) expect(await within(dialog).findByTitle(nameOf(at))).toBeTruthy()
    expect(within(dialog).getByText(/1 das selecionadas já não existe/)).toBeTruthy()
    const remove = within(dialog).getByRole('button', { name: 'Remover 2 chaves' })
    expect(remove.getAttribute('aria-disabled')).toBe('true')
    await userEvent.type(within(dialog).getByRole('textbox'), 'pncp:{Enter}')
    expect(asked('invalidation.run')).toEqual([])
    await userEvent.keyboard('{Backspace}{Enter}')
    expect(asked('invalidation.run')).toEqual([{ token: 'token-1', confirmation: 'pncp', noUndo: false }])
    expect(await within(dialog).findByRole('row', { name: /^Removidas 1$/ })).toBeTruthy()
    expect(within(dialog).getByRole('row', { name: /^Na prévia 2$/ })).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: 'Desfazer…' })).toBeTruthy()
    await userEvent.click(within(dialog).getAllByRole('button', { name: 'Fechar' }).at(-1) as HTMLElement)
    expect(marked()).toEqual([])
    expect(asked('keys.list')).toHaveLength(2)
  })

  test('a long list is shown page by page, to its last key', async () => {
    const keys = rows(0, 250).map(({ key }) => ({ key, bytes: 1, expiresAt: null }))
    const target = { scope: 'keys', namespace: 'pncp', label: nameOf(0), keys: 250 } as const
    bridge.answer('invalidation.previewKeys', preview({ target, count: 250, keys }))
    await markTwo()
    await userEvent.click(screen.getByRole('button', { name: /^Remover…/ }))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByText('1–100 de 250')).toBeTruthy()
    for (const _ of [1, 2]) await userEvent.click(within(dialog).getByRole('button', { name: 'Próxima página' }))
    expect(within(dialog).getByText('201–250 de 250')).toBeTruthy()
    expect(within(dialog).getByTitle(nameOf(249))).toBeTruthy()
    expect(within(dialog).queryByTitle(nameOf(100))).toBeNull()
  })

  test('of several namespaces their number is typed', async () => {
    bridge.answer('invalidation.previewKeys', preview({ target: { ...result.target, namespace: null } as never }))
    await markTwo()
    await userEvent.click(screen.getByRole('button', { name: /^Remover…/ }))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByLabelText('Digite 2 para confirmar')).toBeTruthy()
  })

  test('while it runs it can be stopped, and Esc leaves it not', async () => {
    bridge.answer('invalidation.previewKeys', preview())
    bridge.answer('invalidation.stop', {})
    const give = bridge.hold('invalidation.run')
    await markTwo()
    await userEvent.click(screen.getByRole('button', { name: /^Remover…/ }))
    const dialog = await screen.findByRole('dialog')
    await userEvent.type(await within(dialog).findByRole('textbox'), 'pncp{Enter}')
    const books = { previewed: 2, deleted: 1, changed: 0, gone: 0, failed: 0, notAttempted: 1 }
    const { target } = result
    const progress = { operationId: 'o-1', target, books, keysPerSecond: 1, serverMs: 1, elapsedMs: 1, done: false }
    act(() => bridge.publish('invalidation.progressed', progress))
    expect(await within(dialog).findByText('1 de 2')).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Parar' }))
    expect(asked('invalidation.stop')).toEqual([{ operationId: 'o-1' }])
    await act(async () => give({ ...result, ended: 'stopped' }))
    expect(await screen.findByRole('dialog', { name: 'Chave removida' })).toBeTruthy()
  })

  test('their exact names are copied, one a line, as base64 where a name is no text or holds a line’s end', async () => {
    const user = userEvent.setup()
    await openList()
    await user.keyboard('{Shift>} {/Shift}')
    const odd = [{ base64: btoa('a\nb') }, { base64: btoa('\xff') }]
    act(() =>
      useMarks.getState().set(new Map([...useMarks.getState().marks, ...odd.map((ref) => [ref.base64, ref] as const)])),
    )
    await user.keyboard('{Control>}c{/Control}')
    await waitFor(async () =>
      expect(await navigator.clipboard.readText()).toBe([nameOf(0), ...odd.map(({ base64 }) => base64)].join('\n')),
    )
  })

  test('exactly they are exported', async () => {
    await markTwo()
    await userEvent.click(screen.getByRole('button', { name: /^Exportar…/ }))
    expect(useRequestedFlow.getState().export).toEqual({ scope: 'keys', keys: refs(0, 1) })
  })
})
