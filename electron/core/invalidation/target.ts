import type { InvalidationTarget, RemovalTarget } from '../../../shared/contract/invalidation.ts'
import { familyPrefix, namespacePrefix } from '../../../shared/keys/cache-key.ts'
import { familiesOf, familyOf } from '../../../shared/keys/key-families.ts'
import { repairOf } from '../../../shared/keys/policy-repairs.ts'
import { targetText } from '../../../shared/keys/target-text.ts'
import { AppError } from '../app-error.ts'
import { familiesUnder } from '../policy/policy-filter.ts'

/** @throws AppError `unknown_namespace`, `unknown_family`; asked before any command goes to a server */
export function checkTarget(target: InvalidationTarget, namespaces: readonly string[]): void {
  const { namespace } = target
  if (!namespaces.includes(namespace)) {
    const shown = namespace.slice(0, 64)
    throw new AppError('unknown_namespace', `no namespace ${shown}`, { params: { namespace: shown } })
  }
  if (target.scope !== 'families') return
  for (const family of target.families) {
    if (familyOf(namespace, family)) continue
    throw new AppError('unknown_family', `${namespace} has no family ${family}`, { params: { namespace, family } })
  }
}

/** @returns the bytes a key must begin with to be of the target: one prefix, or one per family */
export function prefixesOf(target: InvalidationTarget): string[] {
  if (target.scope === 'whole') return [namespacePrefix(target.namespace)]
  if (target.scope === 'policy')
    return familiesUnder(target.rule, target.namespace).map((family) => familyPrefix(target.namespace, family))
  return [...new Set(target.families)].map((family) => familyPrefix(target.namespace, family))
}

/** @returns the names of the families a preview counts: the chosen ones, or all of the namespace; in table order */
export function familyNamesOf(target: InvalidationTarget): string[] {
  const names = familiesOf(target.namespace).map((family) => family.name)
  if (target.scope === 'whole') return names
  if (target.scope === 'policy') return familiesUnder(target.rule, target.namespace)
  const chosen: readonly string[] = target.families
  return names.filter((name) => chosen.includes(name))
}

/** For the journal: what of the namespace is meant. */
export function scopeNote(
  target: RemovalTarget,
): { readonly families: string } | { readonly key: string } | { readonly rule: string; readonly repair: string } {
  switch (target.scope) {
    case 'whole':
      return { families: 'all' }
    case 'families':
      return { families: target.families.join(',') }
    case 'policy':
      return { rule: target.rule, repair: repairOf[target.rule] }
    case 'keys':
      return { key: targetText(target) }
  }
}
