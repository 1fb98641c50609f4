import { z } from 'zod'
import { Count, FamilyNameSchema, Instant, KeyLabel, Namespace } from './primitives.ts'

const Id = z.string().min(1).max(64)

/** Most rows of one answer, and of one page on screen. */
const rows = 200

/** Which keys are looked through. `other` of a namespace: its keys of no registered family; `outside`: of no namespace. */
export const KeyScope = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('all') }),
  z.strictObject({ kind: z.literal('namespace'), namespace: Namespace }),
  z.strictObject({ kind: z.literal('family'), namespace: Namespace, family: FamilyNameSchema }),
  z.strictObject({ kind: z.literal('other'), namespace: Namespace }),
  z.strictObject({ kind: z.literal('outside') }),
])
export type KeyScope = z.infer<typeof KeyScope>

/** `literal`: the key's bytes hold the text somewhere, whatever its signs. `glob`: the server's own patterns, for who asks. */
export const KeySearch = z.discriminatedUnion('kind', [
  z.strictObject({ kind: z.literal('literal'), text: z.string().max(16_384) }),
  z.strictObject({ kind: z.literal('glob'), pattern: z.string().min(1).max(512) }),
])
export type KeySearch = z.infer<typeof KeySearch>

/** A key by its bytes, or, where its name is too long to travel, by its place in a list that main still holds. */
export const KeyRef = z.union([
  z.strictObject({ base64: z.base64().max(8_192) }),
  z.strictObject({ listing: Id, index: Count }),
])
export type KeyRef = z.infer<typeof KeyRef>

export const KeyRow = z.strictObject({
  /** Its place among the found, which names it in the list; not where it stands on screen. */
  index: Count,
  key: KeyLabel,
  namespace: z.string().nullable(),
  family: z.string(),
  state: z.enum(['present', 'gone', 'no_permission']),
  /** Redis type; null unless present. */
  type: z.string().nullable(),
  /** MEMORY USAGE; null where it may not be read. */
  bytes: Count.nullable(),
  /** null: no TTL, or not present. */
  expiresAt: Instant.nullable(),
})
export type KeyRow = z.infer<typeof KeyRow>

const listFacts = {
  listing: Id,
  /** Keys found so far, over all pages. */
  found: Count,
  /** The walk came to its end: `found` is all there are. */
  complete: z.boolean(),
  /** No more keys are held: a narrower search is needed to see the others. */
  full: z.boolean(),
  /** By name; else in the order of the walk, which no server promises. */
  sorted: z.boolean(),
}

/** What is known of a list that main holds. */
export const KeyListFacts = z.strictObject(listFacts)
export type KeyListFacts = z.infer<typeof KeyListFacts>

/** One page of it. */
export const KeyPage = z.strictObject({
  ...listFacts,
  page: Count,
  /** When the facts of the rows were read. */
  at: Instant,
  rows: z.array(KeyRow).max(rows),
})
export type KeyPage = z.infer<typeof KeyPage>

/** Bytes of a value as they can be shown: escaped and cut, with their number. */
export const ValueCell = z.strictObject({ text: z.string().max(2_400), byteLength: Count, cut: z.boolean() })
export type ValueCell = z.infer<typeof ValueCell>

/** Some elements of a collection: a hash gives name and value, a sorted set member and score, a stream id and fields. */
export const ValueRows = z.strictObject({
  rows: z.array(z.array(ValueCell).min(1).max(2)).max(rows),
  /** Where the next ones are; null at the end. */
  next: z.string().max(128).nullable(),
})
export type ValueRows = z.infer<typeof ValueRows>

/** What unpacking said. `bytes` is what came out, of which `atLeast` tells that more would have. */
export const GzipFacts = z.strictObject({
  state: z.enum(['whole', 'truncated', 'corrupt', 'checksum', 'too_large', 'too_slow']),
  bytes: Count,
  atLeast: z.boolean(),
  members: Count,
  /** Bytes behind the last member that are no gzip. */
  trailing: Count,
})
export type GzipFacts = z.infer<typeof GzipFacts>

/** Whether a text is JSON, judged over all of it. */
export const JsonFacts = z.discriminatedUnion('state', [
  z.strictObject({ state: z.literal('valid') }),
  z.strictObject({ state: z.literal('invalid'), line: Count, column: Count, reason: z.string().max(80) }),
  z.strictObject({ state: z.literal('too_deep'), limit: Count }),
  /** Only the head of the text was read: nothing is said of the rest. */
  z.strictObject({ state: z.literal('too_large'), limit: Count }),
])
export type JsonFacts = z.infer<typeof JsonFacts>

export const OpportunityRow = z.strictObject({
  provider: z.string().max(40).nullable(),
  externalId: z.string().max(200),
  title: z.string().max(400),
  entity: z.string().max(200).nullable(),
  place: z.string().max(200).nullable(),
  estimatedValue: z.number().nullable(),
  currency: z.string().max(8),
  publishedAt: z.string().max(40).nullable(),
  deadline: z.string().max(40).nullable(),
})
export type OpportunityRow = z.infer<typeof OpportunityRow>

export const OpportunityTable = z.strictObject({
  rows: z.array(OpportunityRow).max(rows),
  total: Count,
  /** Items that are no opportunity. */
  invalid: Count,
})
export type OpportunityTable = z.infer<typeof OpportunityTable>

export const EmbeddingFacts = z.strictObject({
  dimensions: Count,
  /** What the value says it has; null where it does not say. */
  saidDimensions: z.number().nullable(),
  model: z.string().max(200).nullable(),
  preview: z.string().max(400).nullable(),
  norm: z.number(),
  min: z.number(),
  max: z.number(),
  mean: z.number(),
  /** Numbers per equal step from `min` to `max`. */
  histogram: z.array(Count).max(40),
  /** The first of them, for the picture. */
  values: z.array(z.number()).max(4_096),
})
export type EmbeddingFacts = z.infer<typeof EmbeddingFacts>

/** A string decoded by what it holds, never by its name. */
export const StringContent = z.strictObject({
  kind: z.literal('string'),
  byteLength: Count,
  /** The stored bytes from the beginning, at most 64 KiB, base64. */
  head: z.string(),
  /** null: it is no gzip. */
  gzip: GzipFacts.nullable(),
  /** What the content is by its first bytes, where it is neither text nor gzip. */
  looksLike: z.enum(['zlib', 'zstd', 'pickle', 'image', 'binary']).nullable(),
  /** The name ends in `:gz` and the content is none, or the other way round. */
  nameMismatch: z.enum(['name_says_gzip', 'content_is_gzip']).nullable(),
  /** JSON indented with its digits as stored, else the text as it is; null where it is no text. */
  text: z.string().max(262_144).nullable(),
  /** The text goes on behind what is shown. */
  textCut: z.boolean(),
  encoding: z.enum(['utf-8', 'utf-16']).nullable(),
  json: JsonFacts.nullable(),
  opportunities: OpportunityTable.nullable(),
  embedding: EmbeddingFacts.nullable(),
})
export type StringContent = z.infer<typeof StringContent>

export const CollectionContent = z.strictObject({
  kind: z.literal('rows'),
  type: z.enum(['list', 'set', 'hash', 'zset', 'stream']),
  first: ValueRows,
})
export type CollectionContent = z.infer<typeof CollectionContent>

/** The other form of the same search, `k` beside `k:gz`: readers take `:gz` first. */
export const KeySibling = z.strictObject({
  key: KeyLabel,
  bytes: Count.nullable(),
  expiresAt: Instant.nullable(),
  cachedAt: z.string().max(40).nullable(),
})
export type KeySibling = z.infer<typeof KeySibling>

export const KeyFacts = z.strictObject({
  key: KeyLabel,
  namespace: z.string().nullable(),
  family: z.string(),
  at: Instant,
  type: z.string(),
  encoding: z.string().nullable(),
  bytes: Count.nullable(),
  /** Bytes of a string, elements of a collection. */
  length: Count.nullable(),
  expiresAt: Instant.nullable(),
  /** Seconds since it was last used; null where the server does not tell. */
  idleSeconds: Count.nullable(),
  /** As the value says it: local time without a zone. */
  cachedAt: z.string().max(40).nullable(),
  sibling: KeySibling.nullable(),
})
export type KeyFacts = z.infer<typeof KeyFacts>

export const OpenedKey = z.discriminatedUnion('state', [
  z.strictObject({
    state: z.literal('present'),
    facts: KeyFacts,
    value: z.discriminatedUnion('kind', [
      StringContent,
      CollectionContent,
      z.strictObject({ kind: z.literal('unsupported') }),
      z.strictObject({ kind: z.literal('no_permission') }),
    ]),
  }),
  z.strictObject({ state: z.literal('gone'), key: KeyLabel, at: Instant }),
  z.strictObject({ state: z.literal('no_permission'), key: KeyLabel, at: Instant }),
])
export type OpenedKey = z.infer<typeof OpenedKey>

/** Further elements, or bytes; `changed`: the key is gone or holds another type now. */
export const MoreRows = z.union([ValueRows, z.strictObject({ changed: z.literal(true) })])
export type MoreRows = z.infer<typeof MoreRows>
