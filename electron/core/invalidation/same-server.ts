import { addressText } from '../../../shared/connection/address-text.ts'
import { isSamePlace } from '../../../shared/connection/same-place.ts'
import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import { AppError } from '../app-error.ts'
import type { RedisSession } from '../ports/connection.ts'

/** The very same server process and database: what a token is bound to. A restart changes the run id. */
export function isSameProcess(a: ServerIdentity, b: ServerIdentity): boolean {
  return a.runId === b.runId && a.role === b.role && isSamePlace(a, b)
}

/** @throws AppError `server_changed`; what asking throws */
export async function assertSameProcess(session: RedisSession, server: ServerIdentity): Promise<void> {
  const now = await session.verifyIdentity()
  if (isSameProcess(server, now)) return
  const { host, port } = now
  throw new AppError('server_changed', 'another server answers now than when this began', { params: { host, port } })
}

/** @returns e.g. `10.0.0.2:6379/0` */
export const placeText = (server: ServerIdentity) => `${addressText(server)}/${server.database}`
