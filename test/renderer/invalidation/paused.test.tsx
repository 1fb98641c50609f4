import { act, cleanup, screen, waitFor, within } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { Banners } from '../../../renderer/app/Banners.tsx'
import { useConnection } from '../../../renderer/connection/connection-store.ts'
import { useProfiles } from '../../../renderer/connection/profiles-store.ts'
import { InvalidationFlow } from '../../../renderer/features/invalidation/InvalidationFlow.tsx'
import { useInvalidation } from '../../../renderer/features/invalidation/invalidation-store.ts'
import { UndoFlow } from '../../../renderer/features/invalidation/undo/UndoFlow.tsx'
import { useUndo } from '../../../renderer/features/invalidation/undo/undo-store.ts'
import { AskPassword } from '../../../renderer/features/settings/AskPassword.tsx'
import type { ConnectionStatus } from '../../../shared/contract/connection.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { renderPage } from '../../support/render-page.tsx'
import { resetStores } from '../../support/reset-stores.ts'
import { connected, sampleConnection, sampleNow, sampleProgress, sampleUndoProgress } from './samples.ts'

const refused: Failure = {
  code: 'auth_failed',
  message: 'WRONGPASS',
  retryable: false,
  params: { host: 'redis.example', port: 6379, user: 'ops' },
}
const lost: ConnectionStatus = {
  phase: 'disconnected',
  connection: sampleConnection(),
  name: 'alicit-hml',
  failure: refused,
  since: sampleNow,
  nextTryAt: null,
}
const running = { phase: 'running', startedAt: sampleNow, stopping: false } as const

let bridge: FakeBridge
beforeEach(() => {
  bridge = installFakeBridge()
  const { target } = sampleConnection()
  const profile = { ...target, id: 'p1', name: 'alicit-hml', password: 'stored' } as const
  useProfiles.setState({ profiles: { phase: 'ready', value: [profile] } })
  useConnection.setState({ status: lost, known: true })
})
afterEach(() => {
  cleanup()
  useInvalidation.setState(useInvalidation.getInitialState(), true)
  useUndo.setState(useUndo.getInitialState(), true)
  resetStores()
  bridge.remove()
})

const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)

test('R30: a paused removal says why, asks for the password, and goes on only when it is told to', async () => {
  const progress = sampleProgress({ paused: refused })
  useInvalidation.setState({ shown: true, namespace: 'pncp', step: 'progress', run: { ...running, progress } })
  renderPage(
    <>
      <InvalidationFlow />
      <AskPassword />
    </>,
    'en',
  )
  const flow = await screen.findByRole('dialog', { name: 'Paused: Invalidating pncp' })
  expect(within(flow).getByRole('alert').textContent).toContain(
    'redis.example:6379 did not accept the password of user ops.',
  )
  expect(within(flow).getByRole('row', { name: 'Deleted 400' })).toBeTruthy()
  expect(within(flow).queryByRole('button', { name: 'Go on' })).toBeNull()

  // A wrong one is asked for again; it was sent once.
  bridge.fail('connection.open', refused)
  await userEvent.click(within(flow).getByRole('button', { name: 'Enter password…' }))
  await userEvent.type(await screen.findByLabelText('Password'), 'guess{Enter}')
  await waitFor(() => expect(asked('connection.open')).toEqual([{ profileId: 'p1', password: 'guess' }]))
  const field = await screen.findByLabelText<HTMLInputElement>('Password')
  expect(field.value).toBe('')
  bridge.answer('connection.open', connected())
  await userEvent.type(field, 'right{Enter}')
  await waitFor(() => expect(useConnection.getState().status.phase).toBe('connected'))
  expect(asked('invalidation.resume')).toEqual([])

  await waitFor(() => expect(screen.queryByLabelText('Password')).toBeNull())
  await waitFor(() => expect(document.activeElement?.textContent).toBe('Stop'))

  expect(screen.getByText(/Going on first checks that the same server answers/)).toBeTruthy()
  bridge.answer('invalidation.resume', {})
  await userEvent.click(await screen.findByRole('button', { name: 'Go on' }))
  expect(asked('invalidation.resume')).toEqual([{ operationId: 'op-1' }])
  act(() => bridge.publish('invalidation.progressed', sampleProgress()))
  await screen.findByRole('dialog', { name: 'Invalidating pncp' })
})

test('R30: one that another console keeps from going on says who, and Stop ends it', async () => {
  const paused: Failure = {
    code: 'busy',
    message: '',
    retryable: true,
    params: { operation: 'pncp:*', by: 'ana@host', since: sampleNow },
  }
  useConnection.setState({ status: connected() })
  const progress = sampleProgress({ paused })
  useInvalidation.setState({ shown: true, namespace: 'pncp', step: 'progress', run: { ...running, progress } })
  bridge.answer('invalidation.stop', {})
  renderPage(<InvalidationFlow />, 'en')
  expect((await screen.findByRole('alert')).textContent).toContain('ana@host')
  await userEvent.click(screen.getByRole('button', { name: 'Stop' }))
  expect(asked('invalidation.stop')).toEqual([{ operationId: 'op-1' }])
  expect(screen.queryByRole('button', { name: 'Go on' })).toBeNull()
})

test('R30: a paused restore in the background is called paused, and goes on from its dialog', async () => {
  const progress = sampleUndoProgress({ paused: refused })
  useConnection.setState({ status: connected() })
  useUndo.setState({ shown: false, bundle: progress.bundle, step: 'progress', run: { ...running, progress } })
  bridge.answer('undo.resume', {})
  renderPage(<UndoFlow />, 'pt-BR')
  expect(screen.getByText(/^Em pausa: Restaurando/)).toBeTruthy()
  await userEvent.click(screen.getByRole('button', { name: 'Abrir' }))
  await userEvent.click(await screen.findByRole('button', { name: 'Continuar' }))
  expect(asked('undo.resume')).toEqual([{ operationId: 'u-1' }])
})

test('the banner of a refused password opens the form, whichever way it is kept', async () => {
  renderPage(
    <>
      <Banners />
      <AskPassword />
    </>,
    'en',
  )
  await userEvent.click(screen.getByRole('button', { name: 'Enter password…' }))
  const form = await screen.findByRole('dialog', { name: 'Password of alicit-hml' })
  expect(form.textContent).toContain('The server did not accept the last password.')
  expect(bridge.calls).toEqual([])
})
