import type { InvalidationTarget } from '../../../shared/contract/invalidation.ts'

/** Names what was removed as keys are named: `pncp:*`, or `pncp:search_v2:*, pncp:embeddings:*`. */
export function targetText(target: InvalidationTarget): string {
  if (target.scope === 'whole') return `${target.namespace}:*`
  return target.families.map((family) => `${target.namespace}:${family}:*`).join(', ')
}
