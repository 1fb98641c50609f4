import type { SearchLookup } from '../../../shared/contract/search.ts'
import { cacheKey } from '../../../shared/keys/cache-key.ts'
import { unifiedNamespace } from '../../../shared/keys/key-families.ts'
import { filtersHash, type SearchFilters, searchFilters } from '../../../shared/keys/params-hash.ts'
import type { RedisSession } from '../ports/connection.ts'
import type { Clock } from '../ports/system.ts'
import type { UnifiedCache } from './unified-cache.ts'

/**
 * Computes the key of a combined search and looks whether it stands there, packed or plain, as readers would find it.
 * @throws AppError where the server cannot be read
 */
export async function lookUpSearch(
  session: Pick<RedisSession, 'reader'>,
  cache: UnifiedCache,
  clock: Clock,
  given: Partial<SearchFilters>,
): Promise<SearchLookup> {
  const filters = searchFilters(given)
  const key = cacheKey(unifiedNamespace, 'search_combined', filtersHash(filters))
  const names = [`${key}:gz`, key]
  const probes = await session.reader().probe(names.map((name) => encoder.encode(name)))
  const at = probes.findIndex(({ state }) => state === 'present')
  const standing = names[at] ?? null
  const ttlMs = probes[at]?.ttlMs ?? null
  return {
    key,
    standing,
    expiresAt: ttlMs === null ? null : clock() + ttlMs,
    otherFilters: standing !== null && (await cache.readCombined(filters)) === null,
  }
}

const encoder = new TextEncoder()
