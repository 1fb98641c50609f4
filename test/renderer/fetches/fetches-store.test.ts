import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStore, type StoreApi } from 'zustand'
import { consoleClient } from '../../../renderer/bridge/console-client.ts'
import { type FetchesState, fetchesSlice, shownRuns } from '../../../renderer/features/fetches/fetches-store.ts'
import { latest } from '../../../renderer/lib/load.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { runningLane, sampleDay, sampleLane, sampleRun } from './samples.ts'

let bridge: FakeBridge
let store: StoreApi<FetchesState>
let end: () => void

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('fetch.runs', [sampleRun()])
  store = createStore<FetchesState>()(fetchesSlice(consoleClient))
  end = store.getState().start()
})
afterEach(() => {
  end()
  bridge.remove()
})

const state = () => store.getState()
const runIds = () => latest(state().runs)?.map(({ runId }) => runId)
const live = (change = {}) => sampleRun({ runId: 'live', endedAt: null, lanes: [runningLane()], ...change })

describe('runs', () => {
  test('one run that was heard of is not taken for the history', () => {
    bridge.publish('fetch.progressed', live())
    expect(state().runs.phase).toBe('loading')
    expect(runIds()).toEqual(['live'])
  })

  test('a run published while the log was read is not lost', async () => {
    const answer = bridge.hold('fetch.runs')
    const reading = state().refresh()
    bridge.publish('fetch.progressed', live())
    answer([sampleRun()])
    await reading
    expect(runIds()).toEqual(['live', 'run-1'])
  })

  test('progress replaces the run it belongs to', async () => {
    await state().refresh()
    bridge.publish('fetch.progressed', live())
    bridge.publish('fetch.progressed', live({ lanes: [runningLane({ pages: 'dddddd' })] }))
    expect(runIds()).toEqual(['live', 'run-1'])
    expect(latest(state().runs)?.[0]?.lanes[0]?.pages).toBe('dddddd')
  })

  test('a failed reading keeps what was known', async () => {
    await state().refresh()
    bridge.fail('fetch.runs', { code: 'storage_failed' })
    await state().refresh()
    expect(state().runs).toMatchObject({ phase: 'failed', failure: { code: 'storage_failed' } })
    expect(runIds()).toEqual(['run-1'])
  })

  test('shows the chosen one, else all that run, else the last one', () => {
    const runs = [live(), live({ runId: 'live-2' }), sampleRun()]
    expect(shownRuns(runs, 'run-1').map(({ runId }) => runId)).toEqual(['run-1'])
    expect(shownRuns(runs, 'unheard-of').map(({ runId }) => runId)).toEqual(['live', 'live-2'])
    expect(shownRuns([sampleRun(), sampleRun({ runId: 'older' })], null).map(({ runId }) => runId)).toEqual(['run-1'])
  })
})

describe('start', () => {
  test('closes the form and shows the new run', async () => {
    await state().refresh()
    bridge.answer('fetch.start', live())
    state().openForm()
    expect(await state().startRun({ providers: ['pncp'], day: sampleDay, dryRun: false })).toBe(true)
    expect(state().form).toBeNull()
    expect(runIds()).toEqual(['live', 'run-1'])
  })

  test('a refusal keeps the form open with its reason', async () => {
    bridge.fail('fetch.start', { code: 'busy' })
    state().openForm({ providers: ['pncp'] })
    expect(await state().startRun({ providers: ['pncp'], day: sampleDay, dryRun: false })).toBe(false)
    expect(state()).toMatchObject({
      form: { providers: ['pncp'] },
      starting: { phase: 'failed', failure: { code: 'busy' } },
    })
  })
})

describe('cancel', () => {
  test('a lane counts as stopping until main says it has ended', async () => {
    await state().refresh()
    bridge.answer('fetch.cancel', {})
    bridge.publish('fetch.progressed', live())
    await state().cancel('live', 'pncp')
    expect([...state().cancelling]).toEqual(['live pncp'])
    bridge.publish('fetch.progressed', live({ lanes: [sampleLane({ outcome: 'cancelled' })] }))
    expect(state().cancelling.size).toBe(0)
  })

  test('a wish that main refuses is taken back and told', async () => {
    bridge.fail('fetch.cancel', { code: 'not_found' })
    await state().cancel('live', null)
    expect(state().cancelling.size).toBe(0)
    expect(state().cancelFailure?.code).toBe('not_found')
  })
})
