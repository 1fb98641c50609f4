import type { Result } from '../../shared/util/result.ts'

/**
 * A request that could have destroyed something, and did not parse, goes into the journal; the core journals those that
 * parse and are refused.
 * @returns what it named, or null for every other request
 */
export function refusedSubject(method: unknown, input: unknown, result: Result<unknown>): string | null {
  if (result.ok || result.failure.code !== 'bad_input') return null
  if (typeof method !== 'string' || !/^(invalidation|undo|operations)\./.test(method)) return null
  if (typeof input !== 'object' || input === null) return typeof input
  const named: unknown = Object.entries(input).find(
    ([name]) => name === 'namespace' || name === 'bundle' || name === 'token',
  )?.[1]
  return typeof named === 'string' ? named : typeof named
}
