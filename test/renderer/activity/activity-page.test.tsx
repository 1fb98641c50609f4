import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { ActivityPage } from '../../../renderer/features/activity/ActivityPage.tsx'
import { useActivity } from '../../../renderer/features/activity/activity-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected } from '../invalidation/samples.ts'
import { sampleBundle, sampleEntry } from './samples.ts'

let bridge: FakeBridge
const fresh = useActivity.getInitialState()

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('activity.journal', {
    entries: [sampleEntry({ seq: 2, what: 'refused', details: { code: 'token_invalid' } }), sampleEntry()],
    brokenAtLine: null,
    checked: { lines: 2, at: 1_700_000_000_000 },
  })
  bridge.answer('undo.list', [sampleBundle(), sampleBundle({ bundle: 'b-0', state: 'restored', createdAt: 1 })])
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
    expect(screen.getByText(/^Corrente íntegra: 2 linhas conferidas/)).toBeTruthy()
  })

  test('an act this version does not know keeps its own name', async () => {
    bridge.answer('activity.journal', {
      entries: [sampleEntry({ what: 'toString' })],
      brokenAtLine: null,
      checked: { lines: 2, at: 1_700_000_000_000 },
    })
    renderPage(<ActivityPage />)
    expect(await screen.findByText('toString')).toBeTruthy()
  })

  test('a broken chain is said with its line', async () => {
    bridge.answer('activity.journal', {
      entries: [sampleEntry()],
      brokenAtLine: 17,
      checked: { lines: 2, at: 1_700_000_000_000 },
    })
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
    bridge.answer('activity.journal', { entries: [], brokenAtLine: null, checked: { lines: 2, at: 1_700_000_000_000 } })
    renderPage(<ActivityPage />)
    expect(await screen.findByText(/Nada foi registrado ainda/)).toBeTruthy()
    bridge.fail('activity.journal', { code: 'storage_failed' })
    await userEvent.click(screen.getByRole('button', { name: 'Atualizar' }))
    expect(await screen.findByRole('alert')).toBeTruthy()
  })
})

describe('undo', () => {
  test('only what can still be undone offers it', async () => {
    renderPage(<ActivityPage />)
    expect(await screen.findAllByRole('button', { name: /^Desfazer a remoção/ })).toHaveLength(1)
    expect(screen.getByText('Desfeita')).toBeTruthy()
  })

  test('asks for the flow of that bundle, and restores nothing by itself', async () => {
    renderPage(<ActivityPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Desfazer a remoção de pncp:*…' }))
    expect(useRequestedFlow.getState().undo).toBe('b-1')
    expect(bridge.calls.some(({ method }) => method === 'undo.run')).toBe(false)
  })

  test('a single key is named as it is', async () => {
    const target = { scope: 'keys', namespace: null, label: '\\xff\\xfe:k', keys: 1 } as const
    bridge.answer('undo.list', [sampleBundle({ target })])
    renderPage(<ActivityPage />)
    expect(await screen.findByRole('button', { name: 'Desfazer a remoção de \\xff\\xfe:k…' })).toBeTruthy()
  })

  test('on a read-only profile the button stays, with its reason', async () => {
    act(() => useConnection.setState({ status: connected({ readOnly: true }) }))
    renderPage(<ActivityPage />)
    const button = await screen.findByRole('button', { name: /^Desfazer a remoção/ })
    expect(button.getAttribute('aria-disabled')).toBe('true')
    expect(screen.getAllByText('perfil somente leitura').length).toBeGreaterThan(0)
  })
})
