import { type ComparedField, comparedFields, type ProcurementDetail } from '../../../shared/contract/procurements.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import type { ProcurementGroup } from '../../../shared/opportunity/same-procurement.ts'
import { dateAgreement, numberAgreement, textAgreement } from './agreement.ts'

type FieldName = ComparedField['name']
type FieldValue = string | number | null

/** Columns that one answer carries; a procurement is told of by a handful of records. */
const mostMembers = 64
const mostText = 8_192

const specific =
  (name: string) =>
  ({ provider_specific_data: data }: Opportunity) =>
    specificText(data, name)

const readers: Readonly<Record<FieldName, (opportunity: Opportunity) => FieldValue>> = {
  title: ({ title }) => title,
  estimated_value: ({ estimated_value: value }) => value,
  publication_date: ({ publication_date: date }) => date,
  opening_date: specific('dataAberturaProposta'),
  submission_deadline: ({ submission_deadline: date }) => date,
  status: specific('status'),
  situation: specific('situacao'),
  modality: specific('modalidadeNome'),
  entity_name: ({ procuring_entity_name: name }) => name,
  entity_id: ({ procuring_entity_id: id }) => id,
  unit_code: specific('uasg'),
  unit_name: specific('nomeUnidade'),
  municipality: ({ municipality }) => municipality,
  region_code: ({ region_code: code }) => code,
  purchase_number: specific('numeroCompra'),
  control_number: specific('numeroControlePNCP'),
  purchase_id: specific('idCompra'),
  description: ({ description }) => description,
  currency_code: ({ currency_code: code }) => code,
}

const dateFields: ReadonlySet<FieldName> = new Set(['publication_date', 'opening_date', 'submission_deadline'])

/** Lays the records of a procurement side by side, field by field. */
export function procurementDetail(group: ProcurementGroup, index: number): ProcurementDetail {
  const members = group.members.slice(0, mostMembers)
  return {
    index,
    canonical: group.canonical.slice(0, 200),
    members: members.map(({ provider, opportunity }) => ({
      provider,
      externalId: opportunity.external_id.slice(0, 200),
      legacy: opportunity.provider_specific_data?.modulo === 'legado',
      sourceUrl: specificText(opportunity.provider_specific_data, 'sourceUrl')?.slice(0, 2_048) ?? null,
    })),
    moreMembers: group.members.length - members.length,
    fields: comparedFields.map((name) =>
      comparedField(
        name,
        members.map(({ opportunity }) => readers[name](opportunity)),
      ),
    ),
  }
}

function comparedField(name: FieldName, values: readonly FieldValue[]): ComparedField {
  const texts = values.map((value) => (typeof value === 'string' ? value.slice(0, mostText) : null))
  if (name === 'estimated_value') {
    const numbers = values.map((value) => (typeof value === 'number' ? value : null))
    return { name, agreement: numberAgreement(numbers), values: numbers }
  }
  return { name, agreement: dateFields.has(name) ? dateAgreement(texts) : textAgreement(texts), values: texts }
}

/** @returns a text of the provider's own part; numbers as text, everything else, and `""`, as unsaid */
function specificText(data: Opportunity['provider_specific_data'], name: string): string | null {
  const value = data && Object.hasOwn(data, name) ? data[name] : null
  if (typeof value === 'number') return String(value)
  return typeof value === 'string' && value !== '' ? value : null
}
