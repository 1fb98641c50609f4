/** How the last segment of a key is made: 8 hex digits of a hash, a calendar day, or raw text. */
export type KeyIdKind = 'hash8' | 'day' | 'term'

/** One row of the table of key families: what the other writers of this cache store, and for how long. */
export interface KeyFamily {
  readonly name: string
  /** `provider`: stands under every provider's namespace; `unified`: under `unified:` only. */
  readonly scope: 'provider' | 'unified'
  readonly id: KeyIdKind
  /** Lifetime the writers set, in seconds. */
  readonly ttlSeconds: number
  /** `json-or-gzip`: above 1 MiB of text the value is gzip and the key ends in `:gz`. */
  readonly encoding: 'json' | 'json-or-gzip'
}

/**
 * THE table of key families. Building, parsing, patterns, the statistics and the invalidation menu derive from it.
 * Source: the seed strategy; lifetimes of the rows it leaves open are those the Python peer writes.
 */
export const keyFamilies = [
  { name: 'search_v2', scope: 'provider', id: 'hash8', ttlSeconds: 86_400, encoding: 'json' },
  { name: 'daily_fetch', scope: 'provider', id: 'day', ttlSeconds: 90_000, encoding: 'json' },
  { name: 'embeddings', scope: 'provider', id: 'hash8', ttlSeconds: 86_400, encoding: 'json' },
  { name: 'search_combined', scope: 'unified', id: 'hash8', ttlSeconds: 86_400, encoding: 'json-or-gzip' },
  { name: 'deduplication', scope: 'unified', id: 'hash8', ttlSeconds: 86_400, encoding: 'json' },
  { name: 'synonyms', scope: 'unified', id: 'term', ttlSeconds: 86_400, encoding: 'json' },
] as const satisfies readonly KeyFamily[]

export type FamilyName = (typeof keyFamilies)[number]['name']

/** The namespace that spans the providers. No provider may bear this id. */
export const unifiedNamespace = 'unified'

/** What a namespace's unregistered keys are called in reports. Never a family that can be chosen. */
export const otherFamily = 'other'

/** @returns the rows that may stand under `namespace` (`unified` or a provider id), in table order */
export function familiesOf(namespace: string): readonly KeyFamily[] {
  const scope = namespace === unifiedNamespace ? 'unified' : 'provider'
  return keyFamilies.filter((family) => family.scope === scope)
}

/** @returns the row named `name` under `namespace`, or undefined where that namespace has no such family */
export function familyOf(namespace: string, name: string): KeyFamily | undefined {
  return familiesOf(namespace).find((family) => family.name === name)
}
