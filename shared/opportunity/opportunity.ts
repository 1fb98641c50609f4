import { z } from 'zod'

/**
 * A date as the cache holds it: `2026-09-15 04:00:06` with a blank (what Python's `str(datetime)` writes, and what we
 * write), `2026-09-15T04:00:06`, or a bare day; hours are Brasília without a zone.
 */
const StoredDate = z
  .string()
  .regex(/^\d{4}-\d{2}-\d{2}(?:[ T]\d{2}:\d{2}(?::\d{2}(?:\.\d{1,9})?)?(?:Z|[+-]\d{2}:?\d{2})?)?$/)

/**
 * The common record, as stored: 13 keys, all present, null where unknown; combined searches may add two.
 * `estimated_value` is reais; 0 is never a price and is stored as null. `procuring_entity_id` is the CNPJ.
 * What has no field of its own goes into `provider_specific_data`, named as in `SpecificData`; records of other writers
 * may hold anything there.
 */
export const Opportunity = z.object({
  external_id: z.string().min(1),
  title: z.string(),
  description: z.string().nullable(),
  estimated_value: z.number().nullable(),
  currency_code: z.string(),
  country_code: z.string(),
  /** Two letters of the state. */
  region_code: z.string().nullable(),
  municipality: z.string().nullable(),
  publication_date: StoredDate.nullable(),
  submission_deadline: StoredDate.nullable(),
  procuring_entity_id: z.string().nullable(),
  procuring_entity_name: z.string().nullable(),
  provider_specific_data: z.record(z.string(), z.unknown()).nullable(),
  provider_name: z.string().nullish(),
  provider_metadata: z.record(z.string(), z.unknown()).nullish(),
})
export type Opportunity = z.infer<typeof Opportunity>

/**
 * How a procurement stands by its source's own words. `published` is open while the deadline lies ahead and closed
 * after it: that depends on the reader's clock and is not stored.
 */
export type ProcurementStatus =
  | 'not_yet_public'
  | 'published'
  | 'suspended'
  | 'revoked'
  | 'annulled'
  | 'awarded'
  | 'removed'

/**
 * The parts our adapters put into `provider_specific_data`, named as the sources and the Python writers name them.
 * The keys that recognise one procurement in several providers are read from here.
 */
export type SpecificData = {
  /** K1, e.g. `00394429000100-1-002331/2026`. */
  readonly numeroControlePNCP: string | null
  /** K2, 17 digits; text, because it lies beyond 2^53. */
  readonly idCompra: string | null
  /** Code of the buying unit; the UASG, 6 digits, for buyers on the federal platform. */
  readonly uasg: string | null
  readonly nomeUnidade: string | null
  /** As the buyer wrote it. */
  readonly numeroCompra: string | null
  readonly anoCompra: number | null
  readonly codigoIbge: string | null
  /** PNCP's code. */
  readonly modalidadeId: number | null
  readonly modalidadeNome: string | null
  readonly status: ProcurementStatus | null
  /** The source's own words for the status. */
  readonly situacao: string | null
  /** When proposals open, as `StoredDate`. */
  readonly dataAberturaProposta: string | null
  /** Page for people. */
  readonly sourceUrl: string | null
  /** Platform that sent the record to PNCP; `Compras.gov.br` is the federal one. */
  readonly usuarioNome: string | null
  /** `legado`: a row of the legacy module, whose fields are poorer. */
  readonly modulo: '14133' | 'legado' | null
}
