import { isSamePlace } from '../../../shared/connection/same-place.ts'
import type { ServerIdentity } from '../../../shared/contract/connection.ts'

/** The very same server process and database: what a token is bound to. A restart changes the run id. */
export function isSameProcess(a: ServerIdentity, b: ServerIdentity): boolean {
  return a.runId === b.runId && a.role === b.role && isSamePlace(a, b)
}

/** @returns e.g. `10.0.0.2:6379/0` */
export const placeText = ({ host, port, database }: ServerIdentity) => `${host}:${port}/${database}`
