import type { ServerIdentity } from '../../../shared/contract/connection.ts'

/** The very same server process and database: what a token is bound to. A restart changes the run id. */
export function isSameProcess(a: ServerIdentity, b: ServerIdentity): boolean {
  return a.runId === b.runId && a.role === b.role && isSamePlace(a, b)
}

/** The same address and database, restarted or not: what an undo bundle belongs to. */
export function isSamePlace(a: ServerIdentity, b: ServerIdentity): boolean {
  return a.host === b.host && a.port === b.port && a.database === b.database
}

/** @returns e.g. `10.0.0.2:6379/0` */
export const placeText = ({ host, port, database }: ServerIdentity) => `${host}:${port}/${database}`
