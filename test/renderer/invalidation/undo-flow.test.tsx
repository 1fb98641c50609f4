import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { requestUndo, useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { UndoFlow } from '../../../renderer/features/invalidation/undo/UndoFlow.tsx'
import { useUndo } from '../../../renderer/features/invalidation/undo/undo-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleServer, sampleUndo, sampleUndoPreview, sampleUndoProgress } from './samples.ts'

let bridge: FakeBridge
const fresh = useUndo.getInitialState()

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('undo.preview', sampleUndoPreview())
  bridge.answer('undo.cancelPreview', {})
  bridge.answer('undo.stop', {})
  bridge.answer('undo.run', sampleUndo)
  useUndo.setState(fresh, true)
  useConnection.setState({ status: connected(), known: true })
})
afterEach(() => {
  cleanup()
  useRequestedFlow.setState({ invalidation: null, fetch: null, undo: null, recovery: null })
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)

async function openFlow() {
  renderPage(<UndoFlow />)
  act(() => requestUndo('b-1'))
  return screen.findByRole('dialog')
}

async function openConfirm() {
  const dialog = await openFlow()
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Continuar' }))
  return dialog
}

describe('step 1, preview', () => {
  test('says of every saved key what would become of it', async () => {
    const dialog = await openFlow()
    const table = await within(dialog).findByRole('table', { name: 'O que aconteceria com as chaves da cópia' })
    for (const row of [/^Voltam.* 980$/, /^Não voltam.* 7$/, /^Já existem.* 3$/, /^Guardadas 990$/])
      expect(within(table).getByRole('row', { name: row })).toBeTruthy()
    expect(asked('undo.run')).toEqual([])
  })

  test('names the damaged records', async () => {
    bridge.answer('undo.preview', sampleUndoPreview({ damaged: 2, restorable: 978, damagedRecords: [17, 900] }))
    const dialog = await openFlow()
    expect(await within(dialog).findByText('Registros 17, 900 da cópia')).toBeTruthy()
  })

  test('of which nothing would come back cannot go on', async () => {
    bridge.answer('undo.preview', sampleUndoPreview({ restorable: 0, standing: 983 }))
    const dialog = await openFlow()
    expect(await within(dialog).findByText('Nenhuma chave da cópia voltaria.')).toBeTruthy()
    expect(within(dialog).queryByRole('button', { name: 'Continuar' })).toBeNull()
  })

  test('is cancelled when the dialog is left', async () => {
    bridge.hold('undo.preview')
    await openFlow()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
    expect(asked('undo.cancelPreview')).toEqual([{}])
  })
})

describe('step 2, confirm', () => {
  test('asks with the figures, and the focus is not on the act', async () => {
    const dialog = await openConfirm()
    expect(within(dialog).getByRole('heading', { name: 'Restaurar 980 chaves de pncp:* em alicit-hml?' })).toBeTruthy()
    await waitFor(() =>
      expect(document.activeElement).not.toBe(within(dialog).getByRole('button', { name: 'Restaurar 980 chaves' })),
    )
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restaurar 980 chaves' }))
    expect(asked('undo.run')).toEqual([{ bundle: 'b-1', retarget: null }])
  })

  test('a bundle of another server waits for this connection’s typed name', async () => {
    const preview = sampleUndoPreview({ elsewhere: true })
    bridge.answer('undo.preview', {
      ...preview,
      bundle: { ...preview.bundle, server: { ...sampleServer, port: 7501 } },
    })
    const dialog = await openConfirm()
    expect(within(dialog).getByText(/redis\.example:7501, db 0; outro servidor responde agora/)).toBeTruthy()
    const field = within(dialog).getByRole('textbox')
    await userEvent.type(field, 'ALICIT-HML{Enter}')
    expect(asked('undo.run')).toEqual([])
    await userEvent.clear(field)
    await userEvent.type(field, 'alicit-hml{Enter}')
    expect(asked('undo.run')).toEqual([{ bundle: 'b-1', retarget: 'alicit-hml' }])
  })

  test('a refusal leads back to the question', async () => {
    bridge.fail('undo.run', { code: 'busy', params: { operation: 'invalidation of pncp' } })
    const dialog = await openConfirm()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restaurar 980 chaves' }))
    expect(await within(dialog).findByRole('alert')).toBeTruthy()
    expect(within(dialog).getByRole('button', { name: 'Restaurar 980 chaves' })).toBeTruthy()
  })

  test('on a read-only profile the reason stands in place of the act', async () => {
    act(() => useConnection.setState({ status: connected({ readOnly: true }) }))
    const dialog = await openFlow()
    expect(await within(dialog).findByText('perfil somente leitura')).toBeTruthy()
    expect(within(dialog).queryByRole('button', { name: 'Continuar' })).toBeNull()
  })
})

describe('step 3, progress', () => {
  test('Stop has the focus first and ends the operation it names; left, it goes on in sight', async () => {
    const answer = bridge.hold('undo.run')
    const dialog = await openConfirm()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restaurar 980 chaves' }))
    act(() => bridge.publish('undo.progressed', sampleUndoProgress()))
    expect(within(dialog).getByText('400 de 990')).toBeTruthy()
    const stop = within(dialog).getByRole('button', { name: 'Parar' })
    await waitFor(() => expect(document.activeElement).toBe(stop))
    await userEvent.click(stop)
    expect(asked('undo.stop')).toEqual([{ operationId: 'u-1' }])
    await userEvent.keyboard('{Escape}')
    const strip = await screen.findByRole('complementary', { name: 'Restauração em segundo plano' })
    act(() => answer({ ...sampleUndo, ended: 'stopped', restored: 400, notAttempted: 580 }))
    expect(await within(strip).findByText('Parada: 400 chaves restauradas de pncp:*')).toBeTruthy()
  })
})

describe('step 4, result', () => {
  test('the books, and no way to go on where all was done', async () => {
    const dialog = await openConfirm()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restaurar 980 chaves' }))
    const books = await within(dialog).findByRole('table', { name: 'Contas da restauração' })
    expect(within(books).getByRole('row', { name: /^Já existiam.* 3$/ })).toBeTruthy()
    expect(within(dialog).queryByRole('button', { name: 'Continuar…' })).toBeNull()
  })

  test('what is lacking can be taken up again, from a new preview', async () => {
    bridge.answer('undo.run', { ...sampleUndo, ended: 'stopped', restored: 400, notAttempted: 580 })
    const dialog = await openConfirm()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restaurar 980 chaves' }))
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Continuar…' }))
    expect(await within(dialog).findByRole('button', { name: 'Continuar' })).toBeTruthy()
    expect(asked('undo.preview')).toHaveLength(2)
  })
})

test('in English too', async () => {
  renderPage(<UndoFlow />, 'en')
  act(() => requestUndo('b-1'))
  const dialog = await screen.findByRole('dialog')
  await userEvent.click(await within(dialog).findByRole('button', { name: 'Continue' }))
  expect(within(dialog).getByRole('heading', { name: 'Restore 980 keys of pncp:* to alicit-hml?' })).toBeTruthy()
})
