import { addressText } from '../../../shared/connection/address-text.ts'
import type { ServerIdentity } from '../../../shared/contract/connection.ts'
import type { Recheck } from '../../../shared/contract/invalidation.ts'
import { toFailure } from '../app-error.ts'
import type { RedisSession } from '../ports/connection.ts'
import type { System } from '../ports/system.ts'
import { isSameProcess } from './same-server.ts'

/** Replication loses what was written last, so the last are the ones to look for. */
const mostKeys = 1_000
/** Sentinels and clusters choose within seconds. */
const patienceMs = 15_000
const retryMs = 500

/** The keys that were removed last. */
export interface RecentKeys {
  add(key: Uint8Array): void
  read(): readonly Uint8Array[]
}

export function createRecentKeys(): RecentKeys {
  let keys: Uint8Array[] = []
  return {
    add(key) {
      keys.push(key)
      if (keys.length > 2 * mostKeys) keys = keys.slice(-mostKeys)
    },
    read: () => keys.slice(-mostKeys),
  }
}

/**
 * Looks for removed keys on the server that took over while they were removed: a removal that was not replicated in time
 * is lost there. Reads only.
 * @returns null where the same server answers as before, or none does in time
 */
export async function recheckDeleted(
  session: RedisSession,
  server: ServerIdentity,
  keys: readonly Uint8Array[],
  system: System,
): Promise<Recheck | null> {
  if (server.topology === 'standalone' || keys.length === 0) return null
  const deadline = system.clock() + patienceMs
  for (;;) {
    try {
      await session.confirmPrimary()
      const now = await session.verifyIdentity()
      if (isSameProcess(server, now)) return null
      const probes = await session.reader().probe(keys)
      const standing = probes.filter(({ state }) => state === 'present').length
      return { checked: keys.length, standing, server: addressText(now) }
    } catch (error) {
      if (system.clock() > deadline) {
        system.log.warn('removed keys could not be looked for after a failover', { ...toFailure(error) })
        return null
      }
      await system.sleep(retryMs)
    }
  }
}
