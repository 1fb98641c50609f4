import { afterEach, beforeEach, describe, expect, test } from 'vitest'
import { createStore, type StoreApi } from 'zustand'
import { consoleClient } from '../../../renderer/bridge/console-client.ts'
import {
  type InvalidationState,
  invalidationSlice,
} from '../../../renderer/features/invalidation/invalidation-store.ts'
import type { InvalidationResult } from '../../../shared/contract/invalidation.ts'
import { type FakeBridge, installFakeBridge } from '../../support/fake-bridge.ts'
import { sampleConnection, sampleNow, samplePreview, sampleProgress, sampleResult } from './samples.ts'

let bridge: FakeBridge
let store: StoreApi<InvalidationState>
let end: () => void

beforeEach(() => {
  bridge = installFakeBridge()
  bridge.answer('invalidation.preview', samplePreview())
  bridge.answer('invalidation.cancelPreview', {})
  bridge.answer('invalidation.stop', {})
  store = createStore<InvalidationState>()(invalidationSlice(consoleClient, sampleConnection, () => sampleNow))
  end = store.getState().start()
})
afterEach(() => {
  end()
  bridge.remove()
})

const state = () => store.getState()
const asked = (method: string) => bridge.calls.filter((call) => call.method === method).map((call) => call.input)
const settle = () => new Promise((resolve) => setTimeout(resolve))

async function atConfirm() {
  state().open('pncp')
  await settle()
  state().goTo('confirm')
  state().type('pncp')
}

describe('preview', () => {
  test('starts by itself and says the whole namespace in so many words', async () => {
    state().open('pncp')
    expect(state().preview.phase).toBe('loading')
    await settle()
    expect(asked('invalidation.preview')).toEqual([{ scope: 'whole', namespace: 'pncp' }])
    expect(state().preview.phase).toBe('ready')
  })

  test('a preset of families asks for those only', async () => {
    state().open('pncp', { families: ['embeddings'] })
    await settle()
    expect(asked('invalidation.preview')).toEqual([{ scope: 'families', namespace: 'pncp', families: ['embeddings'] }])
  })

  test('an empty choice of families asks for nothing', async () => {
    state().open('pncp')
    await settle()
    state().select({ scope: 'families', families: [] })
    await state().startPreview()
    expect(asked('invalidation.preview')).toHaveLength(1)
  })

  test('the answer of an abandoned preview never becomes the next one', async () => {
    const answerFirst = bridge.hold('invalidation.preview')
    state().open('pncp')
    bridge.answer(
      'invalidation.preview',
      samplePreview({ previewId: 'v2', target: { scope: 'whole', namespace: 'govbr' } }),
    )
    state().open('govbr')
    await settle()
    answerFirst(samplePreview({ count: 7 }))
    await settle()
    const { preview } = state()
    expect(preview.phase === 'ready' && preview.value.target.namespace).toBe('govbr')
    expect(asked('invalidation.cancelPreview')).toHaveLength(1)
  })

  test('late words of the former walk are not shown as the new one', async () => {
    const answer = bridge.hold('invalidation.preview')
    state().open('pncp')
    bridge.publish('invalidation.previewing', { previewId: 'v1', walked: 10, expectedKeys: 100, found: 2 })
    expect(state().walk?.walked).toBe(10)
    answer(samplePreview())
    await settle()
    bridge.hold('invalidation.preview')
    void state().startPreview()
    bridge.publish('invalidation.previewing', { previewId: 'v1', walked: 99, expectedKeys: 100, found: 9 })
    expect(state().walk).toBeNull()
    bridge.publish('invalidation.previewing', { previewId: 'v2', walked: 1, expectedKeys: 100, found: 0 })
    expect(state().walk?.walked).toBe(1)
  })

  test('leaving while it walks cancels it', async () => {
    bridge.hold('invalidation.preview')
    state().open('pncp')
    state().close()
    expect(asked('invalidation.cancelPreview')).toHaveLength(1)
    expect(state().shown).toBe(false)
  })

  test('the exact list comes page by page', async () => {
    bridge.answer('invalidation.keys', ({ offset }) => ({
      total: 1_000,
      keys: [{ label: `pncp:k${offset}`, base64: null, byteLength: 7 }],
    }))
    state().open('pncp')
    await settle()
    await state().showKeys(100)
    expect(asked('invalidation.keys')).toEqual([{ previewId: 'v1', offset: 100, limit: 100 }])
    expect(state().list).toMatchObject({ offset: 100, keys: { phase: 'ready', value: { total: 1_000 } } })
  })
})

describe('removal', () => {
  test('sends the token and the text exactly as it was typed', async () => {
    bridge.answer('invalidation.run', sampleResult())
    await atConfirm()
    await state().confirm()
    expect(asked('invalidation.run')).toEqual([{ token: 'token-1', confirmation: 'pncp', noUndo: false }])
    expect(state().step).toBe('result')
  })

  test('nothing is sent without a token', async () => {
    bridge.answer('invalidation.preview', samplePreview({ token: null }))
    await atConfirm()
    await state().confirm()
    expect(asked('invalidation.run')).toEqual([])
  })

  test('going back forgets what was typed', async () => {
    await atConfirm()
    state().goTo('preview')
    expect(state().typed).toBe('')
  })

  test('a stop pressed before main names the operation is sent as soon as it does', async () => {
    bridge.hold('invalidation.run')
    await atConfirm()
    void state().confirm()
    await state().stop()
    expect(asked('invalidation.stop')).toEqual([])
    bridge.publish('invalidation.progressed', sampleProgress())
    expect(asked('invalidation.stop')).toEqual([{ operationId: 'op-1' }])
    bridge.publish('invalidation.progressed', sampleProgress({ elapsedMs: 1_000 }))
    expect(asked('invalidation.stop')).toHaveLength(1)
  })

  test('closing sends it to the background, and opening anything else shows it again', async () => {
    const answer = bridge.hold('invalidation.run')
    await atConfirm()
    void state().confirm()
    bridge.publish('invalidation.progressed', sampleProgress())
    state().close()
    expect(state()).toMatchObject({ shown: false, run: { phase: 'running' } })
    state().open('govbr')
    expect(state()).toMatchObject({ shown: true, namespace: 'pncp' })
    state().close()
    answer(sampleResult())
    await settle()
    expect(state()).toMatchObject({ shown: false, step: 'result', run: { phase: 'ended' } })
  })

  test('progress of another operation is not mixed in', async () => {
    bridge.hold('invalidation.run')
    await atConfirm()
    void state().confirm()
    bridge.publish('invalidation.progressed', sampleProgress())
    bridge.publish('invalidation.progressed', sampleProgress({ operationId: 'op-2', keysPerSecond: 9 }))
    const { run } = state()
    expect(run.phase === 'running' && run.progress?.keysPerSecond).toBe(500)
  })

  test('a refusal before anything was removed leads back to the confirmation', async () => {
    bridge.fail('invalidation.run', { code: 'token_invalid' })
    await atConfirm()
    await state().confirm()
    expect(state()).toMatchObject({ step: 'confirm', run: { phase: 'none' }, refusal: { code: 'token_invalid' } })
  })

  test('a failure after it had begun keeps the last counts and never claims an end', async () => {
    let reject: (reason: Error) => void = () => undefined
    bridge.answer('invalidation.run', () => new Promise<InvalidationResult>((_, fail) => (reject = fail)))
    await atConfirm()
    const confirmed = state().confirm()
    bridge.publish('invalidation.progressed', sampleProgress())
    reject(new Error('the channel broke'))
    await confirmed
    expect(state()).toMatchObject({
      step: 'result',
      run: { phase: 'broken', failure: { code: 'internal' }, progress: { books: { deleted: 400 } } },
    })
  })
})
