import type { ConsoleBridge } from '../../shared/contract/bridge.ts'
import type { EventName, EventPayload } from '../../shared/contract/events.ts'
import type { MethodInput, MethodName, MethodOutput } from '../../shared/contract/methods.ts'
import { failed, type Result } from '../../shared/util/result.ts'

declare global {
  interface Window {
    /** Exposed by preload; the only way out of the page. */
    readonly providerCacheConsole?: ConsoleBridge
  }
}

export interface ConsoleClient {
  /** Sends one request to main. Never rejects: what goes wrong on the way is a failure of the reply. */
  invoke<M extends MethodName>(method: M, input: MethodInput<M>): Promise<Result<MethodOutput<M>>>
  /** @returns the function that ends the subscription */
  onEvent<E extends EventName>(name: E, listener: (payload: EventPayload<E>) => void): () => void
}

/** The page's client; the exposed object is looked up at each use, so a test may put its own in place first. */
export const consoleClient: ConsoleClient = {
  async invoke(method, input) {
    try {
      // Main parsed its answer's type at compile time and the input at the border; the channel itself is untyped.
      return (await bridge().invoke(method, input)) as Result<MethodOutput<typeof method>>
    } catch (error) {
      const message = error instanceof Error ? error.message : String(error)
      return failed({ code: 'internal', message: message.slice(0, 2_000), retryable: true, params: { method } })
    }
  },
  onEvent(name, listener) {
    return bridge().on((event) => {
      // The name picks the payload's type; TypeScript cannot follow that through a generic parameter.
      if (event.name === name) listener(event.payload as EventPayload<typeof name>)
    })
  },
}

function bridge(): ConsoleBridge {
  const exposed = window.providerCacheConsole
  if (!exposed) throw new TypeError('the bridge is not exposed in this page')
  return exposed
}
