import type { Capability, ConnectionTarget, ServerIdentity } from '../../../shared/contract/connection.ts'
import type { Failure } from '../../../shared/contract/failure.ts'
import type { ServerFacts } from '../../../shared/contract/server.ts'
import type { ServerReport } from '../../../shared/contract/server-report.ts'
import type { DailyFetchStore, FetchAsideStore, PayloadCache } from './cache.ts'
import type { ConfigurationReader, ConfigurationWriter } from './configuration.ts'
import type { KeyBrowser } from './key-browser.ts'
import type { KeyEvents } from './key-events.ts'
import type { KeyspaceReader, KeyspaceWriter } from './keyspace.ts'
import type { RemovalLocks } from './locks.ts'

/**
 * What a session tells when its link falls or comes back, and, behind Sentinel, when no sentinel says any more that the
 * server it stands on is the primary, until one does.
 */
export type LinkEvent =
  | { readonly kind: 'unconfirmed'; readonly failure: Failure }
  | { readonly kind: 'confirmed' }
  | { readonly kind: 'lost'; readonly failure: Failure; readonly nextTryAt: number | null }
  | { readonly kind: 'back'; readonly identity: ServerIdentity; readonly serverChanged: boolean }

/**
 * One open connection: a browse client that may retry, and a write client that never does.
 * Readers and writers are asked for by purpose; on a read-only target every writer throws AppError `read_only`.
 */
export interface RedisSession {
  /** Who answers now; renewed after a reconnect. */
  identity(): ServerIdentity
  /** Asks the server anew who it is (role, run id): before every destructive step. */
  verifyIdentity(): Promise<ServerIdentity>
  /**
   * Behind a broken line another primary may have been chosen, and what was written here last is lost: asked before an
   * operation is called done. Where there are no sentinels there is nothing to ask.
   * @throws AppError `primary_unconfirmed`, `primary_demoted`, `connection_lost`
   */
  confirmPrimary(): Promise<void>
  readonly capabilities: readonly Capability[]
  readonly roundTripMs: number
  facts(): Promise<ServerFacts>
  /** Everything the server says of itself; slow commands are sorted by these namespaces. */
  report(namespaces: readonly string[]): Promise<ServerReport>
  configuration(): ConfigurationReader
  /** @throws AppError `read_only`, `read_only_replica`, `connection_lost` */
  configurator(): ConfigurationWriter
  reader(): KeyspaceReader
  browser(): KeyBrowser
  keyEvents(): KeyEvents
  writer(): KeyspaceWriter
  payloads(): PayloadCache
  dailyFetches(): DailyFetchStore
  removalLocks(): RemovalLocks
  /** @throws AppError `read_only` from what writes */
  fetchAsides(): FetchAsideStore
  /** From now on; asked of by every writer before each write. */
  setReadOnly(readOnly: boolean): void
  /**
   * Tries once, with other secrets, to bring back a link that was given up, as after a refused password; everything asked
   * for before goes on over it. Nothing happens where the link stands.
   * @throws AppError with the true cause; `connection_lost` where the link is still looking for its server
   */
  logIn(secrets: ConnectionSecrets): Promise<void>
  onLink(listener: (event: LinkEvent) => void): () => void
  close(): Promise<void>
}

/** What a connection logs in with; null: nothing. */
export interface ConnectionSecrets {
  readonly password: string | null
  readonly sentinelPassword: string | null
}

/** Opens sessions; rejects with the true cause as an AppError (`auth_failed`, `connect_refused`, `tls_untrusted`, …). */
export interface RedisConnector {
  open(target: ConnectionTarget, secrets: ConnectionSecrets, signal: AbortSignal): Promise<RedisSession>
}
