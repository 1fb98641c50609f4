import type { z } from 'zod'
import type { Opportunity, SpecificData } from '../../../shared/opportunity/opportunity.ts'
import type { PageRead } from '../walk-pages.ts'
import { readRecords } from './read-records.ts'
import { DateReader } from './stored-date.ts'

/** How one kind of record becomes an opportunity. */
export interface RecordMapping<T> {
  readonly schema: z.ZodType<T>
  readonly idOf: (record: Readonly<Record<string, unknown>>) => unknown
  /** Top-level names of the record, mapped or not; another name is reported, not refused. */
  readonly documented: ReadonlySet<string>
  /** @returns null for a record that does not belong to the answer */
  readonly map: (record: T, dates: DateReader) => Opportunity | null
}

export interface EnvelopeCounts {
  readonly remaining: number | null
  readonly total: number | null
}

/** @throws AppError `provider_schema_changed` where most records do not fit */
export function mapPage<T>(raw: readonly unknown[], mapping: RecordMapping<T>, counts: EnvelopeCounts): PageRead {
  const { schema, idOf, documented, map } = mapping
  const { records, rejected, unknown } = readRecords(raw, schema, idOf, documented)
  const dates = new DateReader()
  const opportunities = records.map((record) => map(record, dates)).filter((mapped) => mapped !== null)
  const warnings = dates.warnings()
  if (unknown.length > 0) warnings.push(`fields nobody documented: ${unknown.join(', ').slice(0, 200)}`)
  return { opportunities, rejected, received: raw.length, ...counts, warnings }
}

type Varying = Omit<Opportunity, 'currency_code' | 'country_code' | 'provider_specific_data'>

/** Puts a record together in the stored order; all three services are Brazilian and count in reais. */
export function opportunityOf(fields: Varying, specific: SpecificData): Opportunity {
  const { external_id, title, description, estimated_value, region_code, municipality } = fields
  const { publication_date, submission_deadline, procuring_entity_id, procuring_entity_name } = fields
  return {
    external_id,
    title,
    description,
    estimated_value,
    currency_code: 'BRL',
    country_code: 'BR',
    region_code,
    municipality,
    publication_date,
    submission_deadline,
    procuring_entity_id,
    procuring_entity_name,
    provider_specific_data: specific,
  }
}

/** @returns the page for people of a procurement on PNCP, or null where the number is no control number */
export function pncpPage(controlNumber: string | null): string | null {
  const match = /^(\d{14})-1-(\d{6})\/(\d{4})$/.exec(controlNumber ?? '')
  return match === null ? null : `https://pncp.gov.br/app/editais/${match[1]}/${match[3]}/${Number(match[2])}`
}
