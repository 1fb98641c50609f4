import { cleanup, screen, waitFor } from '@testing-library/react'
import userEvent from '@testing-library/user-event'
import { afterEach, beforeEach, expect, test } from 'vitest'
import { followMain } from '../../../renderer/app/follow-main.ts'
import { SettingsPage } from '../../../renderer/features/settings/SettingsPage.tsx'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import {
  answerStart,
  changedSettings,
  connected,
  sampleConnection,
  sampleSettings,
} from '../../support/page-samples.ts'
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

function open(address: string) {
  window.location.hash = `#${address}`
  end = followMain()
  return renderPage(<SettingsPage />)
}

const callsOf = (method: string) => bridge.calls.filter((call) => call.method === method).map(({ input }) => input)

test('a failed test says the true cause in words', async () => {
  bridge.fail('connection.test', { code: 'auth_failed', params: { user: 'ops' } })
  open('/settings/connections/new')
  await userEvent.type(await screen.findByLabelText('Nome'), 'nova')
  await userEvent.click(screen.getByRole('button', { name: 'Testar' }))
  expect((await screen.findByRole('alert')).textContent).toMatch(/senha/i)
  expect(callsOf('connection.test')).toEqual([expect.objectContaining({ name: 'nova', readOnly: true })])
})

test('a test that works names the server and what this user may not run', async () => {
  bridge.answer('connection.test', {
    identity: sampleConnection.identity,
    roundTripMs: 0.4,
    keys: 90_028,
    capabilities: [
      { command: 'scan', allowed: true, feature: 'browse' },
      { command: 'unlink', allowed: false, feature: 'invalidate' },
    ],
  })
  open('/settings/connections/new')
  await userEvent.type(await screen.findByLabelText('Nome'), 'nova')
  await userEvent.click(screen.getByRole('button', { name: 'Testar' }))
  expect(await screen.findByText(/redis 7\.0\.15, primário, 90\.028 chaves/)).toBeDefined()
  expect(screen.getByRole('row', { name: /UNLINK invalidar Negado/ })).toBeDefined()
})

test('a wrong field is said at the field and nothing is sent', async () => {
  open('/settings/connections/new')
  await userEvent.click(await screen.findByRole('button', { name: 'Salvar e conectar' }))
  expect(screen.getByLabelText('Nome').getAttribute('aria-invalid')).toBe('true')
  expect(callsOf('profiles.save')).toEqual([])
})

test('saving and connecting with a password that is not stored asks for it only once', async () => {
  const { target } = sampleConnection
  bridge.answer('profiles.save', { ...target, id: 'p9', name: 'nova', password: 'ask' })
  bridge.answer('connection.open', connected())
  open('/settings/connections/new')
  await userEvent.type(await screen.findByLabelText('Nome'), 'nova')
  await userEvent.click(screen.getByLabelText('Pedir'))
  await userEvent.type(screen.getByLabelText('Senha', { selector: 'input[type=password]' }), 's3cret')
  await userEvent.click(screen.getByRole('button', { name: 'Salvar e conectar' }))
  await waitFor(() => expect(callsOf('connection.open')).toEqual([{ profileId: 'p9', password: 's3cret' }]))
})

test('a pasted URL goes into the fields and does not stay in sight', async () => {
  open('/settings/connections/new')
  const field = await screen.findByLabelText('Colar uma URL')
  field.focus()
  await userEvent.paste('redis://ops:s3cret@cache.example:6400/3')
  expect(screen.getByLabelText<HTMLInputElement>('Host').value).toBe('cache.example')
  expect(screen.getByLabelText<HTMLInputElement>('Porta').value).toBe('6400')
  expect(screen.getByLabelText<HTMLInputElement>('Colar uma URL').value).toBe('')
  expect(document.body.textContent).not.toContain('s3cret')
})

test('a preference is asked of main and acts on its answer', async () => {
  bridge.answer('settings.update', changedSettings)
  open('/settings/preferences')
  await userEvent.click(await screen.findByLabelText('Claro'))
  expect(callsOf('settings.update')).toEqual([{ theme: 'light' }])
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Claro').checked).toBe(true))
})

test('a provider’s address is saved beside the settings of the others', async () => {
  const govbr = { enabled: false, baseUrl: null, coverage: { bodies: ['26245'] } }
  bridge.answer('settings.read', { ...sampleSettings, providers: { govbr } })
  bridge.answer('settings.update', changedSettings)
  open('/settings/providers')
  const [field] = await screen.findAllByLabelText('Endereço da API')
  if (!field) throw new RangeError('no field for an address')
  await userEvent.type(field, 'https://mirror.example/api{Enter}')
  expect(callsOf('settings.update')).toEqual([
    { providers: { govbr, pncp: { enabled: true, baseUrl: 'https://mirror.example/api', coverage: {} } } },
  ])
})

test('what a daily fetch covers is saved as codes, and left empty it is wide again', async () => {
  const pncp = { enabled: true, baseUrl: null, coverage: { ufs: ['SP'] } }
  bridge.answer('settings.read', { ...sampleSettings, providers: { pncp } })
  bridge.answer('settings.update', changedSettings)
  open('/settings/providers')
  await userEvent.type(await screen.findByLabelText('Modalidades da coleta'), '8, 6 8{Enter}')
  await userEvent.clear(screen.getByLabelText('Estados (UF) da coleta'))
  await userEvent.type(screen.getByLabelText('Estados (UF) da coleta'), '{Enter}')
  await userEvent.type(screen.getByLabelText('Órgãos da coleta'), '26245{Enter}')
  expect(callsOf('settings.update')).toEqual([
    { providers: { pncp: { ...pncp, coverage: { ufs: ['SP'], modalities: ['8', '6'] } } } },
    { providers: { pncp: { ...pncp, coverage: { modalities: ['8', '6'] } } } },
    {
      providers: {
        pncp: { ...pncp, coverage: { modalities: ['8', '6'] } },
        govbr: { enabled: true, baseUrl: null, coverage: { bodies: ['26245'] } },
      },
    },
  ])
})

test('requests can be spaced further apart than the provider wants, never nearer', async () => {
  bridge.answer('settings.update', changedSettings)
  open('/settings/providers')
  const [field] = await screen.findAllByLabelText('Pausa entre requisições (ms)')
  if (!field) throw new RangeError('no field for a pause')
  await userEvent.type(field, '999{Enter}')
  await userEvent.type(field, '{Backspace}{Backspace}{Backspace}60001{Enter}')
  expect(callsOf('settings.update')).toEqual([])
  await userEvent.clear(field)
  await userEvent.type(field, '5000{Enter}')
  expect(callsOf('settings.update')).toEqual([
    { providers: { pncp: { enabled: true, baseUrl: null, coverage: {}, gapMs: 5_000 } } },
  ])
})

test('a provider’s key goes in, and only its presence comes back', async () => {
  bridge.answer('providers.setKey', {})
  open('/settings/providers')
  expect(await screen.findByText(/falta a chave/)).toBeDefined()
  await userEvent.type(screen.getByLabelText('Nova chave da API'), 'k-123{Enter}')
  await waitFor(() => expect(callsOf('providers.setKey')).toEqual([{ provider: 'govbr', key: 'k-123' }]))
  await waitFor(() => expect(screen.getByLabelText<HTMLInputElement>('Nova chave da API').value).toBe(''))
})

test('the zone of the cache’s days is saved only where it is one', async () => {
  open('/settings/preferences')
  const field = await screen.findByLabelText('Fuso dos dias do cache')
  await userEvent.clear(field)
  await userEvent.type(field, 'Europe/Lisboa{Enter}')
  expect(screen.getByRole('alert').textContent).toContain('Não é um fuso')
  await userEvent.clear(field)
  await userEvent.type(field, 'Europe/Lisbon')
  await userEvent.click(screen.getByRole('button', { name: 'Usar este fuso' }))
  expect(callsOf('settings.update')).toEqual([{ dayZone: 'Europe/Lisbon' }])
})
