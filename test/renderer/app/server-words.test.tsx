import { act, cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Banners } from '../../../renderer/app/Banners.tsx'
import { StatusBar } from '../../../renderer/app/StatusBar.tsx'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { whyNotWritable } from '../../../renderer/connection/why-not-writable.ts'
import { createWords } from '../../../renderer/i18n/words.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { connected, sampleConnection } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'

let bridge: FakeBridge
beforeEach(() => {
  bridge = installFakeBridge()
})
afterEach(() => {
  cleanup()
  resetStores()
  bridge.remove()
})

test.each([
  ['primary', 'Read and write'],
  ['replica', 'Read-only'],
] as const)('a %s is called "%s", whatever more the profile allows', (role, words) => {
  useConnection.setState({ status: connected({ identity: { ...sampleConnection.identity, role } }), known: true })
  renderPage(<StatusBar />, 'en')
  expect(screen.getByText(words)).toBeDefined()
})

const sentinel = { name: 'cache-1', group: 'cache-1@s1:26379', replicas: 2 }
const behind = (host: string, runId: string) => {
  const topology = 'sentinel' as const
  return connected({ identity: { ...sampleConnection.identity, host, runId, topology, sentinel } })
}

test('behind Sentinel the bar names the primary and counts its replicas', () => {
  useConnection.setState({ status: behind('10.0.0.5', 'r1'), known: true })
  renderPage(<StatusBar />, 'en')
  expect(screen.getByText('Sentinel cache-1: primary 10.0.0.5:6379, 2 replicas')).toBeDefined()
})

test('a failover is told as one: who was demoted and who answers', () => {
  const { identity } = sampleConnection
  const former = { ...identity, host: '10.0.0.5', topology: 'sentinel' as const, sentinel }
  const status = { ...behind('10.0.0.6', 'r2'), serverChanged: true }
  useConnection.setState({ status, formerServer: former, known: true })
  renderPage(<Banners />, 'en')
  expect(screen.getByRole('alert').textContent).toContain(
    'Server demoted: 10.0.0.5:6379 is no longer the primary of cache-1. 10.0.0.6:6379 answers now',
  )
})

test('R21: as long as no sentinel confirms the primary a banner says so, and nothing can be removed', () => {
  const params = { host: '10.0.0.5', port: 6379, name: 'cache-1' }
  const unconfirmed = { code: 'primary_unconfirmed', message: '', retryable: true, params } as const
  const confirmed = behind('10.0.0.5', 'r1')
  if (confirmed.phase !== 'connected') throw new TypeError('it is connected')
  const status = { ...confirmed, unconfirmed }
  useConnection.setState({ status, known: true })
  renderPage(<Banners />, 'en')
  const words = 'No sentinel answers: whether 10.0.0.5:6379 is still the primary of cache-1 is not known.'
  expect(screen.getByRole('alert').textContent).toContain(`Primary not confirmed. ${words}`)
  const en = createWords('en', 'utc')
  expect(whyNotWritable(en, status, 'invalidate')).toBe('no sentinel confirms the primary')
  expect(whyNotWritable(en, status, 'fetch')).toBeNull()
  act(() => useConnection.setState({ status: confirmed }))
  expect(screen.queryByRole('alert')).toBeNull()
})

test.each([
  ['redis.example', { enabled: false, verify: true, ca: null }, 'Not encrypted.'],
  ['redis.example', { enabled: true, verify: false, ca: null }, 'Certificate not verified.'],
  ['redis.example', { enabled: true, verify: true, ca: null }, null],
  ['127.0.0.1', { enabled: false, verify: true, ca: null }, null],
  ['/run/redis/redis.sock', { enabled: false, verify: true, ca: null }, null],
])('S21: what a line to %s with %j exposes stands in a banner: %s', (host, tls, expected) => {
  const { identity, target } = sampleConnection
  const status = connected({ identity: { ...identity, host }, target: { ...target, host, tls } })
  useConnection.setState({ status, known: true })
  renderPage(<Banners />, 'en')
  const said = ['Not encrypted.', 'Certificate not verified.'].filter((words) => screen.queryByText(words))
  expect(said).toEqual(expected === null ? [] : [expected])
})
