import type {
  ExpiryOutcome,
  ExpiryRequest,
  KeyspaceWriter,
  RestoreOutcome,
  SavedKey,
  UnlinkOutcome,
  UnlinkRequest,
} from '../core/ports/keyspace.ts'
import { knowsPexpiretime, serverNow } from './list-walk.ts'
import { inParts, readSaved, toleranceMs } from './read-saved.ts'
import type { RedisLink } from './redis-link.ts'
import { restoreExpiries } from './restore-expiries.ts'
import { restoreKeys } from './restore-keys.ts'
import { setExpiry } from './set-expiry.ts'
import { unlinkKeys } from './unlink-keys.ts'

/** How exactly this server tells when a key dies. */
function exactness(link: RedisLink) {
  const { version } = link.identity()
  return { absolute: knowsPexpiretime(version), toleranceMs: toleranceMs(version) }
}

/**
 * Writes through the link's write connections. Every call passes the guard: a writer that was held while the server
 * became a replica refuses as well.
 */
export function createKeyspaceWriter(link: RedisLink): KeyspaceWriter {
  return {
    save: async (keys) => readSaved(link.writableNodes(), link.identity().version, keys),
    unlinkIfUnchanged: (requests: readonly UnlinkRequest[]): Promise<UnlinkOutcome[]> =>
      unlinkKeys(link, requests, exactness(link)),
    setExpiry: (requests: readonly ExpiryRequest[]): Promise<ExpiryOutcome[]> =>
      setExpiry(link, requests, exactness(link)),
    async restore(keys: readonly SavedKey[]): Promise<RestoreOutcome[]> {
      const nodes = link.writableNodes()
      const outcomes: RestoreOutcome[] = []
      // A bundle holds values, or expiries, never both.
      if (keys.some(({ form }) => form === 'expiry')) return restoreExpiries(link, keys, exactness(link))
      for (const part of inParts(keys, (key) => key.payload.length)) {
        const [first] = nodes.reached()
        if (!first) return keys.map(() => 'failed')
        outcomes.push(...(await restoreKeys(link, part, await serverNow(first))))
      }
      return outcomes
    },
  }
}
