import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStore, type StoreApi } from 'zustand'
import { consoleClient } from '../../../renderer/bridge/console-client.ts'
import { type ActivityState, activitySlice, canUndo } from '../../../renderer/features/activity/activity-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { sampleUndo } from '../invalidation/samples.ts'
import { sampleBundle, sampleEntry } from './samples.ts'

let bridge: FakeBridge
let store: StoreApi<ActivityState>
let end: () => void

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('activity.journal', { entries: [sampleEntry()], brokenAtLine: null })
  bridge.answer('undo.list', [sampleBundle()])
  bridge.answer('undo.run', sampleUndo)
  store = createStore<ActivityState>()(activitySlice(consoleClient))
  end = store.getState().start()
})
afterEach(() => {
  end()
  bridge.remove()
})

const state = () => store.getState()
const times = (method: string) => bridge.calls.filter((call) => call.method === method).length

test('a removal or a restore elsewhere is read again, but nothing that was never shown', async () => {
  bridge.publish('keyspace.changed', { namespace: 'pncp' })
  expect(times('activity.journal')).toBe(0)
  await state().refresh()
  bridge.publish('keyspace.changed', { namespace: 'pncp' })
  expect(times('activity.journal')).toBe(2)
})

test('an undo runs once, however often it is asked for, and the lists are read again', async () => {
  const bundle = sampleBundle()
  const answer = bridge.hold('undo.run')
  state().openUndo(bundle)
  const first = state().runUndo()
  await state().runUndo()
  answer(sampleUndo)
  await first
  expect(times('undo.run')).toBe(1)
  expect(state().undo?.result).toEqual({ phase: 'ready', value: sampleUndo })
  expect(times('undo.list')).toBe(1)
})

test('the answer of an undo whose dialog was closed does not open it again', async () => {
  const answer = bridge.hold('undo.run')
  state().openUndo(sampleBundle())
  const run = state().runUndo()
  state().closeUndo()
  answer(sampleUndo)
  await run
  expect(state().undo).toBeNull()
})

test('a bundle can be undone while it is ready and its time has not passed', () => {
  const bundle = sampleBundle({ undoUntil: 1_000 })
  expect(canUndo(bundle, 999)).toBe(true)
  expect(canUndo(bundle, 1_000)).toBe(false)
  expect(canUndo({ ...bundle, state: 'restored' }, 999)).toBe(false)
  expect(canUndo({ ...bundle, state: 'damaged' }, 999)).toBe(false)
})
