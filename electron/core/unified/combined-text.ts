import { filtersJson, type SearchFilters } from '../../../shared/keys/params-hash.ts'
import { dumpsCompact, type PyJson } from '../../../shared/keys/python-json.ts'
import { pyInt } from '../../../shared/keys/python-number.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { opportunityJson } from '../../../shared/opportunity/opportunity-json.ts'

/** What was found, by provider id, in the order they were asked. */
export type CombinedData = ReadonlyMap<string, readonly Opportunity[]>

/**
 * The text of a combined search, byte for byte what Python's `json.dumps(…, separators=(',', ':'))` makes of it. Its
 * length decides between plain and gzip. Source: the seed's `cache_combined_search`.
 * @param cachedAt - local time without a zone
 */
export function combinedText(filters: SearchFilters, data: CombinedData, cachedAt: string, ttlSeconds: number): string {
  const total = [...data.values()].reduce((sum, items) => sum + items.length, 0)
  const value = new Map<string, PyJson>([
    ['filters', filtersJson(filters)],
    ['providers', [...data.keys()]],
    ['total_results', pyInt(String(total))],
    ['data', new Map([...data].map(([provider, items]) => [provider, items.map(opportunityJson)]))],
    ['cached_at', cachedAt],
    ['ttl_hours', pyInt(String(ttlSeconds / 3_600))],
  ])
  return dumpsCompact(value)
}
