import { md5 } from 'js-md5'
import { dumpsSorted, fromNative, type PyJson } from './python-json.ts'
import { pyFloat } from './python-number.ts'

/**
 * What a search asks for: the 18 fields of the Python dataclass, in its order. Dates are `yyyy-mm-dd`; values are reais;
 * `page` counts from 1 and pages the result list, not the provider's. `""` and null are two things.
 */
export interface SearchFilters {
  readonly keywords: string | null
  readonly country_code: string | null
  readonly region_code: string | null
  readonly municipality: string | null
  readonly min_value: number | null
  readonly max_value: number | null
  readonly currency_code: string | null
  readonly publication_date_from: string | null
  readonly publication_date_to: string | null
  readonly submission_deadline_from: string | null
  readonly submission_deadline_to: string | null
  readonly procurement_type: string | null
  readonly status: string | null
  readonly page: number
  readonly page_size: number
  readonly sort_by: string | null
  readonly sort_order: string | null
  /** Names the providers know. Numbers hash by their JavaScript value unless given as PyNumber. */
  readonly provider_specific_filters: Readonly<Record<string, unknown>> | null
}

/** Its order is the order in which a combined search stores them. */
const defaults: SearchFilters = {
  keywords: null,
  country_code: null,
  region_code: null,
  municipality: null,
  min_value: null,
  max_value: null,
  currency_code: null,
  publication_date_from: null,
  publication_date_to: null,
  submission_deadline_from: null,
  submission_deadline_to: null,
  procurement_type: null,
  status: null,
  page: 1,
  page_size: 20,
  sort_by: null,
  sort_order: null,
  provider_specific_filters: null,
}

/** Fields that Python holds as floats: 10000 is hashed as `10000.0`. */
const floatFields: ReadonlySet<string> = new Set(['min_value', 'max_value'])

/** @returns all 18 fields in order; those left out take their defaults */
export function searchFilters(given: Partial<SearchFilters> = {}): SearchFilters {
  const filters = { ...defaults }
  for (const name of Object.keys(defaults) as (keyof SearchFilters)[]) {
    if (Object.hasOwn(given, name) && given[name] !== undefined) Object.assign(filters, { [name]: given[name] })
  }
  return filters
}

/** @returns the filters as Python's `filters.__dict__` holds them */
export function filtersJson(filters: SearchFilters): ReadonlyMap<string, PyJson> {
  const names = Object.keys(defaults) as (keyof SearchFilters)[]
  return new Map(
    names.map((name) => {
      const value = filters[name]
      return [name, typeof value === 'number' && floatFields.has(name) ? pyFloat(value) : fromNative(value)] as const
    }),
  )
}

/** @returns the 8 hex digits that `search_v2` and `search_combined` keys end in */
export function filtersHash(filters: SearchFilters): string {
  return hash8(filtersJson(filters))
}

/** `md5(json.dumps(params, sort_keys=True)).hexdigest()[:8]`. Source: the seed's `_generate_cache_key`. */
export function hash8(params: PyJson): string {
  return textHash8(dumpsSorted(params))
}

/** `md5(text).hexdigest()[:8]` over UTF-8: the hash of `unified:deduplication` keys. Source: the Python peer. */
export function textHash8(text: string): string {
  return md5(text).slice(0, 8)
}
