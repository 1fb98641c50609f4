import type { Result } from '../util/result.ts'
import type { AppEvent } from './events.ts'

/** The one object that preload exposes as `window.providerCacheConsole`: two functions, no Electron object behind them. */
export interface ConsoleBridge {
  /** Sends one request; `method` and `input` are checked in main against the table of requests. */
  readonly invoke: (method: string, input: unknown) => Promise<Result<unknown>>
  /** @returns the function that ends the subscription */
  readonly on: (listener: (event: AppEvent) => void) => () => void
}

/** The only two channels. */
export const invokeChannel = 'pcc:invoke'
export const eventChannel = 'pcc:event'
/** The name on `window`. */
export const bridgeName = 'providerCacheConsole'
