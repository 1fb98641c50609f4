import { cleanup, screen } from '@testing-library/react'
import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { StatusBar } from '../../../renderer/app/StatusBar.tsx'
import { useSettings } from '../../../renderer/connection/settings-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { answerStart, sampleSettings } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'

let bridge: FakeBridge
beforeEach(() => {
  vi.useFakeTimers({ toFake: ['Date'] })
  bridge = installFakeBridge()
  answerStart(bridge)
})
afterEach(() => {
  cleanup()
  resetStores()
  bridge.remove()
  vi.useRealTimers()
})

test.each([
  ['2026-11-22T01:30:00Z', '22:30:00 BRT', '01:30:00 UTC', true],
  ['2026-11-22T12:30:00Z', '09:30:00 BRT', '12:30:00 UTC', false],
])('R48: both zones stand on screen, and where their days differ that is said (%s)', (now, here, utc, differ) => {
  vi.setSystemTime(now)
  renderPage(<StatusBar />, 'pt-BR')
  expect(screen.getByText(here)).toBeDefined()
  expect(screen.getByText(utc)).toBeDefined()
  expect(screen.queryAllByText(/^UTC: /).length > 0).toBe(differ)
})

test('R48: where the days of the cache are of another zone, the frame says so, with its today', () => {
  vi.setSystemTime('2026-11-22T01:30:00Z')
  useSettings.setState({ settings: { ...sampleSettings, dayZone: 'Europe/Lisbon' } })
  renderPage(<StatusBar />, 'pt-BR')
  expect(screen.getByText('Dias do cache: Europe/Lisbon, hoje 22/11')).toBeDefined()
})
