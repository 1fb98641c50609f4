import type { ConnectionTarget } from '../../../shared/contract/connection.ts'
import type { RedisSession } from '../ports/connection.ts'

/** The open connection as the use cases see it. `connectionId` changes with every opening: tokens are bound to it. */
export interface ActiveConnection {
  readonly session: RedisSession
  readonly connectionId: string
  readonly profileId: string
  readonly name: string
  readonly kind: 'demo' | 'profile' | 'ad-hoc'
  readonly target: ConnectionTarget
}
