import { cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followMain } from '../../../renderer/app/follow-main.ts'
import { ServerPage } from '../../../renderer/features/server/ServerPage.tsx'
import type { ConfigChange, ConfigReport, ConfigRow } from '../../../shared/contract/server-config.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { answerStart, connected, sampleConnection, sampleNow } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'
import { sampleReport } from './samples.ts'

let bridge: FakeBridge
let end: () => void = () => undefined

const row = (
  patch: Partial<ConfigRow> & Pick<ConfigRow, 'name' | 'kind' | 'recommended'>,
  value: string,
): ConfigRow => ({
  values: [{ node: 'n', value }],
  alternative: null,
  state: value === patch.recommended ? 'equal' : 'differs',
  changeable: true,
  lastChange: null,
  putBack: null,
  persisted: null,
  ...patch,
})

const report = (patch: Partial<ConfigReport> = {}): ConfigReport => ({
  at: sampleNow,
  rows: [
    row({ name: 'databases', kind: 'databases', recommended: '16', changeable: false }, '16'),
    row({ name: 'maxmemory', kind: 'memory', recommended: '2gb', alternative: '4gb' }, '8gb'),
    row(
      {
        name: 'maxmemory-policy',
        kind: 'policy',
        recommended: 'allkeys-lru',
        lastChange: { at: sampleNow, who: 'marina@ops', from: 'noeviction', to: 'allkeys-lru' },
        putBack: 'noeviction',
        persisted: false,
      },
      'allkeys-lru',
    ),
  ],
  silence: null,
  file: { state: 'none' },
  ...patch,
})

const change = (patch: Partial<ConfigChange> = {}): ConfigChange => ({
  token: 't1',
  tokenExpiresAt: sampleNow + 600_000,
  name: 'maxmemory',
  kind: 'memory',
  from: [{ node: 'n', value: '8gb' }],
  to: '2gb',
  unchanged: false,
  risks: [{ id: 'evicts_now', bytes: 1_073_741_824, nodes: null }],
  blocked: null,
  ...patch,
})

beforeEach(() => {
  bridge = installFakeBridge()
  answerStart(bridge)
  bridge.answer('server.report', sampleReport())
  bridge.answer('server.history', { from: 0, to: sampleNow, samples: [], marks: [] })
  bridge.answer('server.configuration', report())
  bridge.answer('server.previewSetting', ({ value }) => change({ to: value }))
})
afterEach(() => {
  cleanup()
  end()
  resetStores()
  bridge.remove()
})

function open() {
  end = followMain()
  return renderPage(<ServerPage />, 'en')
}
const panel = () => screen.findByRole('region', { name: 'Configuration, current and recommended' })

test('differences first, in words; both values the recommendation names; the last change with who and what it was', async () => {
  open()
  const rows = within(await panel())
    .getAllByRole('row')
    .slice(1)
  expect(rows[0]?.textContent).toMatch(/^Differsmaxmemory8gb2gb.*also named: 4gb/)
  expect(rows[2]?.textContent).toMatch(/Equalmaxmemory-policy.*marina@ops, was noeviction/)
  expect(within(await panel()).getByText('1 difference; 1 change is not in the file')).toBeDefined()
  expect(
    within(rows[2] as HTMLElement).getByRole('button', { name: 'Put back the former value of maxmemory-policy' }),
  ).toBeDefined()
})

test('old and new value and the computed effect are seen before anything is applied; then what was read back', async () => {
  bridge.answer('server.applySetting', {
    name: 'maxmemory',
    to: '2gb',
    ended: 'done',
    nodes: [{ node: 'n', from: '8gb', now: '2gb', failure: null }],
  })
  open()
  await userEvent.click(within(await panel()).getByRole('button', { name: 'Apply the recommendation to maxmemory' }))
  const dialog = await screen.findByRole('dialog', { name: 'Change maxmemory?' })
  expect(await within(dialog).findByText(/1.00 GiB above the new limit: the server evicts keys at once/)).toBeDefined()
  expect(within(dialog).getByText('8gb')).toBeDefined()
  expect(bridge.calls.some(({ method }) => method === 'server.applySetting')).toBe(false)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Change maxmemory to 2gb' }))
  expect(await screen.findByText('In force on every node: 2gb.')).toBeDefined()
  expect(screen.getByText(/Holds until the server restarts/)).toBeDefined()
  expect(bridge.calls).toContainEqual({ method: 'server.applySetting', input: { token: 't1', confirmation: '' } })
})

test('another value is worked out anew before it can be applied', async () => {
  open()
  await userEvent.click(within(await panel()).getByRole('button', { name: 'Apply the recommendation to maxmemory' }))
  const dialog = await screen.findByRole('dialog')
  const field = within(dialog).getByLabelText('New value')
  await userEvent.clear(field)
  await userEvent.type(field, '4gb')
  expect(within(dialog).getByText('the value changed: Enter works out the effect')).toBeDefined()
  await userEvent.keyboard('{Enter}')
  expect(await within(dialog).findByRole('button', { name: 'Change maxmemory to 4gb' })).toBeDefined()
})

test('in production the button acts only once the name is typed', async () => {
  const target = { ...sampleConnection.target, environment: 'production' as const }
  bridge.answer('connection.status', connected({ target }))
  bridge.fail('server.applySetting', { code: 'config_changed', params: { name: 'maxmemory', seen: '8gb', now: '9gb' } })
  open()
  await userEvent.click(within(await panel()).getByRole('button', { name: 'Apply the recommendation to maxmemory' }))
  const dialog = await screen.findByRole('dialog')
  const apply = () => within(dialog).findByRole('button', { name: 'Change maxmemory to 2gb' })
  await userEvent.click(await apply())
  expect(bridge.calls.some(({ method }) => method === 'server.applySetting')).toBe(false)
  await userEvent.type(within(dialog).getByLabelText('Type maxmemory to confirm'), 'maxmemory')
  await userEvent.click(await apply())
  expect(await within(dialog).findByText(/maxmemory is 9gb by now, no longer 8gb/)).toBeDefined()
  // What was refused is looked at anew before it can be tried again.
  await waitFor(() =>
    expect(bridge.calls.filter(({ method }) => method === 'server.previewSetting').length).toBeGreaterThan(1),
  )
})

test('a read-only profile sees everything and changes nothing, with the reason in words', async () => {
  bridge.answer('connection.status', connected({ target: { ...sampleConnection.target, readOnly: true } }))
  open()
  const button = within(await panel()).getByRole('button', { name: 'Apply the recommendation to maxmemory' })
  expect(button.getAttribute('aria-disabled')).toBe('true')
  await userEvent.click(button)
  expect(screen.queryByRole('dialog')).toBeNull()
  expect(within(await panel()).getByText('Nothing can be changed here: read-only profile.')).toBeDefined()
})

test('without CONFIG GET the panel says which command is missing', async () => {
  bridge.answer('server.configuration', report({ silence: { command: 'CONFIG GET', reason: 'no_permission' } }))
  open()
  expect(within(await panel()).getByText('needs CONFIG GET')).toBeDefined()
})

test('writing the file: which file, and its own confirmation; without one the reason', async () => {
  open()
  const disabled = within(await panel()).getByRole('button', { name: 'Write to the file…' })
  expect(disabled.getAttribute('aria-disabled')).toBe('true')
  cleanup()
  bridge.answer('server.configuration', report({ file: { state: 'known', paths: ['/etc/redis/redis.conf'] } }))
  bridge.answer('server.rewriteFile', report())
  open()
  await waitFor(async () =>
    expect(
      within(await panel())
        .getByRole('button', { name: 'Write to the file…' })
        .getAttribute('aria-disabled'),
    ).toBeNull(),
  )
  await userEvent.click(within(await panel()).getByRole('button', { name: 'Write to the file…' }))
  const dialog = await screen.findByRole('dialog')
  expect(within(dialog).getByText('/etc/redis/redis.conf')).toBeDefined()
  await userEvent.click(within(dialog).getByRole('button', { name: 'Write to the file…' }))
  await waitFor(() => expect(screen.queryByRole('dialog')).toBeNull())
})
