/** Milliseconds since 1970 UTC. Time comes in as an argument so that tests own it. */
export type Clock = () => number

/** Waits; rejects with the signal's reason when it is aborted. */
export type Sleep = (ms: number, signal?: AbortSignal) => Promise<void>

/** @returns `count` random bytes as lower-case hex, unguessable */
export type RandomHex = (count: number) => string

/** One record per line; values are data, never secrets. */
export interface Logger {
  readonly info: (message: string, details?: Readonly<Record<string, unknown>>) => void
  readonly warn: (message: string, details?: Readonly<Record<string, unknown>>) => void
  readonly error: (message: string, details?: Readonly<Record<string, unknown>>) => void
}

/** An incremental SHA-256; the core has no Node to make one. */
export interface Sha256 {
  readonly update: (bytes: Uint8Array) => void
  /** @returns 64 hex digits; the hash is used up */
  readonly hex: () => string
}

/** What the core is given to know the outside world by. */
export interface System {
  readonly clock: Clock
  readonly sleep: Sleep
  readonly randomHex: RandomHex
  readonly sha256: () => Sha256
  /** Gives back at once what nobody holds any more; some tens of milliseconds in which nothing else goes on. */
  readonly collectGarbage: () => void
  readonly log: Logger
  /** `user@host`, for journals and locks. */
  readonly operator: string
}
