import { expect, test } from 'vitest'
import { hidesNewKeys, isSameSetting, sendsKeyEvents, withKeyEvents } from '../../../shared/keys/key-events.ts'

test.each([
  ['', 'Egxen', false],
  ['Kx', 'KxEgen', false],
  ['gxenE', 'gxenE', true],
  ['EKA', 'EKAn', false],
  ['AEn', 'AEn', true],
])('%j becomes %j, sent already: %s', (flags, wanted, sent) => {
  expect(withKeyEvents(flags)).toBe(wanted)
  expect(sendsKeyEvents(flags)).toBe(sent)
  expect(sendsKeyEvents(wanted)).toBe(true)
})

test('the order of the letters means nothing, and A means its classes', () => {
  expect(isSameSetting('xKE', 'KEx')).toBe(true)
  expect(isSameSetting('KEA', 'KEg$lshztdxe')).toBe(true)
  expect(isSameSetting('KE', 'KEx')).toBe(false)
})

test('where every class is on the server may hide n', () => {
  expect(hidesNewKeys('AKE')).toBe(true)
  expect(hidesNewKeys('gxE')).toBe(false)
  expect(isSameSetting('AKE', 'AKEn')).toBe(true)
  expect(isSameSetting('gxE', 'gxEn')).toBe(false)
})
