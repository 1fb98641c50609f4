import type { ConnectionStatus } from '../../../shared/contract/connection.ts'
import type { InvalidationPreview } from '../../../shared/contract/invalidation.ts'

/** Why a preview that was confirmable no longer is. */
export type Obstacle = 'expired' | 'other_server' | 'not_connected'

/**
 * Main decides; this only tells beforehand what main would refuse, so that the reason stands where the button was.
 * @param now - milliseconds since 1970 UTC
 */
export function obstacleOf(preview: InvalidationPreview, status: ConnectionStatus, now: number): Obstacle | null {
  if (status.phase !== 'connected') return 'not_connected'
  const { identity } = status.connection
  if (identity.runId !== preview.server.runId || identity.database !== preview.server.database) return 'other_server'
  return preview.tokenExpiresAt !== null && preview.tokenExpiresAt <= now ? 'expired' : null
}
