import type { SearchFilters } from '../../../../shared/keys/params-hash.ts'
import { parseCacheDay } from '../../../../shared/time/cache-day.ts'

/** The 18 filters as they are typed; an empty field is null. */
export type SearchForm = Readonly<Record<keyof SearchFilters, string>>

export const emptyForm: SearchForm = {
  keywords: '',
  country_code: '',
  region_code: '',
  municipality: '',
  min_value: '',
  max_value: '',
  currency_code: '',
  publication_date_from: '',
  publication_date_to: '',
  submission_deadline_from: '',
  submission_deadline_to: '',
  procurement_type: '',
  status: '',
  page: '1',
  page_size: '20',
  sort_by: '',
  sort_order: '',
  provider_specific_filters: '',
}

/** Asked for most; the others stand folded. */
export const commonFields = [
  'keywords',
  'region_code',
  'municipality',
  'publication_date_from',
  'publication_date_to',
] as const satisfies readonly (keyof SearchFilters)[]

export const otherFields = [
  'procurement_type',
  'status',
  'min_value',
  'max_value',
  'currency_code',
  'country_code',
  'submission_deadline_from',
  'submission_deadline_to',
  'sort_by',
  'sort_order',
  'page',
  'page_size',
  'provider_specific_filters',
] as const satisfies readonly (keyof SearchFilters)[]

/** What a result list can be ordered by. */
export const sortFields = [
  'publication_date',
  'submission_deadline',
  'estimated_value',
  'title',
  'external_id',
] as const

export type FieldFault = 'day' | 'value' | 'whole' | 'json'

const kinds: Readonly<Partial<Record<keyof SearchFilters, FieldFault>>> = {
  publication_date_from: 'day',
  publication_date_to: 'day',
  submission_deadline_from: 'day',
  submission_deadline_to: 'day',
  min_value: 'value',
  max_value: 'value',
  page: 'whole',
  page_size: 'whole',
  provider_specific_filters: 'json',
}

/** @returns what is wrong with each field that cannot be asked for */
export function formFaults(form: SearchForm): ReadonlyMap<keyof SearchFilters, FieldFault> {
  const names = Object.keys(form) as (keyof SearchFilters)[] // a form has these fields and no others
  return new Map(
    names.flatMap((name) => {
      const kind = kinds[name]
      return kind === undefined || isSound(kind, form[name].trim()) ? [] : [[name, kind] as const]
    }),
  )
}

/**
 * The filters as the Python programs write them: a JSON object. Numbers keep the digits that were typed, and the
 * provider's own filters stand as they are, because both are hashed by how they are written.
 * @param form - one without faults
 */
export function filtersText(form: SearchForm): string {
  const members = (Object.keys(form) as (keyof SearchFilters)[]).flatMap((name) => {
    const text = form[name].trim()
    return text === '' ? [] : [`${JSON.stringify(name)}: ${valueText(name, text)}`]
  })
  return `{${members.join(', ')}}`
}

function valueText(name: keyof SearchFilters, text: string): string {
  const kind = kinds[name]
  if (kind === 'value') return String(Number(text.replace(',', '.')))
  if (kind === 'whole') return String(Number(text))
  return kind === 'json' ? text : JSON.stringify(text)
}

function isSound(kind: FieldFault, text: string): boolean {
  // A page is always asked for; every other filter may be left out.
  if (kind === 'whole') return /^[1-9]\d{0,5}$/.test(text)
  if (text === '') return true
  if (kind === 'day') return parseCacheDay(text) !== null
  if (kind === 'value') return /^\d{1,15}(?:[.,]\d{1,10})?$/.test(text)
  return isObject(text)
}

function isObject(text: string): boolean {
  try {
    const value: unknown = JSON.parse(text)
    return typeof value === 'object' && value !== null && !Array.isArray(value)
  } catch {
    return false // no JSON, and said so beside the field
  }
}
