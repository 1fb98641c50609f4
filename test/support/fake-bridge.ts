import type { ConsoleBridge } from '../../shared/contract/bridge.ts'
import type { AppEvent, EventName, EventPayload } from '../../shared/contract/events.ts'
import type { Failure } from '../../shared/contract/failure.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/contract/methods.ts'
import { failed, ok, type Result } from '../../shared/util/result.ts'

type Answer<M extends MethodName> = (input: MethodInput<M>) => Promise<Result<MethodOutput<M>>>

export interface FakeBridge {
  /** Every request so far, in order. */
  readonly calls: readonly { readonly method: string; readonly input: unknown }[]
  /** Answers a request from here on; a function may answer by its input. */
  answer<M extends MethodName>(
    method: M,
    value: MethodOutput<M> | ((input: MethodInput<M>) => MethodOutput<M> | Promise<MethodOutput<M>>),
  ): void
  fail(method: MethodName, failure: Partial<Failure> & Pick<Failure, 'code'>): void
  /** Lets a request hang until the returned function gives its answer. */
  hold<M extends MethodName>(method: M): (value: MethodOutput<M>) => void
  publish<E extends EventName>(name: E, payload: EventPayload<E>): void
  /** Takes the bridge off the window again. */
  remove(): void
}

/** Puts a bridge on `window` that answers as told; a request nobody answers fails with `internal`. */
export function installFakeBridge(): FakeBridge {
  const answers = new Map<string, (input: unknown) => Promise<Result<unknown>>>()
  const listeners = new Set<(event: AppEvent) => void>()
  const calls: { method: string; input: unknown }[] = []
  // The table of answers is untyped inside; every way into it is typed by the contract.
  const put = <M extends MethodName>(method: M, answer: Answer<M>) =>
    answers.set(method, answer as (input: unknown) => Promise<Result<unknown>>)

  const bridge: ConsoleBridge = {
    async invoke(method, input) {
      calls.push({ method, input })
      const answer = answers.get(method)
      return answer ? answer(input) : failed(failure({ code: 'internal', message: `${method} has no answer` }))
    },
    on(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
  }
  Object.defineProperty(window, 'providerCacheConsole', { value: bridge, configurable: true })

  return {
    calls,
    answer(method, value) {
      // No output of the contract is a function, so a function is always one that answers.
      type Answering = (
        given: MethodInput<typeof method>,
      ) => MethodOutput<typeof method> | Promise<MethodOutput<typeof method>>
      const answering = (typeof value === 'function' ? value : () => value) as Answering
      put(method, async (input) => ok(await answering(input)))
    },
    fail: (method, given) => void put(method, async () => failed(failure(given))),
    hold(method) {
      let give: (reply: Result<MethodOutput<typeof method>>) => void = () => undefined
      const reply = new Promise<Result<MethodOutput<typeof method>>>((resolve) => {
        give = resolve
      })
      put(method, () => reply)
      return (value) => give(ok(value))
    },
    publish(name, payload) {
      // Name and payload belong together by the signature; the union cannot be built generically.
      for (const listener of listeners) listener({ name, payload } as AppEvent)
    },
    remove() {
      Reflect.deleteProperty(window, 'providerCacheConsole')
    },
  }
}

function failure(given: Partial<Failure> & Pick<Failure, 'code'>): Failure {
  return { message: given.code, retryable: false, params: {}, ...given }
}
