import { z } from 'zod'
import { namespaceGrammar } from '../keys/cache-key.ts'
import { type FamilyName, keyFamilies, unifiedNamespace } from '../keys/key-families.ts'
import { type CacheDay, isZone, parseCacheDay } from '../time/cache-day.ts'

/** A provider id or `unified`; whether it is registered is asked of the table of providers in main. */
export const Namespace = z.string().max(32).regex(namespaceGrammar)

export const ProviderId = Namespace.refine((id) => id !== unifiedNamespace, 'unified is no provider')

/** The name of a row of the table of key families; never a pattern. */
export const FamilyNameSchema = z.enum(keyFamilies.map((family) => family.name) as [FamilyName, ...FamilyName[]])

/** A calendar day in the cache's zone, `yyyy-mm-dd`. */
export const CacheDaySchema = z.custom<CacheDay>(
  (value) => typeof value === 'string' && parseCacheDay(value) !== null,
  'a calendar day written yyyy-mm-dd',
)

/** A name of the zone database. */
export const Zone = z.string().refine(isZone, 'a zone such as America/Sao_Paulo')

/** Milliseconds since 1970 UTC. */
export const Instant = z.number().int().nonnegative()

/** A whole number that counts something. */
export const Count = z.number().int().nonnegative()

export const Empty = z.strictObject({})

/** A key as it can be shown: control and foreign bytes escaped, cut at 256 characters; and its exact bytes. */
export const KeyLabel = z.strictObject({
  label: z.string().max(300),
  /** Exact bytes, base64; null where they are longer than 4 KiB and must be asked for. */
  base64: z.string().nullable(),
  byteLength: Count,
})
export type KeyLabel = z.infer<typeof KeyLabel>
