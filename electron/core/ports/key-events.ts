import type { KeyEventName } from '../../../shared/keys/key-events.ts'
import type { AppError } from '../app-error.ts'

/** `notify-keyspace-events` of one primary. */
export interface NotifySetting {
  /** `host:port` */
  readonly node: string
  readonly value: string
}

export interface KeyEventListener {
  /** In the order the primary sent them. `key` is the listener's only until it returns. */
  onEvent(event: KeyEventName, key: Uint8Array): void
  /** Once: events were missed from now on, or the primaries are others. The subscription is closed then. */
  onLost(reason: AppError): void
}

/** The number of keys and the sum of all effects told so far, both at one and the same instant of each primary. */
export interface KeyEventMark {
  readonly keys: number
  readonly net: number
}

export interface KeyEventSubscription {
  /** Sum of the effects of every event handed to the listener. */
  net(): number
  /** When it resolves, every event that happened before the question was handed over. @throws AppError */
  mark(): Promise<KeyEventMark>
  close(): void
}

/** The key events of the connected database, of every primary. */
export interface KeyEvents {
  /** @throws AppError `no_permission` */
  settings(): Promise<NotifySetting[]>
  /**
   * Changes the setting of one primary and reads it back.
   * @throws AppError `refused` where it is not `from` any more; `read_only`, `no_permission`
   */
  change(node: string, from: string, to: string): Promise<void>
  /** Opens a connection of its own to every primary. @throws AppError `no_permission`, `connection_lost`, … */
  subscribe(listener: KeyEventListener, signal: AbortSignal): Promise<KeyEventSubscription>
}
