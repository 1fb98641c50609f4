import { cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useProviders } from '../../../renderer/connection/providers-store.ts'
import { useAsides } from '../../../renderer/features/fetches/asides-store.ts'
import { FetchesPage } from '../../../renderer/features/fetches/FetchesPage.tsx'
import { useFetches } from '../../../renderer/features/fetches/fetches-store.ts'
import type { FetchAside } from '../../../shared/contract/fetch-aside.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleNow, sampleProviders } from '../invalidation/samples.ts'
import { sampleDay, sampleLane, sampleRun } from './samples.ts'

const aside: FetchAside = {
  provider: 'pncp',
  day: sampleDay,
  key: `pcc:aside:{pncp:daily_fetch:${sampleDay}}`,
  reason: 'shrunk',
  at: sampleNow,
  by: 'marina@ops-02',
  runId: 'run-1',
  items: 20,
  bytes: 40_000,
  ends: { first: 'a-1', last: 'a-20' },
  digest: 'd'.repeat(64),
  expiresAt: sampleNow + 86_400_000,
  live: { items: 100, bytes: 200_000, ends: { first: 'a-1', last: 'b-100' }, expiresAt: sampleNow + 50_000_000 },
}

let bridge: FakeBridge
const user = userEvent.setup()
beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('fetch.runs', [
    sampleRun({ lanes: [sampleLane({ outcome: 'kept_old', reason: 'shrunk', key: null, aside: aside.key })] }),
  ])
  bridge.answer('fetch.asides', [aside])
  useFetches.setState(useFetches.getInitialState(), true)
  useAsides.setState(useAsides.getInitialState(), true)
  useConnection.setState({ status: connected(), known: true })
  useProviders.setState({ providers: { phase: 'ready', value: sampleProviders } })
  window.location.hash = '#/fetches'
})
afterEach(() => {
  cleanup()
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)
const ref = { provider: 'pncp', day: sampleDay, digest: aside.digest }

async function decide() {
  renderPage(<FetchesPage />)
  const panel = await screen.findByRole('region', { name: 'À espera de decisão' })
  await user.click(within(panel).getByRole('button'))
  return screen.findByRole('dialog')
}

test('a result that waits is told with its reason and both counts, in the panel and at its lane', async () => {
  renderPage(<FetchesPage />)
  const table = await screen.findByRole('table', { name: /Resultados que não foram guardados/ })
  const row = within(table).getByRole('row', { name: /pncp/ })
  expect(row.textContent).toMatch(/Menos da metade.*20.*100/)
  const lane = screen.getByRole('article', { name: 'pncp' })
  expect(within(lane).getByRole('button', { name: 'Manter ou substituir…' })).toBeDefined()
})

test('keeping is the default: it has the focus, and Esc decides nothing', async () => {
  const dialog = await decide()
  const keep = within(dialog).getByRole('button', { name: /Manter o guardado/ })
  expect(document.activeElement).toBe(keep)
  await user.keyboard('{Escape}')
  expect([asked('fetch.commitAside'), asked('fetch.discardAside')]).toEqual([[], []])
})

test('both values stand beside each other with their first and last id', async () => {
  const table = within(await decide()).getByRole('table', { name: 'Comparação com o valor guardado' })
  expect(within(table).getByRole('row', { name: 'Itens 100 20 −80 %' })).toBeDefined()
  expect(within(table).getByRole('row', { name: /Primeiro id a-1 a-1 igual/ })).toBeDefined()
  expect(within(table).getByRole('row', { name: /Último id b-100 a-20/ })).toBeDefined()
})

test('only the typed name replaces; afterwards the way back is told', async () => {
  bridge.answer('fetch.commitAside', {
    provider: 'pncp',
    day: sampleDay,
    key: `pncp:daily_fetch:${sampleDay}`,
    items: 20,
    bytes: 40_000,
    bundle: 'b',
    undoUntil: sampleNow + 86_400_000,
  })
  const dialog = await decide()
  const replace = () => within(dialog).getByRole('button', { name: /Substituir por 20 itens/ })
  await user.click(replace())
  await user.type(within(dialog).getByRole('textbox'), 'PNCP{Enter}')
  expect(asked('fetch.commitAside')).toEqual([])
  await user.clear(within(dialog).getByRole('textbox'))
  await user.type(within(dialog).getByRole('textbox'), 'pncp')
  await user.click(replace())
  expect(asked('fetch.commitAside')).toEqual([{ ...ref, confirmation: 'pncp' }])
  expect(await screen.findByText(/O valor anterior pode voltar até/)).toBeDefined()
})

test('a refusal stays in the dialog with its words; discarding says what stayed', async () => {
  bridge.fail('fetch.commitAside', { code: 'busy', params: { operation: 'pncp', by: 'ana@outra' } })
  const dialog = await decide()
  await user.type(within(dialog).getByRole('textbox'), 'pncp{Enter}')
  expect((await within(dialog).findByRole('alert')).textContent).toContain('ana@outra')
  bridge.answer('fetch.discardAside', {})
  await user.click(within(dialog).getByRole('button', { name: 'Descartar este resultado' }))
  expect(asked('fetch.discardAside')).toEqual([ref])
  expect(await screen.findByText(/O valor guardado ficou como estava/)).toBeDefined()
})

test('on a read-only connection it can be looked at, not decided', async () => {
  const open = connected()
  if (open.phase !== 'connected') throw new RangeError('connected')
  const { connection } = open
  useConnection.setState({
    status: { ...open, connection: { ...connection, target: { ...connection.target, readOnly: true } } },
  })
  const dialog = await decide()
  await user.type(within(dialog).getByRole('textbox'), 'pncp{Enter}')
  await user.click(within(dialog).getByRole('button', { name: 'Descartar este resultado' }))
  expect([asked('fetch.commitAside'), asked('fetch.discardAside')]).toEqual([[], []])
  expect(within(dialog).getAllByText('perfil somente leitura').length).toBeGreaterThan(0)
})
