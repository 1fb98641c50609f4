import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followMain } from '../../../renderer/app/follow-main.ts'
import { useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { ProvidersPage } from '../../../renderer/features/providers/ProvidersPage.tsx'
import type { PolicyReport } from '../../../shared/contract/policy.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { answerStart, sampleNow } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'

let bridge: FakeBridge
let end: () => void = () => undefined

beforeEach(() => {
  bridge = installFakeBridge()
  answerStart(bridge)
})
afterEach(() => {
  cleanup()
  end()
  resetStores()
  bridge.remove()
})

const report: PolicyReport = {
  at: sampleNow,
  elapsedMs: 12,
  walked: 1_347,
  complete: true,
  findings: [
    {
      rule: 'no_ttl',
      namespace: 'pncp',
      family: 'search_v2',
      repair: 'set_ttl',
      keys: 1_203,
      bytes: 4_194_304,
      samples: [{ label: 'pncp:search_v2:a23b8f70', base64: null, byteLength: 23 }],
    },
    {
      rule: 'expired_day',
      namespace: 'govbr',
      family: 'daily_fetch',
      repair: 'delete',
      keys: 2,
      bytes: null,
      samples: [],
    },
  ],
  undecidedTwins: 1,
  strays: [{ prefix: 'match:', namespace: null, keys: 77, bytes: 900, noTtl: 77 }],
  furtherStrays: 0,
}

async function open() {
  window.location.hash = '#/providers/policies'
  end = followMain()
  renderPage(<ProvidersPage />, 'en')
  const look = () => screen.getByRole('button', { name: 'Look at the keys' })
  await waitFor(() => expect(look().getAttribute('aria-disabled')).toBeNull())
  await userEvent.click(look())
}

test('what breaks a rule is told by family, and its repair begins with a preview', async () => {
  bridge.answer('policy.report', report)
  await open()
  const findings = await screen.findByRole('table', { name: 'What breaks the policies' })
  const row = within(findings).getByRole('row', { name: /pncp:search_v2/ })
  expect(row.textContent).toContain('1,203')
  expect(row.textContent).toContain('no TTL')
  // A size nobody may read is not nothing.
  expect(within(findings).getByRole('row', { name: /govbr/ }).textContent).toContain('–')
  await userEvent.click(within(row).getByRole('button', { name: /Set TTL/ }))
  expect(useRequestedFlow.getState().invalidation).toEqual({ namespace: 'pncp', rule: 'no_ttl' })
})

test('keys of no known family have no repair', async () => {
  bridge.answer('policy.report', report)
  await open()
  const strays = await screen.findByRole('table', { name: 'Of no known family' })
  expect(within(strays).getByRole('row', { name: /match:/ }).textContent).toContain('77')
  expect(within(strays).queryByRole('button', { name: /Remove/ })).toBeNull()
})

test('a cache that keeps its policies says so, and a change since is said', async () => {
  bridge.answer('policy.report', { ...report, findings: [], strays: [], undecidedTwins: 0 })
  await open()
  expect(await screen.findByText('Every key of a known family keeps its policy.')).toBeDefined()
  act(() => bridge.publish('keyspace.changed', { namespace: 'pncp' }))
  expect(await screen.findByText(/Keys changed since/)).toBeDefined()
})

test('a look that fails says why and changes nothing', async () => {
  bridge.fail('policy.report', { code: 'no_permission', params: { command: 'SCAN', user: 'ops' } })
  await open()
  expect((await screen.findByRole('alert')).textContent).toContain('SCAN')
})
