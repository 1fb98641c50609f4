import { AppError } from './core/app-error.ts'
import { compareDays } from './core/compare/compare-days.ts'
import type { ActiveConnection } from './core/connection/active-connection.ts'
import type { Core } from './core/core.ts'
import type { FetchRunner } from './core/fetch/fetch-runner.ts'
import type { Provider } from './core/ports/provider.ts'
import type { System } from './core/ports/system.ts'
import { createProcurementSets } from './core/procurements/procurement-sets.ts'
import type { ProvidersInUse } from './core/providers-in-use.ts'
import { lookUpSearch } from './core/unified/look-up-search.ts'
import { type CombinedSearch, type CombinedSearchRequest, searchCombined } from './core/unified/search-combined.ts'
import { createUnifiedCache, type UnifiedCache } from './core/unified/unified-cache.ts'
import { providers as providerTable } from './providers/registry.ts'

/** Fetches that are looked through for what became of a cached day. */
const comparedRuns = 500

export interface SearchParts {
  readonly providers: ProvidersInUse
  readonly fetches: FetchRunner
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly zone: () => Promise<string>
  readonly system: System
}

export interface ComposedSearch extends Pick<Core, 'search' | 'lookUpSearch' | 'compare' | 'procurements'> {
  /** On a connection that may not be the open one any more. */
  readonly searchOn: (open: ActiveConnection, request: CombinedSearchRequest) => Promise<CombinedSearch>
  readonly unifiedCache: (open: ActiveConnection) => Promise<UnifiedCache>
}

/** What asks several providers, or their cached days, for the same thing. */
export function composeSearch({ providers, fetches, connection, zone, system }: SearchParts): ComposedSearch {
  const procurements = createProcurementSets(connection, system)
  const unifiedCache = async (open: ActiveConnection) =>
    createUnifiedCache({ payloads: open.session.payloads(), system, zone: await zone() })
  const searchOn = async (open: ActiveConnection, request: CombinedSearchRequest) => {
    const openProvider = async (id: string) => providerOf(id).open(await providers.setup(id, open))
    return searchCombined({ cache: await unifiedCache(open), system, openProvider }, request)
  }
  return {
    procurements,
    unifiedCache,
    searchOn,
    search: async (request) => searchOn(connection(), request),
    lookUpSearch: async (filters) =>
      lookUpSearch(connection().session, await unifiedCache(connection()), system.clock, filters),
    async compare(request, signal, onProgress) {
      const { connectionId, name, session } = connection()
      const runs = (await fetches.runs(comparedRuns)).filter((run) => run.connection === name)
      const deps = { reader: session.reader(), runs, clock: system.clock, signal, onProgress }
      const compared = await compareDays(deps, request)
      return { ...compared.comparison, set: procurements.hold(connectionId, compared.procurements) }
    },
  }
}

function providerOf(id: string): Provider {
  const provider = providerTable.find((candidate) => candidate.id === id)
  if (!provider) throw new AppError('unknown_namespace', `no provider ${id}`, { params: { namespace: id } })
  return provider
}
