import type { ServerIdentity } from '../contract/connection.ts'

/**
 * The same address and database, restarted or not: what an undo bundle belongs to. What Sentinel watches keeps its place
 * when another server becomes the primary.
 */
export function isSamePlace(a: ServerIdentity, b: ServerIdentity): boolean {
  if (a.database !== b.database) return false
  if (a.sentinel || b.sentinel) return a.sentinel?.group === b.sentinel?.group
  return a.host === b.host && a.port === b.port
}
