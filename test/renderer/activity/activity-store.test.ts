import { afterEach, beforeEach, expect, test } from 'vitest'
import { createStore, type StoreApi } from 'zustand'
import { consoleClient } from '../../../renderer/bridge/console-client.ts'
import { type ActivityState, activitySlice, canUndo } from '../../../renderer/features/activity/activity-store.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { sampleBundle, sampleEntry } from './samples.ts'

let bridge: FakeBridge
let store: StoreApi<ActivityState>
let end: () => void

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('activity.journal', {
    entries: [sampleEntry()],
    brokenAtLine: null,
    checked: { lines: 2, at: 1_700_000_000_000 },
  })
  bridge.answer('undo.list', [sampleBundle()])
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

test('a bundle can be undone while it is ready and its time has not passed', () => {
  const bundle = sampleBundle({ undoUntil: 1_000 })
  expect(canUndo(bundle, 999)).toBe(true)
  expect(canUndo(bundle, 1_000)).toBe(false)
  expect(canUndo({ ...bundle, state: 'restored' }, 999)).toBe(false)
  expect(canUndo({ ...bundle, state: 'damaged' }, 999)).toBe(true)
})
