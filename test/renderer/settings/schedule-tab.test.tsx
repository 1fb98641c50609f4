import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followMain } from '../../../renderer/app/follow-main.ts'
import { MissedFetch } from '../../../renderer/app/MissedFetch.tsx'
import { useRequestedFlow } from '../../../renderer/connection/requested-flow.ts'
import { useSchedule } from '../../../renderer/connection/schedule-store.ts'
import { SettingsPage } from '../../../renderer/features/settings/SettingsPage.tsx'
import type { ScheduledEnd } from '../../../shared/contract/schedule.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { answerStart, sampleNow, sampleSchedule, sampleSettings } from '../../support/page-samples.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'

let bridge: FakeBridge
let end: () => void = () => undefined

beforeEach(() => {
  bridge = installFakeBridge()
  answerStart(bridge)
  bridge.answer('settings.update', sampleSettings)
})
afterEach(() => {
  cleanup()
  end()
  resetStores()
  bridge.remove()
})

function open() {
  window.location.hash = '#/settings/schedule'
  end = followMain()
  return renderPage(<SettingsPage />, 'en')
}

const updates = () => bridge.calls.filter(({ method }) => method === 'settings.update').map(({ input }) => input)

test('switching the daily fetch on, leaving a provider out, and its hour are settings at once', async () => {
  open()
  await userEvent.click(await screen.findByRole('switch', { name: 'Fetch every day while the console runs' }))
  await userEvent.click(await screen.findByRole('checkbox', { name: 'pncp' }))
  const [time] = screen.getAllByLabelText('Time')
  await userEvent.clear(time as HTMLElement)
  await userEvent.type(time as HTMLElement, '07:30')
  const { schedule } = sampleSettings
  expect(updates()).toEqual([
    { schedule: { ...schedule, dailyFetch: { ...schedule.dailyFetch, enabled: true } } },
    { schedule: { ...schedule, dailyFetch: { ...schedule.dailyFetch, without: ['pncp'] } } },
    { schedule: { ...schedule, dailyFetch: { ...schedule.dailyFetch, time: '07:30' } } },
  ])
})

test('half a time is said to be none, and changes nothing', async () => {
  open()
  const [time] = await screen.findAllByLabelText('Time')
  await userEvent.clear(time as HTMLElement)
  await userEvent.type(time as HTMLElement, '25:0')
  expect(await screen.findByText('A time like 06:00.')).toBeDefined()
  expect(updates()).toEqual([])
})

test('how a job ended, what it lacks, and a key that dies too early are told', async () => {
  const status = sampleSchedule()
  const lastEnd: ScheduledEnd = {
    job: 'daily_fetch',
    dueAt: sampleNow,
    endedAt: sampleNow,
    outcome: 'partial',
    reason: null,
    lacking: ['govbr'],
    failure: null,
  }
  bridge.answer('schedule.status', {
    ...status,
    jobs: status.jobs.map((job) => (job.job === 'daily_fetch' ? { ...job, lastEnd } : job)),
    gaps: [{ provider: 'pncp', expiresAt: sampleNow, successorAt: sampleNow + 7_200_000 }],
  })
  open()
  expect(await screen.findByText(/lacking: govbr/)).toBeDefined()
  expect(await screen.findByText(/2 h 00 min without the day’s data/)).toBeDefined()
})

test('a missed fetch is offered, and nothing is fetched before the form', async () => {
  const status = sampleSchedule({ missed: ['pncp'] })
  bridge.answer('schedule.status', {
    ...status,
    jobs: status.jobs.map((job) => ({ ...job, enabled: true, lastDueAt: sampleNow - 3_600_000 })),
  })
  renderPage(<MissedFetch />, 'en')
  await useSchedule.getState().refresh()
  await userEvent.click(await screen.findByRole('button', { name: 'Fetch now…' }))
  expect(useRequestedFlow.getState().fetch).toEqual({ providers: ['pncp'] })
  expect(bridge.calls.some(({ method }) => method === 'fetch.start')).toBe(false)
  await userEvent.click(screen.getByRole('button', { name: 'Dismiss' }))
  await waitFor(() => expect(screen.queryByRole('button', { name: 'Fetch now…' })).toBeNull())
})
