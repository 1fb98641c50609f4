import { z } from 'zod'
import { Count, ProviderId } from './primitives.ts'

/** Most rows of one answer, and of one page on screen. */
const rows = 200

/** Which procurements of a set: `price` and `date` are those whose records do not agree. */
export const ProcurementFacet = z.enum(['all', 'shared', 'unique', 'price', 'date'])
export type ProcurementFacet = z.infer<typeof ProcurementFacet>

export const ProcurementQuery = z.strictObject({
  /** The set that main holds; the last few are held. */
  set: z.string().min(1).max(64),
  facet: ProcurementFacet,
  /** Those told of by exactly these providers, whatever the order; null: by any. */
  only: z.array(ProviderId).min(1).max(32).nullable(),
})
export type ProcurementQuery = z.infer<typeof ProcurementQuery>

/** One procurement; each field as the best source that has it says. Dates are Brasília time without a zone, as stored. */
export const ProcurementRow = z.strictObject({
  /** Its place in the set, whatever is shown of it. */
  index: Count,
  canonical: z.string().max(200),
  title: z.string().max(400),
  entity: z.string().max(200).nullable(),
  place: z.string().max(200).nullable(),
  publishedAt: z.string().max(40).nullable(),
  deadline: z.string().max(40).nullable(),
  estimatedValue: z.number().nullable(),
  currency: z.string().max(8),
  providers: z.array(z.string().max(40)).max(32),
  priceDiffers: z.boolean(),
  dateDiffers: z.boolean(),
})
export type ProcurementRow = z.infer<typeof ProcurementRow>

export const ProcurementPage = z.strictObject({
  /** How many fit the question, over all pages. */
  total: Count,
  page: Count,
  /** How many each facet has, with the same `only`. */
  counts: z.record(ProcurementFacet, Count),
  /** Newest publication first. */
  rows: z.array(ProcurementRow).max(rows),
})
export type ProcurementPage = z.infer<typeof ProcurementPage>

/** The fields that are laid side by side, in this order. */
export const comparedFields = [
  'title',
  'estimated_value',
  'publication_date',
  'opening_date',
  'submission_deadline',
  'status',
  'situation',
  'modality',
  'entity_name',
  'entity_id',
  'unit_code',
  'unit_name',
  'municipality',
  'region_code',
  'purchase_number',
  'control_number',
  'purchase_id',
  'description',
  'currency_code',
] as const

/**
 * How a field's values stand to each other. `spelling`: they differ in case, accents and blanks alone; `partial`: some
 * records do not say, the others agree; `unsaid`: none says.
 */
export const Agreement = z.enum(['same', 'spelling', 'differs', 'partial', 'unsaid'])
export type Agreement = z.infer<typeof Agreement>

export const ComparedField = z.strictObject({
  name: z.enum(comparedFields),
  agreement: Agreement,
  /** One per member, in their order; null where its record does not say. */
  values: z.array(z.union([z.string().max(8_192), z.number()]).nullable()).max(64),
})
export type ComparedField = z.infer<typeof ComparedField>

/** One procurement field by field: a column per record, the best source first. */
export const ProcurementDetail = z.strictObject({
  index: Count,
  canonical: z.string().max(200),
  members: z
    .array(
      z.strictObject({
        provider: z.string().max(40),
        externalId: z.string().max(200),
        /** A row of the provider's legacy module, whose fields are poorer. */
        legacy: z.boolean(),
        /** The page for people, as the record gives it. */
        sourceUrl: z.string().max(2_048).nullable(),
      }),
    )
    .max(64),
  /** Records beyond those. */
  moreMembers: Count,
  fields: z.array(ComparedField),
})
export type ProcurementDetail = z.infer<typeof ProcurementDetail>

export const ExportFormat = z.enum(['csv', 'json'])
export type ExportFormat = z.infer<typeof ExportFormat>

/** What the save dialog led to; `file` is the name alone, null where the operator cancelled. */
export const ExportResult = z.strictObject({ file: z.string().max(300).nullable(), procurements: Count })
export type ExportResult = z.infer<typeof ExportResult>
