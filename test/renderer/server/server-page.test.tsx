import { act, cleanup, screen, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followMain } from '../../../renderer/app/follow-main.ts'
import { ServerPage } from '../../../renderer/features/server/ServerPage.tsx'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { answerStart, sampleConnection, sampleNow, sampleServer } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'
import { sampleNode, sampleReport } from './samples.ts'

let bridge: FakeBridge
let end: () => void = () => undefined

beforeEach(() => {
  bridge = installFakeBridge()
  answerStart(bridge)
  bridge.answer('server.report', sampleReport())
  bridge.answer('server.history', { from: 0, to: sampleNow, samples: [], marks: [] })
})
afterEach(() => {
  cleanup()
  end()
  resetStores()
  bridge.remove()
})

function open(language: 'pt-BR' | 'en' = 'en') {
  end = followMain()
  return renderPage(<ServerPage />, language)
}
const region = (name: string) => screen.findByRole('region', { name })

test('the server in figures, with what the console itself measured', async () => {
  open()
  const figures = await region('The server in figures')
  expect(within(figures).getByText('Memory').nextSibling?.textContent).toBe(
    '100 MiB of 200 MiB50%, allkeys-lru; peak 120 MiB',
  )
  expect(within(figures).getByText('PING, median').nextSibling?.textContent).toBe('0.40 msp95 1.20, p99 3.50, n = 30')
  expect(screen.getByText(/^Redis 7.0.15; as of 14:05:12 BRT$/)).toBeDefined()
})

test('what may not be asked is unknown by the command’s name, never zero', async () => {
  const unknown = { known: false, reason: 'no_permission' } as const
  bridge.answer(
    'server.report',
    sampleReport({
      memory: null,
      facts: { ...sampleServer, usedMemoryBytes: null, hitRatio: null, hits: null, misses: null, evictedKeys: null },
      nodes: [sampleNode({ memory: null, persistence: null, keys: null })],
      latency: { ...unknown, command: 'INFO' },
      slowLog: { ...unknown, command: 'SLOWLOG GET' },
      silences: [
        { command: 'INFO', reason: 'no_permission' },
        { command: 'SLOWLOG GET', reason: 'no_permission' },
      ],
    }),
  )
  open()
  const figures = await region('The server in figures')
  expect(within(figures).getByText('Memory').nextSibling?.textContent).toBe('–needs INFO')
  expect(within(figures).getByText('Evictions').nextSibling?.textContent).toMatch(/^–needs INFO/)
  expect(within(await region('Slow commands')).getByText('needs SLOWLOG GET')).toBeDefined()
  expect(within(await region('Commands that take the most time')).getByText('needs INFO')).toBeDefined()
  expect(screen.getByText(/no answer to INFO, SLOWLOG GET/)).toBeDefined()
})

test('slow commands by namespace; a key is text; the console’s own are told', async () => {
  open()
  const slow = await region('Slow commands')
  const groups = within(slow).getByRole('table', { name: 'Slow commands by namespace' })
  expect(within(groups).getByRole('row', { name: /pncp/ }).textContent).toBe('pncp152.352.3')
  expect(within(slow).getByText('pncp:search_v2:<b>')).toBeDefined()
  expect(within(slow).getByText('console')).toBeDefined()
  await userEvent.selectOptions(within(slow).getByLabelText('Show slow commands of'), 'pncp')
  expect(within(slow).queryByText('SCAN')).toBeNull()
})

test('a server older than Redis 7 has no percentiles, and the panel says so', async () => {
  const [command] = sampleReport().latency.known ? [{ command: 'get', calls: 1, totalMicros: 2, meanMicros: 2 }] : []
  if (!command) throw new Error('the sample knows its latency')
  const silent = { p50Micros: null, p99Micros: null, p999Micros: null }
  bridge.answer(
    'server.report',
    sampleReport({ percentiles: 'too_old', latency: { known: true, value: [{ ...command, ...silent }] } }),
  )
  open()
  expect(
    within(await region('Commands that take the most time')).getAllByText('percentiles only since Redis 7')[0],
  ).toBeDefined()
})

test('backup: a failed snapshot, none at all, and one that was written differ in words', async () => {
  const { persistence } = sampleNode()
  if (!persistence) throw new Error('the sample has a persistence')
  const none = { ...persistence, rdbSaved: false, rdbLastSaveAt: null }
  bridge.answer(
    'server.report',
    sampleReport({
      nodes: [
        sampleNode({ address: 'a' }),
        sampleNode({ address: 'b', persistence: { ...persistence, rdbLastStatus: 'err' } }),
        sampleNode({ address: 'c', persistence: none }),
        sampleNode({ address: 'd', persistence: null, reached: false }),
      ],
    }),
  )
  open()
  const row = (name: string) => within(backup).getByRole('row', { name: new RegExp(`^${name} `) })
  const backup = await region('Backup: RDB and AOF')
  expect(row('a').textContent).toContain('In order')
  expect(row('b').textContent).toContain('Failed')
  expect(row('c').textContent).toContain('none since the server started')
  expect(row('d').textContent).not.toMatch(/In order|Failed|None|0/)
  expect(screen.getByText(/1 node does not answer; the last RDB snapshot failed/)).toBeDefined()
})

test('a lost connection keeps the figures, marked old; a failed reading says why', async () => {
  open()
  const figures = await region('The server in figures')
  act(() =>
    bridge.publish('connection.changed', {
      phase: 'disconnected',
      connection: sampleConnection,
      name: 'homolog',
      failure: { code: 'connection_lost', message: 'x', retryable: true, params: {} },
      since: sampleNow,
      nextTryAt: null,
    }),
  )
  expect(within(figures).getByText('Memory').closest('.figure')?.className).toContain('figure--stale')
})

test('the figures as a table, with a sentence before them', async () => {
  open()
  const panel = await region('PING latency')
  expect(
    within(panel).getByText(/^Since 14:04: half within 0.40 ms, 99% within 3.50 ms\. 2 slow commands/),
  ).toBeDefined()
  await userEvent.click(within(panel).getByRole('button', { name: 'Show as table' }))
  expect(within(panel).getByRole('table', { name: 'PING latency' })).toBeDefined()
})

test('the charts reach back to what was kept on disk, an hour or a day', async () => {
  const kept = { place: 'p', runId: 'r', hits: 0, misses: 0, evictedKeys: 0, expiredKeys: 0 }
  const rest = { connectedClients: 1, opsPerSecond: 1, keys: 1, maxMemoryBytes: 0 }
  bridge.answer('server.history', ({ hours }) => ({
    from: 0,
    to: sampleNow,
    samples: [{ at: sampleNow - (hours - 0.5) * 3_600_000, usedMemoryBytes: 1_048_576, ...kept, ...rest }],
    marks: [],
  }))
  open()
  const panel = await region('Memory and its limit')
  await userEvent.click(within(panel).getByRole('button', { name: 'Show as table' }))
  const rows = () =>
    within(panel)
      .getAllByRole('row')
      .map(({ textContent }) => textContent)
  await expect.poll(rows).toContainEqual(expect.stringMatching(/^13:35:12 BRT1\.00/))
  await userEvent.click(screen.getByRole('radio', { name: '24 h' }))
  await expect.poll(rows).toContainEqual(expect.stringMatching(/^14:35:12 BRT1\.00/))
})
