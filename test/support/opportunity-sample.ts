import { Opportunity } from '../../shared/opportunity/opportunity.ts'

/** A stored opportunity of which nothing is known but its id. */
export function opportunity(external_id: string, fields: Partial<Opportunity> = {}): Opportunity {
  return Opportunity.parse({
    external_id,
    title: `Aquisição ${external_id}`,
    description: null,
    estimated_value: null,
    currency_code: 'BRL',
    country_code: 'BR',
    region_code: null,
    municipality: null,
    publication_date: null,
    submission_deadline: null,
    procuring_entity_id: null,
    procuring_entity_name: null,
    provider_specific_data: null,
    ...fields,
  })
}
