import type { PolicyRule } from '../../../shared/contract/policy.ts'
import { placeOf } from '../../../shared/keys/cache-key.ts'
import { familiesOf, unifiedNamespace } from '../../../shared/keys/key-families.ts'
import type { ListedKey } from '../ports/keyspace.ts'
import { brokenRule, type Policy } from './broken-rule.ts'
import { createTwinFinder } from './twins.ts'

/** Picks the keys that break one rule out of a walk. */
export interface PolicyFilter {
  /** @returns those of these keys that are known to break it now */
  take(keys: readonly ListedKey[]): readonly ListedKey[]
  /** To be asked once the walk has ended. @returns those that could be told only from the whole */
  rest(): readonly ListedKey[]
}

/** @param namespace - keys outside it are never picked */
export function createPolicyFilter(rule: PolicyRule, namespace: string, policy: Policy): PolicyFilter {
  if (rule === 'stale_twin') {
    const twins = createTwinFinder()
    return {
      take(keys) {
        for (const key of keys) twins.offer(key)
        return []
      },
      rest: () => twins.read().stale,
    }
  }
  const own = new Set([namespace])
  return {
    take: (keys) =>
      keys.filter((listed) => {
        const place = placeOf(listed.key, own)
        return place !== null && brokenRule(listed, place, policy) === rule
      }),
    rest: () => [],
  }
}

/** @returns the families of a namespace whose keys can break the rule, in table order; a stale twin is always one of `unified` */
export function familiesUnder(rule: PolicyRule, namespace: string): string[] {
  const names = familiesOf(namespace).map(({ name }) => name)
  if (rule === 'stale_twin') return namespace === unifiedNamespace ? ['search_combined'] : []
  return rule === 'expired_day' ? names.filter((name) => name === 'daily_fetch') : names
}
