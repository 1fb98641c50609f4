import type { RemovalTarget } from '../contract/invalidation.ts'

/** Names a target as keys are named: `pncp:*`, or `pncp:search_v2:*, pncp:embeddings:*`, or the chosen key. */
export function targetText(target: RemovalTarget): string {
  switch (target.scope) {
    case 'whole':
      return `${target.namespace}:*`
    case 'families':
      return target.families.map((family) => `${target.namespace}:${family}:*`).join(', ')
    case 'policy':
      return `${target.namespace}:* (${target.rule})`
    case 'keys':
      return target.keys > 1 ? `${target.label} (+${target.keys - 1})` : target.label
  }
}
