import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import type { StatsPoint } from '../../../shared/contract/history.ts'
import type { StatsReport } from '../../../shared/contract/stats.ts'
import { placeText } from '../invalidation/same-server.ts'

/** What is kept of a whole pass. @param connection - the name it bore */
export function statsPoint(report: StatsReport, identity: ServerIdentity, connection: string): StatsPoint {
  const { at, elapsedMs, exact, keys, bytes, namespaces, other } = report
  return {
    at,
    place: placeText(identity),
    runId: identity.runId,
    elapsedMs: Math.round(elapsedMs),
    exact,
    connection: connection.slice(0, 200),
    keys,
    bytes,
    namespaces: namespaces.map((row) => ({
      namespace: row.namespace,
      keys: row.keys,
      bytes: row.bytes,
      families: row.families
        .filter((family) => family.keys > 0)
        .map((family) => ({
          family: family.family,
          keys: family.keys,
          bytes: family.bytes,
          error: family.bytesError === null ? null : Number(family.bytesError.toFixed(4)),
        })),
    })),
    other: { keys: other.keys, bytes: other.bytes },
  }
}
