import { describe, expect, test, vi } from 'vitest'
import type { Core } from '../../../electron/core/core.ts'
import type { HandlerContext, NativeQuestion } from '../../../electron/ipc/handlers/handler-context.ts'
import { invalidationHandlers } from '../../../electron/ipc/handlers/invalidation-handlers.ts'
import type { AppEvent } from '../../../shared/contract/events.ts'

const request = { token: 'a'.repeat(32), confirmation: 'pncp', noUndo: false }

function laboratory(
  environment: 'production' | 'development',
  answer: boolean,
  subject: object | null = { target: { scope: 'whole', namespace: 'pncp' }, count: 12 },
) {
  const run = vi.fn<() => Promise<object>>(async () => ({ target: { scope: 'whole', namespace: 'pncp' } }))
  const asked: NativeQuestion[] = []
  const events: AppEvent[] = []
  const core = {
    connections: { current: () => ({ name: 'alicit', target: { environment } }) },
    settings: { read: async () => ({ language: 'en' }) },
    invalidation: { run, describe: () => subject },
    undo: {},
  } as unknown as Core // only what these handlers touch
  const context: HandlerContext = {
    core,
    publish: (event) => events.push(event),
    process: { version: '', electron: '', chromium: '', locale: 'en' },
    chooseFile: async () => null,
    confirmNatively: async (question) => {
      asked.push(question)
      return answer
    },
    saveAs: async () => null,
    readHost: (host) => host,
    openExternal: async () => undefined,
    savePath: async () => null,
  }
  return { run, asked, events, handlers: invalidationHandlers(context) }
}

describe('a page that asks to remove', () => {
  test('R19: in production is not enough: the system dialog must be answered', async () => {
    const { run, asked, handlers } = laboratory('production', false)
    await expect(handlers['invalidation.run'](request)).rejects.toMatchObject({ code: 'not_confirmed' })
    expect(asked.map(({ message }) => message)).toEqual(['Invalidate 12 keys of pncp on alicit?'])
    expect(run).not.toHaveBeenCalled()
  })

  test('in production goes on once it was, and the screens are told', async () => {
    const { run, events, handlers } = laboratory('production', true)
    await handlers['invalidation.run'](request)
    expect(run).toHaveBeenCalledOnce()
    expect(events).toEqual([{ name: 'keyspace.changed', payload: { namespace: 'pncp' } }])
  })

  test('by a guessed token raises no dialog: the core refuses it', async () => {
    const { run, asked, handlers } = laboratory('production', true, null)
    await handlers['invalidation.run'](request)
    expect(asked).toEqual([])
    expect(run).toHaveBeenCalledOnce()
  })

  test('elsewhere needs no second dialog', async () => {
    const { asked, handlers } = laboratory('development', false)
    await handlers['invalidation.run'](request)
    expect(asked).toEqual([])
  })
})
