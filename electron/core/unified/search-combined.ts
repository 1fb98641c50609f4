import type { Failure } from '../../../shared/contract/failure.ts'
import type { SearchProgress } from '../../../shared/contract/search.ts'
import { familyOf, type KeyFamily, unifiedNamespace } from '../../../shared/keys/key-families.ts'
import { type SearchFilters, searchFilters } from '../../../shared/keys/params-hash.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import {
  type ProcurementGroup,
  type SourcedOpportunity,
  sameProcurements,
} from '../../../shared/opportunity/same-procurement.ts'
import { AppError, toFailure } from '../app-error.ts'
import type { OpenProvider } from '../ports/provider.ts'
import type { System } from '../ports/system.ts'
import { checkPaging, neededResults, resultPage } from './result-page.ts'
import type { StoredSearch, UnifiedCache } from './unified-cache.ts'

export interface CombinedSearchDeps {
  readonly cache: UnifiedCache
  readonly system: Pick<System, 'log'>
  /** Opens a provider with its setup on the present connection. */
  readonly openProvider: (id: string) => Promise<OpenProvider>
}

export interface CombinedSearchRequest {
  /** Fields left out take their defaults. */
  readonly filters: Partial<SearchFilters>
  /** Ids, in the order in which the stored value names them. */
  readonly providers: readonly string[]
  /** Asks the providers whatever is stored. */
  readonly refresh: boolean
  readonly signal: AbortSignal
  /** After each page of a provider that is asked now. */
  readonly onProgress?: (progress: SearchProgress) => void
}

/** One provider's part. A failure is said, and never looks like nothing found. */
export interface ProviderAnswer {
  readonly provider: string
  readonly from: 'combined' | 'search' | 'provider'
  /** What its TTL tells of the age of what was stored; null where that tells nothing, or it was asked now. */
  readonly ageSeconds: number | null
  readonly opportunities: readonly Opportunity[]
  /** Records, or stored items, that are no opportunity. */
  readonly rejected: number
  readonly failure: Failure | null
}

export interface CombinedSearch {
  readonly filters: SearchFilters
  readonly answers: readonly ProviderAnswer[]
  /** Procurements that several of the records tell of. */
  readonly groups: readonly ProcurementGroup[]
  /** Where the combined search stands; null where it was not stored: a provider failed, a wider one stands, storing failed. */
  readonly key: string | null
  /** A stored one names providers that were not asked now; it is what other readers find, so it stays. */
  readonly keptWider: boolean
  readonly storeFailure: Failure | null
}

/**
 * Searches several providers at once: the stored combined search where one stands, else each provider's stored search,
 * else the provider itself. What was found is stored for the other readers, but a combined search only when every
 * provider answered and it replaces none of more providers: a part would hide the rest for a day.
 * @throws AppError `bad_input` for paging that means nothing or no provider at all, `cancelled` when the signal is aborted
 */
export async function searchCombined(
  deps: CombinedSearchDeps,
  request: CombinedSearchRequest,
): Promise<CombinedSearch> {
  const filters = searchFilters(request.filters)
  checkPaging(filters)
  const { cache } = deps
  const { providers, refresh, signal, onProgress } = request
  if (providers.length === 0) {
    throw new AppError('bad_input', 'no provider to search', { params: { what: 'providers', reason: '0' } })
  }
  const stored = await cache.readCombined(filters)
  if (!refresh && stored && providers.every((provider) => stored.data.has(provider))) {
    const answers = providers.map((provider): ProviderAnswer => {
      const { items, invalid } = stored.data.get(provider) ?? { items: [], invalid: 0 }
      const ageSeconds = ageOf(familyOf(unifiedNamespace, 'search_combined'), stored.ttlMs)
      return { provider, from: 'combined', ageSeconds, opportunities: items, rejected: invalid, failure: null }
    })
    return { filters, answers, groups: groupsOf(answers), key: stored.key, keptWider: false, storeFailure: null }
  }

  // What stands in the cache is read before any provider is asked: a lost connection must not leave walks behind.
  const found: (StoredSearch | null)[] = []
  for (const provider of providers) found.push(refresh ? null : await cache.readSearch(provider, filters))
  const answers = await Promise.all(
    providers.map(async (provider, index): Promise<ProviderAnswer> => {
      const search = found[index]
      if (!search) return askProvider(deps, provider, filters, signal, onProgress)
      const ageSeconds = ageOf(familyOf(provider, 'search_v2'), search.ttlMs)
      const { items, invalid } = search
      return { provider, from: 'search', ageSeconds, opportunities: items, rejected: invalid, failure: null }
    }),
  )
  if (signal.aborted) throw new AppError('cancelled', 'the search was cancelled', { cause: signal.reason })
  const keptWider = stored !== null && [...stored.data.keys()].some((provider) => !providers.includes(provider))
  return {
    filters,
    answers,
    groups: groupsOf(answers),
    keptWider,
    ...(await store(cache, filters, answers, keptWider)),
  }
}

async function store(
  cache: UnifiedCache,
  filters: SearchFilters,
  answers: readonly ProviderAnswer[],
  keptWider: boolean,
): Promise<Pick<CombinedSearch, 'key' | 'storeFailure'>> {
  try {
    for (const { provider, from, failure, opportunities } of answers) {
      if (from === 'provider' && failure === null) await cache.writeSearch(provider, filters, opportunities)
    }
    if (keptWider || answers.some((answer) => answer.failure !== null)) return { key: null, storeFailure: null }
    const key = await cache.writeCombined(
      filters,
      new Map(answers.map((answer) => [answer.provider, answer.opportunities])),
    )
    await cache.saveDuplicates(groupsOf(answers))
    return { key, storeFailure: null }
  } catch (error) {
    // What was found is worth having even where it may not be kept, on a read-only connection for one.
    return { key: null, storeFailure: toFailure(error) }
  }
}

async function askProvider(
  deps: CombinedSearchDeps,
  provider: string,
  filters: SearchFilters,
  signal: AbortSignal,
  onProgress: CombinedSearchRequest['onProgress'],
): Promise<ProviderAnswer> {
  const asked = { provider, from: 'provider', ageSeconds: null } as const
  try {
    refuseSpecificFilters(filters)
    const { results, rejected } = await walk(deps, provider, filters, signal, onProgress)
    return { ...asked, opportunities: resultPage(results, filters), rejected, failure: null }
  } catch (error) {
    return { ...asked, opportunities: [], rejected: 0, failure: toFailure(error) }
  }
}

/** Written with the family's lifetime, its age is what is gone of that; a longer or missing TTL tells nothing. */
function ageOf(family: KeyFamily | undefined, ttlMs: number | null): number | null {
  if (family === undefined || ttlMs === null || ttlMs > family.ttlSeconds * 1_000) return null
  return Math.floor(family.ttlSeconds - ttlMs / 1_000)
}

/**
 * Their names belong to other writers of this cache: an answer that ignored them would be stored as one that did not.
 * What those writers stored under them is read all the same.
 */
function refuseSpecificFilters({ provider_specific_filters: own }: SearchFilters): void {
  if (own === null || Object.keys(own).length === 0) return
  const params = { what: 'provider_specific_filters', reason: Object.keys(own).join(', ').slice(0, 80) }
  throw new AppError('bad_input', 'no provider is asked with filters of its own', { params })
}

/** Reads pages until the asked page of the result list is complete, or there are no more. */
async function walk(
  { openProvider, system }: CombinedSearchDeps,
  provider: string,
  filters: SearchFilters,
  signal: AbortSignal,
  onProgress: CombinedSearchRequest['onProgress'],
) {
  const needed = neededResults(filters)
  const results: Opportunity[] = []
  let rejected = 0
  let pages = 0
  const open = await openProvider(provider)
  for await (const page of open.search(filters, { signal, onSignal: () => undefined })) {
    results.push(...page.opportunities)
    rejected += page.rejected.length
    pages += 1
    onProgress?.({ provider, pages, found: results.length })
    for (const warning of page.warnings) system.log.warn(warning, { provider, page: page.page })
    if (results.length >= needed) break
  }
  return { results, rejected }
}

/** @returns what every provider answered, each record with who told it */
export function recordsOf(answers: readonly ProviderAnswer[]): SourcedOpportunity[] {
  return answers.flatMap(({ provider, opportunities }) =>
    opportunities.map((opportunity) => ({ provider, opportunity })),
  )
}

const groupsOf = (answers: readonly ProviderAnswer[]) => sameProcurements(recordsOf(answers))
