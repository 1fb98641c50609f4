import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { StatusBar } from '../../../renderer/app/StatusBar.tsx'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
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
