import type { RemovalTarget } from '../contract/invalidation.ts'

/**
 * What the operator must name to confirm: the namespace; the key itself where one was chosen; of several the namespace
 * they share, or else how many they are.
 */
export function confirmationOf(target: RemovalTarget): string {
  if (target.scope !== 'keys') return target.namespace
  return target.keys === 1 ? target.label : (target.namespace ?? String(target.keys))
}
