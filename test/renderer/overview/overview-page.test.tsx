import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, describe, expect, test, vi } from 'vitest'
import { followMain } from '../../../renderer/app/follow-main.ts'
import { useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { OverviewPage } from '../../../renderer/features/overview/OverviewPage.tsx'
import { useServerFacts } from '../../../renderer/features/overview/server-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import {
  answerStart,
  connected,
  goneFreshness,
  sampleConnection,
  sampleFamily,
  sampleFreshness,
  sampleFreshnessReport,
  sampleNow,
  sampleServer,
  sampleStats,
} from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'

let bridge: FakeBridge
let end: () => void = () => undefined

beforeEach(() => {
  // Ages count from the day of the samples, whatever day it is.
  vi.useFakeTimers({ toFake: ['Date'], now: sampleNow })
  bridge = installFakeBridge()
  answerStart(bridge)
})
afterEach(() => {
  cleanup()
  end()
  resetStores()
  bridge.remove()
  vi.useRealTimers()
})

function open(language: 'pt-BR' | 'en' = 'pt-BR') {
  end = followMain()
  return renderPage(<OverviewPage />, language)
}

test('exact counts per namespace, other keys and the total', async () => {
  open()
  const table = await screen.findByRole('grid')
  const pncp = await within(table).findByRole('row', { name: /pncp/ })
  await waitFor(() => expect(pncp.textContent).toContain('1.001'))
  expect(within(table).getByRole('row', { name: /outras chaves/ }).textContent).toContain('6')
  expect(within(table).getByRole('row', { name: /Total/ }).textContent).toContain('1.347')
})

test('the head says the state of the providers as facts', async () => {
  open()
  expect(await screen.findByText('1 sem coleta guardada, 1 em dia')).toBeDefined()
})

test('the unified counts of the seed', async () => {
  open('en')
  const panel = await screen.findByRole('region', { name: 'Unified cache' })
  expect(within(panel).getByText('Combined searches').nextSibling?.textContent).toBe('120')
  expect(within(panel).getByText('Duplicates').nextSibling?.textContent).toBe('150')
  expect(within(panel).getByText('Synonyms').nextSibling?.textContent).toBe('30')
})

test('what the server does not say is a dash with its reason, never a zero', async () => {
  bridge.answer('server.facts', { ...sampleServer, evictedKeys: null, hitRatio: null, hits: null, misses: null })
  open()
  const server = await screen.findByRole('region', { name: 'Servidor' })
  expect(within(server).getByText('Acertos').nextSibling?.textContent).toBe('–o servidor não informou')
  expect(within(server).getByText('Despejos').nextSibling?.textContent).toMatch(/^–o servidor não informou/)
})

test('persistence of which the server says nothing is unknown, never "never"', async () => {
  const nothing = {
    rdbSaved: null,
    rdbLastStatus: null,
    rdbChangesSinceSave: null,
    aofEnabled: null,
    aofLastStatus: null,
  }
  bridge.answer('server.facts', { ...sampleServer, persistence: { ...nothing, rdbLastSaveAt: null } })
  open()
  const server = await screen.findByRole('region', { name: 'Servidor' })
  expect(within(server).getByText('Persistência').nextSibling?.textContent).toBe('–o servidor não informou')
})

test('main may repeat that another server answers: what was read of it stays', async () => {
  open()
  const back = {
    phase: 'connected',
    connection: sampleConnection,
    since: sampleNow + 5_000,
    serverChanged: true,
  } as const
  await act(async () => bridge.publish('connection.changed', back))
  const table = await screen.findByRole('grid')
  await waitFor(() => expect(within(table).getByRole('row', { name: /pncp/ }).textContent).toContain('1.001'))
  // A failed attempt to open another connection leaves the former one as it was.
  await act(async () =>
    bridge.publish('connection.changed', { phase: 'connecting', name: 'x', since: sampleNow + 6_000 }),
  )
  await act(async () => bridge.publish('connection.changed', back))
  expect(within(await screen.findByRole('grid')).getByRole('row', { name: /pncp/ }).textContent).toContain('1.001')
})

test('a server that never saved is told as that, and one that does not say whether it did as unknown', async () => {
  const saves = { rdbLastStatus: 'ok', rdbChangesSinceSave: 12, aofEnabled: false, aofLastStatus: 'ok' }
  bridge.answer('server.facts', { ...sampleServer, persistence: { ...saves, rdbSaved: false, rdbLastSaveAt: null } })
  open()
  const server = await screen.findByRole('region', { name: 'Servidor' })
  const figure = () => within(server).getByText('Persistência').nextSibling?.textContent
  expect(figure()).toBe('Nunca salvodesde o início, AOF desligado, 12 por gravar')
  bridge.answer('server.facts', {
    ...sampleServer,
    persistence: { ...saves, rdbSaved: null, rdbLastSaveAt: sampleNow - 1_000 },
  })
  await act(() => useServerFacts.getState().refresh())
  expect(figure()).toMatch(/^–o servidor não diz se salvou desde que iniciou/)
})

test('the strip tells the last hour of a figure in one sentence, and draws nothing from one measure', async () => {
  const at = (minutes: number) => ({
    at: sampleServer.at - minutes * 60_000,
    place: 'p',
    runId: sampleConnection.identity.runId,
    usedMemoryBytes: 1_048_576 * (60 - minutes),
    maxMemoryBytes: 0,
    hits: null,
    misses: null,
    evictedKeys: 0,
    expiredKeys: 0,
    connectedClients: null,
    opsPerSecond: 5,
    keys: 1,
  })
  bridge.answer('server.history', { from: 0, to: 1, marks: [], samples: [at(58), at(40), at(39)] })
  bridge.answer('server.facts', { ...sampleServer, usedMemoryBytes: 60 * 1_048_576, connectedClients: 4 })
  open()
  const server = await screen.findByRole('region', { name: 'Servidor' })
  expect(await within(server).findByTitle('Memória na última hora: de 2,00 MiB a 60,0 MiB, com 2 lacunas')).toBeTruthy()
  expect(within(server).queryByTitle(/^Clientes/)).toBeNull()
})

describe('lifetimes that could not be read', () => {
  const unread = (keys: number, unmeasured: number) => ({
    ...sampleFamily('search_v2', keys, 0),
    ttl: [keys - unmeasured, 0, 0, 0, 0, 0, 0],
    noTtl: 0,
    unmeasured,
  })
  const report = (unmeasured: number) =>
    sampleStats({
      keys: 20,
      namespaces: [{ namespace: 'pncp', keys: 20, bytes: null, families: [unread(20, unmeasured)] }],
      other: unread(0, 0),
    })

  test('all unread: no chart of zeros and no claim', async () => {
    bridge.answer('stats.collect', report(20))
    open('en')
    const panel = await screen.findByRole('region', { name: 'When the keys expire' })
    expect(within(panel).getByText('20 keys whose TTL was not read.')).toBeDefined()
    expect(within(panel).queryByText('keys, by hours until they expire')).toBeNull()
  })

  test('some unread: the sentence speaks of the keys that were read', async () => {
    bridge.answer('stats.collect', report(15))
    open('en')
    const panel = await screen.findByRole('region', { name: 'When the keys expire' })
    const words = 'Of the 5 keys read, 5 expire within 3 h and none is without a TTL. 15 keys whose TTL was not read.'
    expect(within(panel).getByText(words)).toBeDefined()
  })
})

/** A provider whose three days all are so. */
function withoutValue(state: 'absent' | 'no_permission') {
  const { days } = sampleFreshness('pncp')
  const known = { items: null, bytes: null, ttlSeconds: null, expiresAt: null, fetchDate: null }
  const three = [...days, ...days, ...days].map((day) => ({ ...day, ...known, state }))
  return { ...goneFreshness('pncp'), days: three }
}

test('days without a value are told as what they are: nothing stored in as many days, not "never fetched"', async () => {
  bridge.answer('freshness.read', sampleFreshnessReport([withoutValue('absent')]))
  open('en')
  const row = (await screen.findByText('Nothing stored')).closest('tr')
  expect(row?.textContent).toContain('in the last 3 days')
  expect(row?.textContent).toContain('no fetch stored')
})

test('a value whose age is unknown is still a value', async () => {
  bridge.answer('freshness.read', sampleFreshnessReport([sampleFreshness('pncp', { ageSeconds: null })]))
  open('en')
  const row = (await screen.findByText('Up to date')).closest('tr')
  expect(row?.textContent).toContain('the key has no TTL that would tell its age')
  expect(row?.textContent).not.toContain('no fetch stored')
})

test('without the right to read its days, a provider is not said to have no fetch', async () => {
  bridge.answer('freshness.read', sampleFreshnessReport([withoutValue('no_permission')]))
  open('en')
  const row = (await screen.findByText('No permission')).closest('tr')
  expect(row?.textContent).not.toContain('no fetch stored')
  expect(row?.textContent).toContain('not known: the daily fetch was not read')
})

test('a running pass shows how far it is and can be stopped', async () => {
  bridge.hold('stats.collect')
  bridge.answer('stats.cancel', {})
  open()
  await screen.findByRole('grid')
  act(() => bridge.publish('stats.progressed', sampleStats({ keys: 500, expectedKeys: 1_347, complete: false })))
  expect(screen.getByText('500 de 1.347 chaves')).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Parar a leitura' }))
  expect(bridge.calls.at(-1)).toEqual({ method: 'stats.cancel', input: {} })
})

test('while a pass runs the first figures are estimates with their interval, and memory is at least what was read', async () => {
  bridge.hold('stats.collect')
  open()
  await screen.findByRole('grid')
  const whole = sampleStats({ keys: 1_400, expectedKeys: 140_000, complete: false })
  const namespaces = whole.namespaces.map((row) => ({ ...row, keys: row.namespace === 'pncp' ? 700 : 0 }))
  act(() => bridge.publish('stats.progressed', { ...whole, namespaces }))
  const pncp = screen.getByRole('row', { name: /pncp/ }).textContent
  expect(pncp).toContain('~ 70.000 ±5,2 %')
  expect(pncp).toContain('≥ ')
  // None came yet: that is not none.
  expect(screen.getByRole('row', { name: /govbr/ }).textContent).not.toContain('±')
  expect(screen.getByRole('row', { name: /Total/ }).textContent).toContain('140.000')
})

test('a pass that was stopped is not shown as a total', async () => {
  bridge.answer('stats.collect', sampleStats({ complete: false, cancelled: true, keys: 500 }))
  open()
  expect(await screen.findByText('parado em 500 de 1.347')).toBeDefined()
})

test('a failed reading says what failed and offers another try', async () => {
  bridge.fail('stats.collect', { code: 'no_permission', params: { command: 'SCAN' } })
  open()
  expect((await screen.findByRole('alert')).textContent).toContain('SCAN')
  bridge.answer('stats.collect', sampleStats())
  await userEvent.click(screen.getByRole('button', { name: 'Tentar de novo' }))
  expect(await screen.findByText(/exato, lido em/)).toBeDefined()
})

test('a lost connection keeps the figures and marks them as old', async () => {
  const { container } = open()
  await screen.findByText(/exato, lido em/)
  act(() =>
    bridge.publish('connection.changed', {
      phase: 'disconnected',
      connection: sampleConnection,
      name: 'homolog',
      failure: { code: 'connection_lost', message: '', retryable: true, params: {} },
      since: 1,
      nextTryAt: null,
    }),
  )
  expect(container.querySelector('.overview--stale')).not.toBeNull()
  expect(screen.getByRole('row', { name: /Total/ }).textContent).toContain('1.347')
})

test('another server’s figures are gone at once', async () => {
  open()
  await screen.findByText(/exato, lido em/)
  bridge.hold('stats.collect')
  const identity = { ...sampleConnection.identity, runId: 'r2' }
  act(() => bridge.publish('connection.changed', connected({ identity }, 5)))
  expect(screen.queryByText(/exato, lido em/)).toBeNull()
})

test('the chart has its figures as a table', async () => {
  open()
  const panel = await screen.findByRole('region', { name: 'Memória por provedor' })
  expect(within(panel).getByText('pncp ocupa 90,9 % de 330 MiB.')).toBeDefined()
  await userEvent.click(within(panel).getByRole('button', { name: 'Ver como tabela' }))
  expect(within(panel).getByRole('row', { name: /govbr search_v2 40/ })).toBeDefined()
})

test('the fetch button opens the form on its own screen and fetches nothing', async () => {
  open()
  await userEvent.click(await screen.findByRole('button', { name: 'Coletar…' }))
  expect(window.location.hash).toBe('#/fetches')
  expect(useRequestedFlow.getState().fetch).toEqual({})
  expect(bridge.calls.some(({ method }) => method === 'fetch.start')).toBe(false)
})
