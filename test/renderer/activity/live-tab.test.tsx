import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followMain } from '../../../renderer/app/follow-main.ts'
import { ActivityPage } from '../../../renderer/features/activity/ActivityPage.tsx'
import { useLiveFeed } from '../../../renderer/features/activity/live/live-feed-store.ts'
import { ratePoints } from '../../../renderer/features/activity/live/rate-points.ts'
import type { LiveFeed, LiveStatus } from '../../../shared/contract/live.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { answerStart, sampleLive, sampleNow } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'

const node = '10.0.0.2:6379'
const live: LiveStatus = { ...sampleLive, phase: 'live', since: sampleNow, checkedAt: sampleNow, counts: [], keys: 0 }
const feed: LiveFeed = {
  at: sampleNow,
  heard: 2,
  events: [
    {
      seq: 1,
      at: sampleNow,
      event: 'expired',
      key: { label: 'pncp:search_v2:ab', base64: 'eA==', byteLength: 17 },
      namespace: 'pncp',
    },
  ],
  seconds: [],
  from: sampleNow - 5_000,
  gaps: [{ from: sampleNow - 3_000, to: sampleNow - 2_000 }],
}

let bridge: FakeBridge
let end: () => void = () => undefined
beforeEach(() => {
  bridge = installFakeBridge()
  answerStart(bridge)
  bridge.answer('live.feed', feed)
  window.location.hash = '#/activity?tab=live'
})
afterEach(() => {
  cleanup()
  end()
  resetStores()
  useLiveFeed.setState(useLiveFeed.getInitialState(), true)
  bridge.remove()
})

function open() {
  end = followMain()
  return renderPage(<ActivityPage />, 'en')
}

async function askToSwitchOn(): Promise<HTMLElement> {
  const button = () => screen.getByRole('button', { name: 'Switch on' })
  await waitFor(() => expect(button().getAttribute('aria-disabled')).toBeNull()) // the connection is known by then
  await userEvent.click(button())
  return screen.findByRole('dialog')
}

test('switching on shows the change of each primary first, and sends what was seen', async () => {
  bridge.answer('live.preview', {
    nodes: [{ node, current: 'Kx', wanted: 'KxEgen', stays: false }],
    changes: true,
    obstacle: null,
  })
  bridge.answer('live.start', { ...live, changed: [{ node, was: 'Kx', set: 'KxEgen' }] })
  open()
  const dialog = await askToSwitchOn()
  const row = await within(dialog).findByRole('row', { name: /10\.0\.0\.2/ })
  expect(row.textContent).toContain('KxKxEgen')
  expect(bridge.calls.some(({ method }) => method === 'live.start')).toBe(false)
  await userEvent.click(within(dialog).getByRole('button', { name: 'Change 1 server and switch on' }))
  await waitFor(() =>
    expect(bridge.calls.find(({ method }) => method === 'live.start')?.input).toEqual({
      seen: [{ node, value: 'Kx' }],
    }),
  )
  expect(await screen.findByRole('button', { name: 'Switch off and restore the setting' })).toBeDefined()
})

test('what stands in the way is said before it is tried', async () => {
  const obstacle = { code: 'no_permission', message: '', retryable: false, params: { command: 'CONFIG GET' } } as const
  bridge.answer('live.preview', { nodes: [], changes: false, obstacle })
  open()
  const dialog = await askToSwitchOn()
  expect((await within(dialog).findByRole('alert')).textContent).toContain('CONFIG GET')
})

test('events are listed while they come, and a time that may have missed some is named', async () => {
  bridge.answer('live.status', live)
  open()
  expect(await screen.findByText('expired')).toBeDefined()
  expect(screen.getByText(/Events may be missing from/)).toBeDefined()
  act(() => bridge.publish('live.changed', { ...live, phase: 'counting', since: null, reason: 'differs' }))
  expect(await screen.findByText(/differed from DBSIZE/)).toBeDefined()
})

test('a setting a killed console left is offered with both values', async () => {
  bridge.answer('live.status', { ...sampleLive, leftover: [{ node, was: 'Kx', set: 'KxEgen' }] })
  bridge.answer('live.settleLeftover', sampleLive)
  open()
  expect(await screen.findByText(`${node}: now KxEgen, before Kx`)).toBeDefined()
  await userEvent.click(screen.getByRole('button', { name: 'Put back' }))
  await waitFor(() => expect(screen.queryByText(/before Kx/)).toBeNull())
})

test('a second without events is zero only while somebody listened and nothing was missed', () => {
  const at = sampleNow - (sampleNow % 1_000)
  const points = ratePoints(
    {
      ...feed,
      from: at - 4_000,
      seconds: [{ at: at - 1_000, appeared: 2, gone: 1 }],
      gaps: [{ from: at - 3_000, to: at - 2_000 }],
    },
    at - 6_000,
    at,
  )
  expect(points.map(({ rate }) => rate)).toEqual([null, 0, 0, null, 0, 3])
})
