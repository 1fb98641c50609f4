import { z } from 'zod'
import { Opportunity } from '../opportunity/opportunity.ts'
import type { FamilyName } from './key-families.ts'
import { parseLossless, toNative } from './python-json.ts'

/** Items are judged one by one (`readItems`): a bad one must not cost the list. */
const Items = z.array(z.unknown())
const Total = z.number().int().nonnegative()
const CachedAt = z.string()

/** What each family's values hold, as every writer of this cache stores them. Fields we do not know are left out. */
const storedPayloads = {
  search_v2: Items,
  daily_fetch: z.object({ provider: z.string(), fetch_date: z.string(), total_opportunities: Total, data: Items }),
  embeddings: z.object({
    embedding: z.array(z.number()),
    text_hash: z.string(),
    text_preview: z.string(),
    model_name: z.string(),
    cached_at: CachedAt,
    dimensions: Total,
  }),
  search_combined: z.object({
    filters: z.record(z.string(), z.unknown()),
    providers: z.array(z.string()),
    total_results: Total,
    data: z.record(z.string(), Items),
    cached_at: CachedAt,
    ttl_hours: z.number(),
  }),
  deduplication: z.object({
    canonical: z.string(),
    members: z.array(z.object({ provider: z.string(), external_id: z.string() })),
    cached_at: CachedAt,
  }),
  synonyms: z.object({ term: z.string(), synonyms: z.array(z.string()), cached_at: CachedAt }),
} satisfies Record<FamilyName, z.ZodType>

export type StoredPayload<Family extends FamilyName> = z.infer<(typeof storedPayloads)[Family]>

/** @returns the value of a key of `family`, or null where the text is no such value */
export function readStored<Family extends FamilyName>(family: Family, text: string): StoredPayload<Family> | null {
  const parsed = storedPayloads[family].safeParse(parse(text))
  // The schema is the family's own; TypeScript does not follow an index into a table of schemas.
  return parsed.success ? (parsed.data as StoredPayload<Family>) : null
}

/** Other writers leave fields out, and a Python Decimal arrives as text. */
const StoredOpportunity = Opportunity.extend({
  description: Opportunity.shape.description.default(null),
  estimated_value: z
    .union([
      z.number(),
      z
        .string()
        .regex(/^-?\d{1,15}(?:\.\d{1,10})?$/)
        .transform(Number),
    ])
    .nullable()
    .default(null),
  currency_code: Opportunity.shape.currency_code.default('BRL'),
  country_code: Opportunity.shape.country_code.default('BR'),
  region_code: Opportunity.shape.region_code.default(null),
  municipality: Opportunity.shape.municipality.default(null),
  publication_date: Opportunity.shape.publication_date.default(null),
  submission_deadline: Opportunity.shape.submission_deadline.default(null),
  procuring_entity_id: Opportunity.shape.procuring_entity_id.default(null),
  procuring_entity_name: Opportunity.shape.procuring_entity_name.default(null),
  provider_specific_data: Opportunity.shape.provider_specific_data.default(null),
})

export interface StoredItems {
  readonly items: readonly Opportunity[]
  /** Items that are no opportunity, such as the text `"OpportunityData(external_id=…"` a known fault of callers leaves. */
  readonly invalid: number
}

/** @param list - the items of a search, a daily fetch, or one provider's part of a combined search */
export function readItems(list: readonly unknown[]): StoredItems {
  const items = list.flatMap((item) => {
    const parsed = StoredOpportunity.safeParse(item)
    return parsed.success ? [parsed.data] : []
  })
  return { items, invalid: list.length - items.length }
}

/** Python writes NaN and Infinity, which JSON.parse refuses; the slower reader knows them. */
function parse(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    try {
      return toNative(parseLossless(text))
    } catch (error) {
      if (error instanceof SyntaxError || error instanceof RangeError) return undefined
      throw error
    }
  }
}
