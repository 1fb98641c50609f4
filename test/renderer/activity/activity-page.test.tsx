import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { ActivityPage } from '../../../renderer/features/activity/ActivityPage.tsx'
import { useActivity } from '../../../renderer/features/activity/activity-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleServer, sampleUndo } from '../invalidation/samples.ts'
import { sampleBundle, sampleEntry } from './samples.ts'

let bridge: FakeBridge
const fresh = useActivity.getInitialState()

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('activity.journal', {
    entries: [sampleEntry({ seq: 2, what: 'refused', details: { code: 'token_invalid' } }), sampleEntry()],
    brokenAtLine: null,
  })
  bridge.answer('undo.list', [sampleBundle(), sampleBundle({ bundle: 'b-0', state: 'restored', createdAt: 1 })])
  bridge.answer('undo.run', sampleUndo)
  useActivity.setState(fresh, true)
  useConnection.setState({ status: connected(), known: true })
})
afterEach(() => {
  cleanup()
  bridge.remove()
})

describe('journal', () => {
  test('tells who did what when, in UTC, newest first', async () => {
    renderPage(<ActivityPage />)
    const journal = await screen.findByRole('table', { name: /Registro de atos/ })
    const rows = within(journal).getAllByRole('row')
    expect(rows[1]?.textContent).toContain('Recusado')
    expect(rows[2]?.textContent).toContain('2026-11-23T17:05:12Z')
    expect(rows[2]?.textContent).toContain('namespace=pncp deleted=990 bundle=null')
    expect(screen.getByText('Corrente íntegra')).toBeTruthy()
  })

  test('an act this version does not know keeps its own name', async () => {
    bridge.answer('activity.journal', { entries: [sampleEntry({ what: 'toString' })], brokenAtLine: null })
    renderPage(<ActivityPage />)
    expect(await screen.findByText('toString')).toBeTruthy()
  })

  test('a broken chain is said with its line', async () => {
    bridge.answer('activity.journal', { entries: [sampleEntry()], brokenAtLine: 17 })
    renderPage(<ActivityPage />)
    expect(await screen.findByText('Corrente quebrada na linha 17')).toBeTruthy()
    expect(screen.getByRole('alert').textContent).toContain('linha 17')
  })

  test('a filter tells how many entries it hides', async () => {
    renderPage(<ActivityPage />)
    await userEvent.selectOptions(await screen.findByRole('combobox', { name: 'Filtrar por ato' }), 'refused')
    expect(screen.getByText('O filtro esconde 1 registro.')).toBeTruthy()
  })

  test('an empty journal says what will appear, a failed one that it failed', async () => {
    bridge.answer('activity.journal', { entries: [], brokenAtLine: null })
    renderPage(<ActivityPage />)
    expect(await screen.findByText(/Nada foi registrado ainda/)).toBeTruthy()
    bridge.fail('activity.journal', { code: 'storage_failed' })
    await userEvent.click(screen.getByRole('button', { name: 'Atualizar' }))
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})

describe('undo', () => {
  const openUndo = async () => {
    renderPage(<ActivityPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Desfazer a remoção de pncp:*…' }))
    return screen.findByRole('dialog')
  }

  test('only what can still be undone offers it', async () => {
    renderPage(<ActivityPage />)
    expect(await screen.findAllByRole('button', { name: /^Desfazer a remoção/ })).toHaveLength(1)
    expect(screen.getByText('Desfeita')).toBeTruthy()
  })

  test('says what returns before it runs, and the focus is not on the act', async () => {
    const dialog = await openUndo()
    expect(within(dialog).getByRole('heading', { name: 'Devolver 990 chaves de pncp a alicit-hml?' })).toBeTruthy()
    expect(document.activeElement).toBe(within(dialog).getByRole('button', { name: 'Cancelar' }))
    expect(bridge.calls.some(({ method }) => method === 'undo.run')).toBe(false)
  })

  test('ends with its own books', async () => {
    const dialog = await openUndo()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restaurar 990 chaves' }))
    const books = await within(dialog).findByRole('table', { name: 'Contas da restauração' })
    expect(within(books).getByRole('row', { name: 'Mantida a mais nova 3' })).toBeTruthy()
    expect(within(books).getByRole('row', { name: 'Guardadas 990' })).toBeTruthy()
  })

  test('a copy of another place cannot be restored here, and the reason is said', async () => {
    bridge.answer('undo.list', [sampleBundle({ server: { ...sampleServer, port: 7501 } })])
    const dialog = await openUndo()
    expect(within(dialog).getByText(/redis\.example:7501, db 0; outro servidor responde agora/)).toBeTruthy()
    const restore = within(dialog).getByRole('button', { name: 'Restaurar 990 chaves' })
    expect(restore.getAttribute('aria-disabled')).toBe('true')
    expect(within(dialog).getByText('agora outro servidor está aberto')).toBeTruthy()
    await userEvent.click(restore)
    expect(bridge.calls.some(({ method }) => method === 'undo.run')).toBe(false)
  })

  test('a restart of the right server takes nothing away', async () => {
    bridge.answer('undo.list', [sampleBundle({ server: { ...sampleServer, runId: 'before-the-restart' } })])
    const dialog = await openUndo()
    expect(within(dialog).queryByText(/outro servidor/)).toBeNull()
    expect(within(dialog).getByRole('button', { name: 'Restaurar 990 chaves' }).getAttribute('aria-disabled')).not.toBe(
      'true',
    )
  })

  test('a failed restore can be tried again', async () => {
    bridge.fail('undo.run', { code: 'connection_lost', retryable: true })
    const dialog = await openUndo()
    await userEvent.click(within(dialog).getByRole('button', { name: 'Restaurar 990 chaves' }))
    bridge.answer('undo.run', sampleUndo)
    await userEvent.click(await within(dialog).findByRole('button', { name: 'Tentar de novo' }))
    expect(await within(dialog).findByRole('button', { name: 'Concluir' })).toBeTruthy()
  })

  test('on a read-only profile the button stays, with its reason', async () => {
    act(() => useConnection.setState({ status: connected({ readOnly: true }) }))
    renderPage(<ActivityPage />)
    const button = await screen.findByRole('button', { name: /^Desfazer a remoção/ })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getAllByText('perfil somente leitura').length).toBeGreaterThan(0)
  })
})
