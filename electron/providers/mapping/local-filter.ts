import type { SearchFilters } from '../../../shared/keys/params-hash.ts'
import type { Opportunity, SpecificData } from '../../../shared/opportunity/opportunity.ts'
import type { ProviderPage } from '../../core/ports/provider.ts'
import { modalitiesOfType } from './modality.ts'
import { plain } from './text.ts'

/**
 * Whether an opportunity is what the search asks for. No service searches text or value, so these filters are ours; those
 * a service did apply hold here too.
 */
export function matchesFilters(opportunity: Opportunity, filters: SearchFilters): boolean {
  const specific = opportunity.provider_specific_data as SpecificData | null // our own adapters made it
  return (
    matchesKeywords(opportunity, filters.keywords) &&
    sameText(opportunity.country_code, filters.country_code) &&
    sameText(opportunity.currency_code, filters.currency_code) &&
    sameText(opportunity.region_code, filters.region_code) &&
    sameText(opportunity.municipality, filters.municipality) &&
    withinValue(opportunity.estimated_value, filters.min_value, filters.max_value) &&
    withinDays(opportunity.publication_date, filters.publication_date_from, filters.publication_date_to) &&
    withinDays(opportunity.submission_deadline, filters.submission_deadline_from, filters.submission_deadline_to) &&
    sameText(specific?.status ?? null, filters.status) &&
    hasModality(specific?.modalidadeId ?? null, filters.procurement_type)
  )
}

/** Every word must stand in the title or the description, accents and case aside. */
function matchesKeywords({ title, description }: Opportunity, keywords: string | null): boolean {
  if (keywords === null) return true
  const text = plain(`${title} ${description ?? ''}`)
  return plain(keywords)
    .split(/\s+/)
    .every((word) => text.includes(word))
}

function sameText(value: string | null, wanted: string | null): boolean {
  return wanted === null || wanted === '' || (value !== null && plain(value) === plain(wanted))
}

/** An unknown value is no value: it fits no range. */
function withinValue(value: number | null, min: number | null, max: number | null): boolean {
  if (min === null && max === null) return true
  return value !== null && (min === null || value >= min) && (max === null || value <= max)
}

/** Both ends belong to the range; an unknown date fits no range. */
export function withinDays(date: string | null, from: string | null, to: string | null): boolean {
  if (from === null && to === null) return true
  const day = date?.slice(0, 10)
  return day !== undefined && (from === null || day >= from.slice(0, 10)) && (to === null || day <= to.slice(0, 10))
}

function hasModality(modality: number | null, type: string | null): boolean {
  if (type === null || type === '') return true
  return modality !== null && modalitiesOfType(type).includes(modality)
}

/** Leaves on each page what the search asks for. */
export async function* matchingPages(
  pages: AsyncIterable<ProviderPage>,
  filters: SearchFilters,
): AsyncGenerator<ProviderPage> {
  for await (const page of pages) {
    yield { ...page, opportunities: page.opportunities.filter((opportunity) => matchesFilters(opportunity, filters)) }
  }
}
