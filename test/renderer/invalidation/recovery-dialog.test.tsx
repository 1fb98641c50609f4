import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useLeftOperations } from '../../../renderer/connection/left-operations-store.ts'
import { requestRecovery, useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { RecoveryDialog } from '../../../renderer/features/invalidation/recovery/RecoveryDialog.tsx'
import type { UnfinishedOperation } from '../../../shared/contract/operations.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleServer } from './samples.ts'

let bridge: FakeBridge
const left = (change: Partial<UnfinishedOperation> = {}): UnfinishedOperation => ({
  operationId: 'a1',
  kind: 'invalidation',
  target: { scope: 'whole', namespace: 'pncp' },
  server: sampleServer,
  connection: 'alicit-hml',
  who: 'marina@ops-02',
  startedAt: Date.now() - 60_000,
  keys: 1_000,
  bundle: 'b-1',
  ...change,
})

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('operations.close', {})
  bridge.answer('operations.verify', {
    operationId: 'a1',
    at: Date.now(),
    listed: 1_000,
    gone: 410,
    goneSaved: 400,
    there: 580,
    changed: 10,
    unknown: 0,
    damaged: 1,
  })
  useConnection.setState({ status: connected(), known: true })
})
afterEach(() => {
  cleanup()
  useRequestedFlow.setState({ undo: null, recovery: null })
  bridge.remove()
})

const asked = () => bridge.calls.map(({ method }) => method)

async function open(operation = left()) {
  bridge.answer('operations.unfinished', [operation])
  await useLeftOperations.getState().refresh()
  renderPage(<RecoveryDialog />)
  act(() => requestRecovery('a1'))
  return screen.findByRole('dialog')
}

test('does nothing by itself, and the focus is on leaving it for later', async () => {
  const dialog = await open()
  expect(
    within(dialog).getByRole('heading', { name: 'A invalidação de pncp:* foi interrompida. O que fazer?' }),
  ).toBeTruthy()
  await waitFor(() => expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: /^Depois/ })))
  expect(asked()).toEqual(['operations.unfinished'])
})

test('inspecting tells what is gone, with a copy and without', async () => {
  const dialog = await open()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Conferir' }))
  const table = await within(dialog).findByRole('table', { name: 'O que foi feito das chaves da lista' })
  for (const row of [
    /^Sumiram, com cópia.* 400$/,
    /^Sumiram, sem cópia.* 10$/,
    /^Como na lista 580$/,
    /^Na lista 1\.000$/,
  ])
    expect(within(table).getByRole('row', { name: row })).toBeTruthy()
  expect(within(dialog).getByText('1 registro da cópia danificado')).toBeTruthy()
})

test('undo opens the flow of its bundle', async () => {
  const dialog = await open()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Desfazer…' }))
  expect(useRequestedFlow.getState()).toMatchObject({ undo: 'b-1', recovery: null })
})

test('closing it leaves the dialog and reads the list again', async () => {
  const dialog = await open()
  bridge.answer('operations.unfinished', [])
  await userEvent.click(within(dialog).getByRole('button', { name: 'Encerrar como está' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  expect(asked()).toEqual(['operations.unfinished', 'operations.close', 'operations.unfinished'])
})

test('of another server it cannot be inspected, and without a copy not undone', async () => {
  const dialog = await open(left({ server: { ...sampleServer, port: 1 }, bundle: null }))
  expect(within(dialog).getByRole('button', { name: 'Conferir' }).getAttribute('aria-disabled')).toBe('true')
  expect(within(dialog).queryByRole('button', { name: 'Desfazer…' })).toBeNull()
  expect(within(dialog).getByText(/não pode ser desfeita/)).toBeTruthy()
})

test('an unfinished restore goes on in its own flow', async () => {
  const dialog = await open(left({ kind: 'undo' }))
  expect(within(dialog).queryByRole('button', { name: 'Conferir' })).toBeNull()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Continuar…' }))
  expect(useRequestedFlow.getState().undo).toBe('b-1')
})
