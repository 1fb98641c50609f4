import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useProviders } from '../../../renderer/connection/providers-store.ts'
import { useStats } from '../../../renderer/connection/stats-store.ts'
import { KeysPage } from '../../../renderer/features/keys/KeysPage.tsx'
import { useKeys } from '../../../renderer/features/keys/keys-store.ts'
import type { KeyListFacts, KeyPage, KeyRow, OpenedKey, StringContent } from '../../../shared/contract/keys.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { connected, sampleNow, sampleProviders } from '../invalidation/samples.ts'
import { sampleStats } from '../providers/samples.ts'

let bridge: FakeBridge

beforeEach(() => {
  bridge = installFakeBridge()
  useConnection.setState({ status: connected(), known: true })
  useProviders.setState({ providers: { phase: 'ready', value: sampleProviders } })
  useStats.setState({ ...useStats.getInitialState(), report: sampleStats() })
  useKeys.setState(useKeys.getInitialState())
  window.location.hash = '#/keys?ns=pncp&family=search_v2'
})
afterEach(() => {
  cleanup()
  bridge.remove()
})

const row = (at: number, change: Partial<KeyRow> = {}): KeyRow => ({
  index: at,
  key: { label: `pncp:search_v2:${at}`, base64: btoa(`pncp:search_v2:${at}`), byteLength: 16 },
  namespace: 'pncp',
  family: 'search_v2',
  state: 'present',
  type: 'string',
  bytes: 2_048,
  expiresAt: Date.now() + 7_200_000,
  ...change,
})
const pageOf = (rows: KeyRow[], change: Partial<KeyPage> = {}): KeyPage => ({
  listing: 'l',
  page: 0,
  found: rows.length,
  complete: true,
  full: false,
  sorted: true,
  at: sampleNow,
  rows,
  ...change,
})
const content = (change: Partial<StringContent> = {}): StringContent => ({
  kind: 'string',
  byteLength: 9,
  head: btoa('{"a": 1e400}'),
  gzip: null,
  looksLike: null,
  nameMismatch: null,
  text: '{\n  "a": 1e400\n}',
  textCut: false,
  encoding: 'utf-8',
  json: { state: 'valid' },
  opportunities: null,
  embedding: null,
  ...change,
})
type Present = Extract<OpenedKey, { state: 'present' }>
const opened = (value: Present['value'], facts: Partial<Present['facts']> = {}): Present => ({
  state: 'present',
  facts: {
    key: row(0).key,
    namespace: 'pncp',
    family: 'search_v2',
    at: Date.now(),
    type: 'string',
    encoding: 'raw',
    bytes: 2_048,
    length: 9,
    expiresAt: Date.now() + 7_200_000,
    idleSeconds: null,
    cachedAt: null,
    sibling: null,
    ...facts,
  },
  value,
})

/** The row of a key; its name stands in pieces, whole in the title. */
const rowOf = async (at: number) => {
  const list = await screen.findByRole('grid', { name: 'Lista de chaves' })
  const found = (await within(list).findByTitle(`pncp:search_v2:${at}`)).closest('tr')
  if (!found) throw new TypeError('it stands in no row')
  return found
}

describe('the list', () => {
  test('asks for the scope and the literal search of the address', async () => {
    bridge.answer('keys.list', pageOf([row(0)]))
    window.location.hash = '#/keys?ns=pncp&family=search_v2&q=%5B*'
    renderPage(<KeysPage />)
    await rowOf(0)
    expect(bridge.calls[0]).toEqual({
      method: 'keys.list',
      input: {
        scope: { kind: 'family', namespace: 'pncp', family: 'search_v2' },
        search: { kind: 'literal', text: '[*' },
      },
    })
  })

  const growing = { complete: false, sorted: false } as const
  const facts = (found: number, change: Partial<KeyListFacts> = {}): KeyListFacts => ({
    listing: 'l',
    found,
    complete: true,
    full: false,
    sorted: false,
    ...change,
  })

  test('goes on until the walk is at its end, says so meanwhile, and orders by name then', async () => {
    bridge.answer('keys.list', pageOf([row(0)], growing))
    let sorted = false
    bridge.answer('keys.page', () => pageOf([row(0), row(1)], { sorted }))
    const give = bridge.hold('keys.walk')
    renderPage(<KeysPage />)
    expect(await screen.findByText(/Procurando… 1 chave até agora/)).toBeTruthy()
    expect(screen.getByRole('grid', { name: 'Lista de chaves' }).getAttribute('aria-rowcount')).toBe('-1')
    bridge.answer('keys.sort', () => {
      sorted = true
      return facts(2, { sorted })
    })
    await act(async () => give(facts(2)))
    expect(await screen.findByText('2 chaves, por nome')).toBeTruthy()
    expect(screen.queryByRole('button', { name: 'Parar' })).toBeNull()
    expect(screen.getByRole('grid', { name: 'Lista de chaves' }).getAttribute('aria-rowcount')).toBe('3')
  })

  test('stopped, it shows a part and never calls it a total', async () => {
    bridge.answer('keys.list', pageOf([row(0)], growing))
    bridge.hold('keys.walk')
    renderPage(<KeysPage />)
    await userEvent.click(await screen.findByRole('button', { name: 'Parar' }))
    expect(screen.getByText(/^pelo menos 1 chave, na ordem/)).toBeTruthy()
    expect(screen.getByRole('button', { name: 'Ler todas' })).toBeTruthy()
  })

  test('of a million keys some dozens are in the document; the focused one stays among them', async () => {
    const found = 1_000_000
    bridge.answer(
      'keys.list',
      pageOf(
        Array.from({ length: 200 }, (_, at) => row(at)),
        { found },
      ),
    )
    bridge.answer('keys.page', ({ page }) =>
      pageOf(
        Array.from({ length: 200 }, (_, at) => row(200 * page + at)),
        { page, found },
      ),
    )
    renderPage(<KeysPage />)
    const first = await rowOf(0)
    const grid = screen.getByRole('grid', { name: 'Lista de chaves' })
    expect(grid.getAttribute('aria-rowcount')).toBe('1000001')
    act(() => first.focus())
    await userEvent.keyboard('j{ArrowDown}{ArrowDown}k')
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('4')
    const scroller = grid.parentElement as HTMLElement // it scrolls
    scroller.scrollTop = 14_000_000
    await act(async () => scroller.dispatchEvent(new Event('scroll')))
    expect(await rowOf(500_000)).toBeTruthy()
    expect(within(grid).getAllByRole('row').length).toBeLessThan(60)
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('4')
    await userEvent.keyboard('{End}')
    expect(document.activeElement?.getAttribute('aria-rowindex')).toBe('1000001')
    expect(await rowOf(999_999)).toBe(document.activeElement)
  })

  test('the space bar peeks and gives back; the focus stays on the row', async () => {
    bridge.answer('keys.list', pageOf([row(0), row(1)]))
    bridge.answer('keys.open', opened(content()))
    renderPage(<KeysPage />)
    const first = await rowOf(0)
    act(() => first.focus())
    await userEvent.keyboard(' ')
    expect(await screen.findByRole('complementary', { name: 'Chave aberta' })).toBeTruthy()
    expect(document.activeElement).toBe(first)
    await userEvent.keyboard(' ')
    expect(screen.queryByRole('complementary', { name: 'Chave aberta' })).toBeNull()
  })

  test('Ctrl C copies the exact name of the row', async () => {
    bridge.answer('keys.list', pageOf([row(0)]))
    const user = userEvent.setup()
    renderPage(<KeysPage />)
    const first = await rowOf(0)
    act(() => first.focus())
    await user.keyboard('{Control>}c{/Control}')
    await waitFor(async () => expect(await navigator.clipboard.readText()).toBe('pncp:search_v2:0'))
  })

  test('a key without TTL, one that went and one that may not be read are words, not zeros', async () => {
    const rows = [
      row(0, { expiresAt: null }),
      row(1, { state: 'gone', type: null, bytes: null, expiresAt: null }),
      row(2, { state: 'no_permission', type: null, bytes: null, expiresAt: null }),
    ]
    bridge.answer('keys.list', pageOf(rows))
    renderPage(<KeysPage />)
    expect((await rowOf(0)).textContent).toContain('sem TTL')
    expect((await rowOf(1)).textContent).toContain('já não existe')
    expect((await rowOf(2)).textContent).toContain('sem permissão')
  })

  test('an empty list says why, and offers to clear the search', async () => {
    bridge.answer('keys.list', pageOf([]))
    window.location.hash = '#/keys?q=zzz'
    renderPage(<KeysPage />)
    expect(await screen.findByText(/contém “zzz”, lido literalmente/)).toBeTruthy()
    await userEvent.click(screen.getByRole('button', { name: 'Limpar busca' }))
    expect(window.location.hash).toBe('#/keys')
  })

  test('a failure says what failed and can be tried again', async () => {
    bridge.fail('keys.list', { code: 'connection_lost', retryable: true })
    renderPage(<KeysPage />)
    expect(await screen.findByRole('alert')).toBeTruthy()
    bridge.answer('keys.list', pageOf([row(0)]))
    await userEvent.click(screen.getByRole('button', { name: 'Tentar de novo' }))
    expect(await rowOf(0)).toBeTruthy()
  })

  test('keys that changed elsewhere mark the list as old', async () => {
    bridge.answer('keys.list', pageOf([row(0)]))
    renderPage(<KeysPage />)
    await rowOf(0)
    act(() => bridge.publish('keyspace.changed', { namespace: 'pncp' }))
    expect(screen.getByText(/Chaves mudaram desde esta lista/)).toBeTruthy()
  })

  test('the tree shows every family, counted or unknown, and which is listed', async () => {
    bridge.answer('keys.list', pageOf([]))
    renderPage(<KeysPage />)
    const tree = screen.getByRole('navigation', { name: 'Namespace e família' })
    expect(within(tree).getByRole('link', { current: 'page' }).textContent).toMatch(/^search_v2700/)
    expect(within(tree).getAllByRole('link', { name: /^search_v2/ })).toHaveLength(sampleProviders.length)
    expect(within(tree).getByText(/Contagem completa/)).toBeTruthy()
    await screen.findByText('Nenhuma chave aqui.')
  })
})

describe('the open key', () => {
  beforeEach(() => {
    bridge.answer('keys.list', pageOf([row(0), row(1)]))
  })
  const openFirst = async () => {
    renderPage(<KeysPage />)
    await userEvent.click(await rowOf(0))
    return screen.findByRole('complementary', { name: 'Chave aberta' })
  }

  test('shows JSON with its digits, and hostile text as text', async () => {
    bridge.answer('keys.open', opened(content({ text: '{\n  "a": 1e400,\n  "b": "<b>x</b>"\n}' })))
    const panel = await openFirst()
    await waitFor(() => expect(panel.textContent).toContain('"a": 1e400'))
    expect(panel.textContent).toContain('<b>x</b>')
    expect(panel.querySelector('b')).toBeNull()
    expect(window.location.hash).toContain(`key=${encodeURIComponent(btoa('pncp:search_v2:0'))}`)
  })

  test('says what is wrong with the value', async () => {
    const value = content({
      nameMismatch: 'name_says_gzip',
      json: { state: 'invalid', line: 3, column: 7, reason: 'a value expected' },
      text: '{…',
    })
    bridge.answer('keys.open', opened(value))
    const panel = await openFirst()
    expect(await within(panel).findByText(/JSON inválido na linha 3, coluna 7/)).toBeTruthy()
    expect(within(panel).getByText(/O nome termina em :gz, o conteúdo não é gzip/)).toBeTruthy()
    expect(within(panel).getByRole('tab', { name: 'Texto' })).toBeTruthy()
  })

  test('read again, it says whether the key expired, was taken away, or changed its type', async () => {
    bridge.answer('keys.open', opened(content(), { expiresAt: Date.now() + 50 }))
    const panel = await openFirst()
    await within(panel).findByRole('tab', { name: 'JSON' })
    bridge.answer('keys.open', { state: 'gone', key: row(0).key, at: Date.now() + 1_000 })
    await act(() => useKeys.getState().readAgain())
    expect(within(panel).getByText(/A chave expirou em/)).toBeTruthy()
    bridge.answer('keys.open', opened({ kind: 'unsupported' }, { type: 'ReJSON-RL' }))
    await act(() => useKeys.getState().readAgain())
    expect(within(panel).getByText(/era string, agora é ReJSON-RL/)).toBeTruthy()
    expect(within(panel).getByText(/O tipo ReJSON-RL não tem visualização aqui/)).toBeTruthy()
  })

  test('an unset lifetime is against the policy; an unknown age is unknown', async () => {
    bridge.answer('keys.open', opened(content(), { expiresAt: null }))
    const panel = await openFirst()
    expect(await within(panel).findByText('24 h, mas sem TTL')).toBeTruthy()
    expect(within(panel).getByText('o servidor não informou')).toBeTruthy()
  })

  test('elements are read on, a bounded piece at a time', async () => {
    const cell = (text: string) => ({ text, byteLength: text.length, cut: false })
    const first = { rows: [[cell('f1'), cell('v1')]], next: '17' }
    bridge.answer('keys.open', opened({ kind: 'rows', type: 'hash', first }, { type: 'hash', length: 2 }))
    bridge.answer('keys.rows', { rows: [[cell('f2'), cell('v2')]], next: null })
    const panel = await openFirst()
    await within(panel).findByText('f1')
    await userEvent.click(within(panel).getByRole('button', { name: 'Próxima página' }))
    expect(await within(panel).findByText('f2')).toBeTruthy()
    expect(bridge.calls.at(-1)).toMatchObject({ method: 'keys.rows', input: { type: 'hash', from: '17' } })
    expect(within(panel).getByText('2–2 de 2')).toBeTruthy()
  })

  test('brackets step to the next key of the list, Esc closes the panel', async () => {
    bridge.answer('keys.open', (input) =>
      opened(
        content(),
        'base64' in input.key
          ? { key: { label: atob(input.key.base64), base64: input.key.base64, byteLength: 16 } }
          : {},
      ),
    )
    const panel = await openFirst()
    await within(panel).findByRole('heading', { name: 'pncp:search_v2:0' })
    await userEvent.keyboard(']')
    expect(await within(panel).findByRole('heading', { name: 'pncp:search_v2:1' })).toBeTruthy()
    await userEvent.keyboard('{Escape}')
    await waitFor(() => expect(screen.queryByRole('complementary', { name: 'Chave aberta' })).toBeNull())
    expect(window.location.hash).not.toContain('key=')
  })
})
