import { type CacheDay, parseCacheDay } from '../time/cache-day.ts'
import { familiesOf, otherFamily } from './key-families.ts'

/** A namespace is a provider id or `unified`. Source: acceptance battery, default limits. */
export const namespaceGrammar = /^[a-z][a-z0-9_-]{0,31}$/

/** Where a key belongs: a family of a namespace, that namespace's own `other`, or outside every namespace (null). */
export interface KeyPlace {
  readonly namespace: string
  readonly family: string
}

const colon = 0x3a

/** @returns `namespace:family:id`, e.g. `pncp:search_v2:a23b8f70` */
export function cacheKey(namespace: string, family: string, id: string): string {
  return `${namespace}:${family}:${id}`
}

/** @returns the key of a provider's daily fetch, e.g. `pncp:daily_fetch:2026-11-23` */
export function dailyFetchKey(provider: string, day: CacheDay): string {
  return cacheKey(provider, 'daily_fetch', day)
}

/** @returns the day of `<provider>:daily_fetch:<day>`, or null for a key that is none */
export function dailyFetchDay(key: Uint8Array, provider: string): CacheDay | null {
  const prefix = familyPrefix(provider, 'daily_fetch')
  if (!hasPrefix(key, prefix) || key.length !== prefix.length + 10) return null
  return parseCacheDay(asciiText(key, prefix.length, key.length))
}

/** @returns the bytes every key of `namespace` begins with, e.g. `pncp:` */
export function namespacePrefix(namespace: string): string {
  return `${namespace}:`
}

/** @returns the bytes every key of a family begins with, e.g. `pncp:search_v2:`; the id behind it may be anything */
export function familyPrefix(namespace: string, family: string): string {
  return `${namespace}:${family}:`
}

/** @returns whether the key's bytes begin with the ASCII text `prefix` */
export function hasPrefix(key: Uint8Array, prefix: string): boolean {
  if (key.length < prefix.length) return false
  for (let i = 0; i < prefix.length; i++) if (key[i] !== prefix.charCodeAt(i)) return false
  return true
}

/**
 * Says where a key belongs by its bytes alone: no decoding, so a binary key is classified like any other.
 * @param namespaces - the registered provider ids and `unified`
 * @returns null for a key outside every namespace (never part of a removal by namespace)
 */
export function placeOf(key: Uint8Array, namespaces: ReadonlySet<string>): KeyPlace | null {
  const end = key.indexOf(colon)
  if (end < 1 || end > 32) return null
  const namespace = asciiText(key, 0, end)
  if (!namespaces.has(namespace)) return null
  const family = familiesOf(namespace).find((row) => hasPrefix(key, familyPrefix(namespace, row.name)))
  return { namespace, family: family?.name ?? otherFamily }
}

function asciiText(bytes: Uint8Array, from: number, to: number): string {
  let text = ''
  for (let i = from; i < to; i++) text += String.fromCharCode(bytes[i] ?? 0)
  return text
}
