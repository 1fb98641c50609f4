import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { RemoveKey } from '../../../renderer/features/keys/RemoveKey.tsx'
import type { InvalidationResult, KeysPreview } from '../../../shared/contract/invalidation.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleResult, sampleServer } from '../invalidation/samples.ts'

let bridge: FakeBridge
const onDone = vi.fn<() => void>()
const keyRef = { base64: 'aw==' }

const preview = (change: Partial<KeysPreview> = {}): KeysPreview => ({
  target: { scope: 'keys', namespace: 'pncp', label: 'pncp:search_v2:1', keys: 1 },
  at: Date.now(),
  count: 1,
  missing: 0,
  keys: [{ key: { label: 'pncp:search_v2:1', base64: 'aw==', byteLength: 16 }, bytes: 2_048, expiresAt: null }],
  bytes: 2_048,
  server: sampleServer,
  undo: { available: true, reason: 'ok', needsBytes: 2_048, freeBytes: 9_000_000, windowHours: 24 },
  token: 'token-1',
  tokenExpiresAt: Date.now() + 600_000,
  blocked: null,
  ...change,
})
const result = (change: Partial<InvalidationResult> = {}): InvalidationResult =>
  sampleResult({
    target: { scope: 'keys', namespace: 'pncp', label: 'pncp:search_v2:1', keys: 1 },
    previewed: 1,
    deleted: 1,
    changed: 0,
    gone: 0,
    failed: 0,
    notAttempted: 0,
    undoUntil: Date.now() + 86_400_000,
    ...change,
  })

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('invalidation.previewKeys', preview())
  bridge.answer('invalidation.run', result())
  onDone.mockClear()
  useConnection.setState({ status: connected(), known: true })
})
afterEach(() => {
  cleanup()
  useRequestedFlow.setState({ undo: null })
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)

async function openDialog() {
  renderPage(<RemoveKey keyRef={keyRef} onDone={onDone} />)
  await userEvent.click(screen.getByRole('button', { name: 'Remover chave…' }))
  return screen.findByRole('dialog')
}
const removeIn = (dialog: HTMLElement) => within(dialog).findByRole('button', { name: 'Remover 1 chave' })

test('names the key before it goes, the focus is on Cancel, and the name is what confirms', async () => {
  const dialog = await openDialog()
  expect(await within(dialog).findByText('pncp:search_v2:1')).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancelar' })))
  expect(asked('invalidation.run')).toEqual([])
  await userEvent.click(await removeIn(dialog))
  expect(asked('invalidation.run')).toEqual([{ token: 'token-1', confirmation: 'pncp:search_v2:1', noUndo: false }])
  expect(await within(dialog).findByRole('heading', { name: 'Chave removida' })).toBeTruthy()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Desfazer…' }))
  expect(useRequestedFlow.getState().undo).toBe('b-1')
  expect(onDone).toHaveBeenCalledOnce()
})

test('one that changed meanwhile is told as kept', async () => {
  bridge.answer('invalidation.run', result({ deleted: 0, changed: 1, bundle: null, undoUntil: null }))
  const dialog = await openDialog()
  await userEvent.click(await removeIn(dialog))
  expect(await within(dialog).findByText('Mudou nesse tempo; ficou')).toBeTruthy()
})

test('one that is gone leaves nothing to confirm', async () => {
  bridge.answer('invalidation.previewKeys', preview({ count: 0, missing: 1, keys: [], token: null }))
  const dialog = await openDialog()
  expect((await within(dialog).findAllByText(/A chave já não existe/)).length).toBeGreaterThan(0)
  expect((await removeIn(dialog)).getAttribute('aria-disabled')).toBe('true')
})

test('where undo is not to be had, that must be accepted first', async () => {
  bridge.answer(
    'invalidation.previewKeys',
    preview({ undo: { available: false, reason: 'disk_full', needsBytes: 9, freeBytes: 1, windowHours: 24 } }),
  )
  const dialog = await openDialog()
  await userEvent.click(await removeIn(dialog))
  expect(asked('invalidation.run')).toEqual([])
  await userEvent.click(within(dialog).getByRole('checkbox'))
  await userEvent.click(await removeIn(dialog))
  expect(asked('invalidation.run')).toEqual([{ token: 'token-1', confirmation: 'pncp:search_v2:1', noUndo: true }])
})

test('a token that is used up asks for another look', async () => {
  bridge.fail('invalidation.run', { code: 'token_invalid' })
  const dialog = await openDialog()
  await userEvent.click(await removeIn(dialog))
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Olhar de novo' }))
  expect(asked('invalidation.previewKeys')).toEqual([{ keys: [keyRef] }, { keys: [keyRef] }])
})

test('on a read-only profile the button stays, with its reason', async () => {
  act(() => useConnection.setState({ status: connected({ readOnly: true }) }))
  renderPage(<RemoveKey keyRef={keyRef} onDone={onDone} />)
  expect(screen.getByRole('button', { name: 'Remover chave…' }).getAttribute('aria-disabled')).toBe('true')
  expect(screen.getByText('perfil somente leitura')).toBeTruthy()
})
