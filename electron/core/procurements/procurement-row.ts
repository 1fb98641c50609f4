import type { ProcurementRow } from '../../../shared/contract/procurements.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import type { ProcurementGroup } from '../../../shared/opportunity/same-procurement.ts'
import { datesDiffer, pricesDiffer } from './agreement.ts'

/** @returns the providers that tell of it, each once, the best source first */
export function providersOf({ members }: ProcurementGroup): string[] {
  return [...new Set(members.map(({ provider }) => provider))]
}

/** One line about a procurement: each field as the best source that has it says. */
export function procurementRow(group: ProcurementGroup, index: number): ProcurementRow {
  const first = <Name extends keyof Opportunity>(name: Name) =>
    group.members.map(({ opportunity }) => opportunity[name]).find((value) => value !== null && value !== undefined)
  const place = [first('municipality'), first('region_code')].filter((part) => part !== undefined).join(', ')
  return {
    index,
    canonical: group.canonical.slice(0, 200),
    title: (first('title') ?? '').slice(0, 400),
    entity: first('procuring_entity_name')?.slice(0, 200) ?? null,
    place: place === '' ? null : place.slice(0, 200),
    publishedAt: first('publication_date')?.slice(0, 40) ?? null,
    deadline: first('submission_deadline')?.slice(0, 40) ?? null,
    estimatedValue: first('estimated_value') ?? null,
    currency: (first('currency_code') ?? '').slice(0, 8),
    providers: providersOf(group).slice(0, 32),
    priceDiffers: pricesDiffer(group),
    dateDiffers: datesDiffer(group),
  }
}
