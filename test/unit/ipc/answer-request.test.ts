import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { AppError } from '../../../electron/core/app-error.ts'
import { checkTarget } from '../../../electron/core/invalidation/target.ts'
import { answerRequest } from '../../../electron/ipc/answer-request.ts'
import { refusedSubject } from '../../../electron/ipc/refused-subject.ts'
import { type Handlers, type MethodName, methods } from '../../../shared/contract/methods.ts'
import { Namespace } from '../../../shared/contract/primitives.ts'
import { badInputs, badNames } from '../../support/bad-names.ts'

/** Handlers that only say which of them was reached, and with what. */
function recordingHandlers() {
  const reached: [string, unknown][] = []
  const names = Object.keys(methods) as MethodName[] // the table's own keys
  const handlers = Object.fromEntries(
    names.map((name) => [
      name,
      async (input: unknown) => {
        reached.push([name, input])
        return {}
      },
    ]),
  ) as unknown as Handlers // every name of the table is there
  return { handlers, reached }
}

const registered = ['pncp', 'govbr', 'unified']
/** What the grammar lets through ("null", "con", …) is refused by the core: no provider has that name. */
const passesTheGrammar = (name: string) => Namespace.safeParse(name).success
const shown = (names: readonly string[]) => names.map((name) => [name.slice(0, 40), name] as const)

describe('invalidation.preview', () => {
  test.each(shown(badNames.filter((name) => !passesTheGrammar(name))))(
    'takes no namespace %j',
    async (_shown, namespace) => {
      const { handlers, reached } = recordingHandlers()
      const result = await answerRequest(handlers, 'invalidation.preview', { scope: 'whole', namespace })
      expect(result).toMatchObject({ ok: false, failure: { code: 'bad_input' } })
      expect(JSON.stringify(result).length).toBeLessThan(600)
      expect(reached).toEqual([])
    },
  )

  test.each(shown(badNames.filter(passesTheGrammar)))(
    'hands %j to the core, which knows no such namespace',
    (_shown, namespace) => {
      expect(() => checkTarget({ scope: 'whole', namespace }, registered)).toThrow(/no namespace/)
    },
  )

  test.each(badInputs.map((input) => [JSON.stringify(input) ?? 'undefined', input]))(
    'takes no input %s',
    async (_shown, input) => {
      const { handlers, reached } = recordingHandlers()
      expect(await answerRequest(handlers, 'invalidation.preview', input)).toMatchObject({
        ok: false,
        failure: { code: 'bad_input' },
      })
      expect(reached).toEqual([])
    },
  )

  test.each([
    { scope: 'families', namespace: 'pncp' },
    { scope: 'families', namespace: 'pncp', families: [] },
    { scope: 'families', namespace: 'pncp', families: ['*'] },
    { scope: 'families', namespace: 'pncp', families: ['other'] },
    { scope: 'whole', namespace: 'pncp', families: ['search_v2'] },
    { scope: 'whole', namespace: 'pncp', pattern: '*' },
    { scope: 'all' },
  ])('never reads %j as "all"', async (input) => {
    const { handlers, reached } = recordingHandlers()
    expect((await answerRequest(handlers, 'invalidation.preview', input)).ok).toBe(false)
    expect(reached).toEqual([])
  })

  test('takes a registered namespace', async () => {
    const { handlers, reached } = recordingHandlers()
    const input = { scope: 'whole', namespace: 'pncp' }
    expect((await answerRequest(handlers, 'invalidation.preview', input)).ok).toBe(true)
    expect(reached).toEqual([['invalidation.preview', input]])
  })
})

describe('any request', () => {
  test.each(['', '__proto__', 'constructor', 'toString', 'redis.command', 5, null, undefined, {}, ['app.describe']])(
    'is none by the name %j',
    async (method) => {
      const { handlers, reached } = recordingHandlers()
      expect(await answerRequest(handlers, method, {})).toMatchObject({ ok: false, failure: { code: 'bad_input' } })
      expect(reached).toEqual([])
    },
  )

  test('too large, too deep or cyclic is refused and never thrown on', async () => {
    const { handlers, reached } = recordingHandlers()
    const cyclic: Record<string, unknown> = {}
    cyclic.self = cyclic
    let deep: unknown = 'x'
    for (let n = 0; n < 100_000; n++) deep = [deep]
    for (const input of [cyclic, deep, { language: 'x'.repeat(5_000_000) }, new Uint8Array(5_000_000)]) {
      expect(await answerRequest(handlers, 'settings.update', input)).toMatchObject({ ok: false })
    }
    expect(reached).toEqual([])
  })

  test('with keys of prototypes pollutes nothing', async () => {
    const { handlers } = recordingHandlers()
    const input: unknown = JSON.parse(
      '{"providers":{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}}},"__proto__":{"polluted":1}}',
    )
    await answerRequest(handlers, 'settings.update', input)
    expect(({} as { polluted?: number }).polluted).toBeUndefined()
  })

  test('with arbitrary input is answered, and reaches only a handler whose schema it fits', async () => {
    const names = Object.keys(methods) as MethodName[] // the table's own keys
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...names),
        fc.anything({ withNullPrototype: true, withTypedArray: true, withDate: true }),
        async (name, input) => {
          const { handlers, reached } = recordingHandlers()
          const result = await answerRequest(handlers, name, input)
          const fits = methods[name].input.safeParse(input).success
          expect([reached.length, result.ok]).toEqual(fits ? [1, true] : [0, false])
        },
      ),
      { numRuns: 300 },
    )
  })

  test('that fails answers with its code, and an unforeseen error with its message alone', async () => {
    const { handlers } = recordingHandlers()
    const failing = {
      ...handlers,
      'app.describe': async () => Promise.reject(new AppError('read_only', 'no', { params: { connection: 'lab' } })),
      'settings.read': async () => Promise.reject(new Error('boom')),
    } as Handlers
    expect(await answerRequest(failing, 'app.describe', {})).toEqual({
      ok: false,
      failure: { code: 'read_only', message: 'no', retryable: false, params: { connection: 'lab' } },
    })
    expect(await answerRequest(failing, 'settings.read', {})).toEqual({
      ok: false,
      failure: { code: 'internal', message: 'boom', retryable: false, params: {} },
    })
  })
})

describe('the journal hears of', () => {
  const refused = { ok: false, failure: { code: 'bad_input', message: '', retryable: false, params: {} } } as const

  test.each([
    ['invalidation.preview', { scope: 'whole', namespace: '*' }, '*'],
    ['undo.run', { bundle: '../x' }, '../x'],
    ['invalidation.run', null, 'object'],
    ['invalidation.run', { token: 5 }, 'number'],
  ])('%s with %j', (method, input, subject) => {
    expect(refusedSubject(method, input, refused)).toBe(subject)
  })

  test('nothing that destroys nothing, and nothing that was not refused', () => {
    expect(refusedSubject('settings.update', { language: 'x' }, refused)).toBeNull()
    expect(
      refusedSubject('invalidation.preview', { scope: 'whole', namespace: 'pncp' }, { ok: true, value: {} }),
    ).toBeNull()
  })
})
