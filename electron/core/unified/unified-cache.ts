import { cacheKey } from '../../../shared/keys/cache-key.ts'
import { type FamilyName, familyOf, unifiedNamespace } from '../../../shared/keys/key-families.ts'
import {
  filtersHash,
  filtersJson,
  type SearchFilters,
  searchFilters,
  textHash8,
} from '../../../shared/keys/params-hash.ts'
import { dumpsDefault, dumpsSorted, fromNative, type PyJson, parseLossless } from '../../../shared/keys/python-json.ts'
import { readItems, readStored, type StoredItems } from '../../../shared/keys/stored-payload.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { opportunityJson } from '../../../shared/opportunity/opportunity-json.ts'
import type { ProcurementGroup } from '../../../shared/opportunity/same-procurement.ts'
import { localIsoText } from '../../../shared/time/cache-day.ts'
import { AppError } from '../app-error.ts'
import type { PayloadCache } from '../ports/cache.ts'
import type { System } from '../ports/system.ts'
import { type CombinedData, combinedText } from './combined-text.ts'

export interface StoredCombined {
  readonly key: string
  /** Local time without a zone, as its writer stored it. */
  readonly cachedAt: string
  /** null: no TTL. */
  readonly ttlMs: number | null
  readonly data: ReadonlyMap<string, StoredItems>
}

export interface StoredSearch extends StoredItems {
  /** null: no TTL. */
  readonly ttlMs: number | null
}

/** The searches and what spans the providers, as all writers of this cache keep them. Writing throws as PayloadCache does. */
export interface UnifiedCache {
  /** @returns null where nothing stands, or what stands there is of other filters (32 bits of hash do clash) */
  readCombined(filters: SearchFilters): Promise<StoredCombined | null>
  /** @returns the key written, `:gz` behind it where the text is longer than 1,048,576 characters */
  writeCombined(filters: SearchFilters, data: CombinedData): Promise<string>
  /** One provider's part of a search. Carries no filters, so a clash of hashes cannot be seen. */
  readSearch(provider: string, filters: SearchFilters): Promise<StoredSearch | null>
  writeSearch(provider: string, filters: SearchFilters, items: readonly Opportunity[]): Promise<string>
  /** One entry per procurement that several records tell of. @returns the keys written */
  saveDuplicates(groups: readonly ProcurementGroup[]): Promise<string[]>
  /** @param term - raw text; never normalised, as its key is its bytes @throws AppError `bad_input` where it is empty */
  saveSynonyms(term: string, synonyms: readonly string[]): Promise<void>
}

export interface UnifiedCacheDeps {
  readonly payloads: PayloadCache
  readonly system: Pick<System, 'clock' | 'log'>
  /** Where the writers live: `cached_at` is their local time. */
  readonly zone: string
}

export function createUnifiedCache({ payloads, system, zone }: UnifiedCacheDeps): UnifiedCache {
  const cachedAt = () => localIsoText(system.clock(), zone)

  const write = (namespace: string, family: FamilyName, id: string, text: string) => {
    const { ttlSeconds, encoding } = rowOf(namespace, family)
    return payloads.write(cacheKey(namespace, family, id), text, ttlSeconds, encoding === 'json-or-gzip')
  }

  const unreadable = (key: string) =>
    system.log.warn('a stored value is not what its family holds; taken as missing', { key })

  return {
    async readCombined(filters) {
      const stored = await payloads.read(cacheKey(unifiedNamespace, 'search_combined', filtersHash(filters)))
      if (stored === null) return null
      const value = readStored('search_combined', stored.text)
      if (value === null) unreadable(stored.key)
      if (value === null || !sameFilters(storedFilters(value.filters, stored.text), filters)) return null
      const data = new Map(Object.entries(value.data).map(([provider, list]) => [provider, readItems(list)]))
      return { key: stored.key, cachedAt: value.cached_at, ttlMs: stored.ttlMs, data }
    },

    writeCombined(filters, data) {
      const { ttlSeconds } = rowOf(unifiedNamespace, 'search_combined')
      const text = combinedText(filters, data, cachedAt(), ttlSeconds)
      return write(unifiedNamespace, 'search_combined', filtersHash(filters), text)
    },

    async readSearch(provider, filters) {
      const stored = await payloads.read(cacheKey(provider, 'search_v2', filtersHash(filters)))
      if (stored === null) return null
      const list = readStored('search_v2', stored.text)
      if (list === null) unreadable(stored.key)
      return list === null ? null : { ...readItems(list), ttlMs: stored.ttlMs }
    },

    writeSearch: (provider, filters, items) =>
      write(provider, 'search_v2', filtersHash(filters), dumpsDefault(items.map(opportunityJson))),

    async saveDuplicates(groups) {
      const keys: string[] = []
      for (const { canonical, members } of groups) {
        const named = members.map(({ provider, opportunity }) => ({ provider, external_id: opportunity.external_id }))
        const text = dumpsDefault(fromNative({ canonical, members: withoutRepeats(named), cached_at: cachedAt() }))
        keys.push(await write(unifiedNamespace, 'deduplication', textHash8(canonical), text))
      }
      return keys
    },

    async saveSynonyms(term, synonyms) {
      if (term === '') throw new AppError('bad_input', 'a synonyms entry needs a term', { params: { what: 'term' } })
      await write(
        unifiedNamespace,
        'synonyms',
        term,
        dumpsDefault(fromNative({ term, synonyms, cached_at: cachedAt() })),
      )
    },
  }
}

/** The lifetimes and encodings are the table's. */
function rowOf(namespace: string, family: FamilyName) {
  const row = familyOf(namespace, family)
  if (!row) throw new AppError('unknown_family', `${namespace} has no ${family}`, { params: { namespace, family } })
  return row
}

/** Compares by the text that is hashed, so what is equal here is what Python takes for equal. */
function sameFilters(stored: Partial<SearchFilters>, filters: SearchFilters): boolean {
  return dumpsSorted(filtersJson(searchFilters(stored))) === dumpsSorted(filtersJson(filters))
}

/** No field decides how the numbers among the provider's own filters are written, so there their text is read anew. */
function storedFilters(read: Readonly<Record<string, unknown>>, text: string): Partial<SearchFilters> {
  const filters = read as Partial<SearchFilters> // another writer's: values of other types only make the texts differ
  if ((filters.provider_specific_filters ?? null) === null) return filters
  return { ...filters, provider_specific_filters: specificFilters(memberOf(parseLossless(text), 'filters')) }
}

/** @param filters - a search's filters as parsed @returns the provider's own ones among them, numbers as they were written */
export function specificFilters(filters: PyJson): Record<string, PyJson> | null {
  const own = memberOf(filters, 'provider_specific_filters')
  return own instanceof Map ? Object.fromEntries(own as ReadonlyMap<string, PyJson>) : null // a Map is the only object
}

const memberOf = (value: PyJson, name: string): PyJson =>
  value instanceof Map ? ((value as ReadonlyMap<string, PyJson>).get(name) ?? null) : null

/** One provider may tell of a procurement twice (its present and its legacy module) under one id. */
function withoutRepeats<T extends { readonly provider: string; readonly external_id: string }>(
  members: readonly T[],
): T[] {
  return [...new Map(members.map((member) => [JSON.stringify([member.provider, member.external_id]), member])).values()]
}
