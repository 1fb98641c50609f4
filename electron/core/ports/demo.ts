import type { ConnectionTarget } from '../../../shared/contract/connection.ts'
import type { RedisSession } from './connection.ts'

/** The private server of the demo workspace and the recorded provider answers that fill it. */
export interface DemoWorkspace {
  /**
   * Starts the server (or answers with the one this process already runs).
   * @throws AppError `redis_server_missing` with the exact command to type
   */
  start(signal: AbortSignal): Promise<{ readonly target: ConnectionTarget; readonly password: string }>
  /** Whether this session talks to the very process that `start` began; asked before any demo data is written. */
  owns(session: RedisSession): boolean
  /** Base addresses of the loopback replay provider, by provider id; null before `start`. */
  providerUrls(): Readonly<Record<string, string>> | null
  stop(): Promise<void>
}
