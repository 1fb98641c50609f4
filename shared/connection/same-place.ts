import type { ServerIdentity } from '../contract/connection.ts'

/** The same address and database, restarted or not: what an undo bundle belongs to. */
export function isSamePlace(a: ServerIdentity, b: ServerIdentity): boolean {
  return a.host === b.host && a.port === b.port && a.database === b.database
}
