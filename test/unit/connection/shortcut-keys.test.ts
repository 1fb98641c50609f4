import { expect, test } from 'vitest'
import { actOfKey, hintOf, keyConflict } from '../../../renderer/connection/shortcut-keys.ts'

test('a key that moves or does something else is no free key', () => {
  expect(keyConflict('g', 'refresh', {})).toBe('taken')
  expect(keyConflict('[', 'refresh', {})).toBe('taken')
  expect(keyConflict('F', 'refresh', {})).toBe('fetch')
  expect(keyConflict('v', 'refresh', {})).toBeNull()
  expect(keyConflict('r', 'refresh', {})).toBeNull()
  // given away, the usual key is free for others
  expect(keyConflict('f', 'refresh', { fetch: 'v' })).toBeNull()
})

test('the chosen key acts, the usual one does not', () => {
  expect(actOfKey('V', { fetch: 'v' })).toBe('fetch')
  expect(actOfKey('f', { fetch: 'v' })).toBeNull()
  expect(actOfKey('r', { fetch: 'v' })).toBe('refresh')
})

test('a hint tells the key that acts, and none where single keys are off', () => {
  expect(hintOf('F', { singleKeys: true, shortcuts: { fetch: 'v' } })).toBe('V')
  expect(hintOf('F', { singleKeys: false, shortcuts: {} })).toBeNull()
  expect(hintOf('G A', { singleKeys: false, shortcuts: {} })).toBeNull()
  expect(hintOf('Esc', { singleKeys: false, shortcuts: {} })).toBe('Esc')
})
