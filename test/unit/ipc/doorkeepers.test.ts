import { describe, expect, test } from 'vitest'
import { createFloodGate } from '../../../electron/ipc/flood-gate.ts'
import { invalidationQuestion } from '../../../electron/ipc/handlers/invalidation-question.ts'
import { isTrustedSender, type Sender } from '../../../electron/ipc/trusted-sender.ts'

const origin = 'app://console'
const own: Sender = { senderFrame: { url: 'app://console/', parent: null }, sender: { id: 7 } }
const frame = (change: object): Sender => ({ ...own, senderFrame: { url: 'app://console/', parent: null, ...change } })

describe('a sender', () => {
  test('is trusted as the top frame of our own window on our own page', () => {
    expect(isTrustedSender(own, 7, origin)).toBe(true)
    expect(isTrustedSender(frame({ url: 'app://console/#/keys' }), 7, origin)).toBe(true)
  })

  test.each([
    ['an iframe in our page', frame({ parent: {} })],
    ['an about:blank child', frame({ url: 'about:blank' })],
    ['a second window', { ...own, sender: { id: 8 } }],
    ['a detached frame', frame({ detached: true })],
    ['no frame', { ...own, senderFrame: null }],
    ['our scheme with another host', frame({ url: 'app://evil/' })],
    ['our host with credentials and another end', frame({ url: 'app://console@evil/' })],
    ['our origin as a prefix', frame({ url: 'app://console.evil/' })],
    ['a file', frame({ url: 'file:///console/index.html' })],
    ['no URL', frame({ url: '' })],
  ])('%s is refused', (_what, sender) => {
    expect(isTrustedSender(sender, 7, origin)).toBe(false)
  })

  test('is refused while there is no window', () => {
    expect(isTrustedSender(own, null, origin)).toBe(false)
  })
})

test('a flood is held to so many a second, and passes again in the next', () => {
  const mayPass = createFloodGate(3)
  expect([0, 1, 2, 3, 999].map(mayPass)).toEqual([true, true, true, false, false])
  expect(mayPass(1_000)).toBe(true)
})

test.each([
  ['pt-BR', 'Invalidar 1.000.000 chaves de pncp em PROD?'],
  ['en', 'Invalidate 1,000,000 keys of pncp on PROD?'],
])('the system dialog asks in %s with the figures', (language, message) => {
  expect(
    invalidationQuestion({ target: { scope: 'whole', namespace: 'pncp' }, count: 1_000_000 }, 'PROD', language).message,
  ).toBe(message)
})

test.each([
  ['pncp', 12, 'Invalidar 12 chaves de pncp em PROD?'],
  [null, 12, 'Invalidar 12 chaves em PROD?'],
  ['pncp', 1, 'Remover a chave pncp:a de PROD?'],
])('of chosen keys of %s, %i of them, it names what they share, or the one', (namespace, count, message) => {
  const target = { scope: 'keys', namespace, label: 'pncp:a', keys: count } as const
  expect(invalidationQuestion({ target, count }, 'PROD', 'pt-BR').message).toBe(message)
})
