import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { requestExport, requestUndo, useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { ActivityPage } from '../../../renderer/features/activity/ActivityPage.tsx'
import { ExportFlow } from '../../../renderer/features/invalidation/export/ExportFlow.tsx'
import { useExport } from '../../../renderer/features/invalidation/export/export-store.ts'
import { UndoFlow } from '../../../renderer/features/invalidation/undo/UndoFlow.tsx'
import { useUndo } from '../../../renderer/features/invalidation/undo/undo-store.ts'
import type { ExportProgress, ExportReport } from '../../../shared/contract/transfer.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { sampleBundle } from '../activity/samples.ts'
import { connected, sampleServer, sampleUndo, sampleUndoPreview } from './samples.ts'

const target = { scope: 'whole', namespace: 'pncp' } as const
const progress: ExportProgress = { target, phase: 'copying', done: 25, of: 100, fileBytes: 5_000_000 }
const report: ExportReport = {
  target,
  server: sampleServer,
  file: 'pncp.pcb',
  listed: 100,
  saved: 97,
  gone: 2,
  changed: 0,
  failed: 1,
  fileBytes: 20_000_000,
  elapsedMs: 3_000,
}

let bridge: FakeBridge
beforeEach(() => {
  bridge = installFakeBridge()
  useExport.setState(useExport.getInitialState(), true)
  useUndo.setState(useUndo.getInitialState(), true)
  useConnection.setState({ status: connected(), known: true })
})
afterEach(() => {
  cleanup()
  useRequestedFlow.setState(useRequestedFlow.getInitialState(), true)
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)

describe('export', () => {
  test('shows nothing while the system asks where, and nothing after that was cancelled', async () => {
    const give = bridge.hold('transfer.export')
    renderPage(<ExportFlow />)
    act(() => requestExport({ scope: 'whole', namespace: 'pncp' }))
    await waitFor(() => expect(asked('transfer.export')).toEqual([{ target }]))
    expect(screen.queryByRole('dialog')).toBeNull()
    await act(async () => give(null))
    expect(useExport.getState().run.phase).toBe('none')
  })

  test('tells how far it is, stops once by Esc, and says that no file was left', async () => {
    bridge.answer('transfer.stop', {})
    bridge.hold('transfer.export')
    renderPage(<ExportFlow />)
    act(() => requestExport({ scope: 'whole', namespace: 'pncp' }))
    await waitFor(() => expect(useExport.getState().run.phase).toBe('asking'))
    act(() => bridge.publish('transfer.exporting', progress))
    const bar = await screen.findByRole('progressbar')
    expect(bar.getAttribute('aria-valuenow')).toBe('25')
    await waitFor(() => expect(document.activeElement?.textContent).toContain('Parar'))
    await userEvent.keyboard('{Escape}{Escape}')
    expect(asked('transfer.stop')).toEqual([{}])
    act(() =>
      useExport.setState({
        run: { phase: 'failed', target, failure: { code: 'cancelled', message: '', retryable: false, params: {} } },
      }),
    )
    expect(await screen.findByText('Exportação parada. Nenhum arquivo ficou.')).toBeTruthy()
  })

  test('ends with its books; keys that could not be read make it partial, in words', async () => {
    bridge.answer('transfer.export', report)
    renderPage(<ExportFlow />)
    act(() => requestExport({ scope: 'whole', namespace: 'pncp' }))
    const dialog = await screen.findByRole('dialog', { name: 'Exportação de pncp:* terminada' })
    expect(within(dialog).getByText('Parcial')).toBeTruthy()
    for (const row of [/^No arquivo.* 97$/, /^Sumiram no meio.* 2$/, /^Ilegíveis.* 1$/, /^Listadas.* 100$/])
      expect(within(dialog).getByRole('row', { name: row })).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
  })
})

describe('import', () => {
  const bundle = sampleBundle({ bundle: 'f-1', file: 'pncp.pcb' })

  test('goes through the steps of an undo, by the typed name of the namespace and not of the connection', async () => {
    bridge.answer('undo.preview', sampleUndoPreview({ bundle, elsewhere: true }))
    bridge.answer('undo.run', sampleUndo)
    renderPage(<UndoFlow />)
    act(() => requestUndo('f-1'))
    const dialog = await screen.findByRole('dialog', { name: 'Importar pncp:* de pncp.pcb' })
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Continuar' }))
    const field = within(dialog).getByRole('textbox', { name: /Para importar, digite pncp/ })
    await userEvent.type(field, 'alicit-hml{Enter}')
    expect(asked('undo.run')).toEqual([])
    await userEvent.clear(field)
    await userEvent.type(field, 'pncp{Enter}')
    await waitFor(() => expect(asked('undo.run')).toEqual([{ bundle: 'f-1', retarget: null, confirmation: 'pncp' }]))
  })

  test('keys outside of the target come only if their number is typed as well', async () => {
    const foreign = { keys: 3, restorable: 2, samples: [{ label: 'sessions:1', base64: 'cw==', byteLength: 10 }] }
    bridge.answer('undo.preview', sampleUndoPreview({ bundle, foreign, saved: 993 }))
    bridge.answer('undo.run', sampleUndo)
    renderPage(<UndoFlow />)
    act(() => requestUndo('f-1'))
    const dialog = await screen.findByRole('dialog')
    expect(await within(dialog).findByRole('row', { name: /^Fora do alvo.* 3$/ })).toBeTruthy()
    expect(within(dialog).getByText('sessions:1')).toBeTruthy()
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Continuar' }))
    await userEvent.type(within(dialog).getByRole('textbox', { name: /Para importar/ }), 'pncp')
    const number = within(dialog).getByRole('textbox', { name: /3 chaves fora de pncp:\*\s?, digite 3/ })
    await userEvent.type(number, '2{Enter}')
    expect(asked('undo.run')).toEqual([])
    await userEvent.clear(number)
    expect(within(dialog).getByRole('button', { name: 'Importar 980 chaves' })).toBeTruthy()
    await userEvent.type(number, '3')
    await userEvent.click(within(dialog).getByRole('button', { name: 'Importar 982 chaves' }))
    await waitFor(() =>
      expect(asked('undo.run')).toEqual([{ bundle: 'f-1', retarget: null, confirmation: 'pncp', foreign: 3 }]),
    )
  })

  test('the copy of a removal that came from another server asks for the name of this connection', async () => {
    const copy = sampleBundle({ bundle: 'f-1', file: 'b.pcu', ofRemoval: true })
    bridge.answer('undo.preview', sampleUndoPreview({ bundle: copy, elsewhere: true }))
    bridge.answer('undo.run', sampleUndo)
    renderPage(<UndoFlow />)
    act(() => requestUndo('f-1'))
    const dialog = await screen.findByRole('dialog')
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Continuar' }))
    await userEvent.type(within(dialog).getByRole('textbox', { name: /vieram de outro servidor/ }), 'alicit-hml{Enter}')
    await waitFor(() => expect(asked('undo.run')).toEqual([{ bundle: 'f-1', retarget: 'alicit-hml' }]))
  })

  test('is begun beside the undo list; a file that is no bundle is said, an opened one stays listed', async () => {
    bridge.answer('activity.journal', { entries: [], brokenAtLine: null, checked: null })
    bridge.answer('undo.list', [bundle])
    bridge.fail('undo.openFile', { code: 'refused', params: { reason: 'not a bundle' } })
    renderPage(<ActivityPage />)
    const open = await screen.findByRole('button', { name: 'Importar…' })
    await userEvent.click(open)
    expect((await screen.findByRole('alert')).textContent).toContain('not a bundle')
    bridge.answer('undo.openFile', bundle)
    await userEvent.click(open)
    await waitFor(() => expect(useRequestedFlow.getState().undo).toBe('f-1'))
    expect(screen.queryByRole('alert')).toBeNull()
    expect(screen.getByText('De um arquivo')).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Importar pncp:* de pncp.pcb' })).toBeTruthy()
  })
})
