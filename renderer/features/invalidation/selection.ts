import type { InvalidationTarget } from '../../../shared/contract/invalidation.ts'
import type { PolicyRule } from '../../../shared/contract/policy.ts'
import { type FamilyName, familiesOf } from '../../../shared/keys/key-families.ts'

/** What the operator has marked: the whole namespace, its unregistered keys too, or some registered families. */
export type Selection =
  | { readonly scope: 'whole' }
  | { readonly scope: 'families'; readonly families: readonly FamilyName[] }
  /** The keys that break one rule of the policy; chosen beforehand, not here. */
  | { readonly scope: 'policy'; readonly rule: PolicyRule }

export const wholeNamespace: Selection = { scope: 'whole' }

/** @returns what is marked when the flow opens: what was asked for, or else the whole namespace */
export function selectionOf({
  families = [],
  rule,
}: {
  readonly families?: readonly FamilyName[]
  readonly rule?: PolicyRule
}): Selection {
  if (rule !== undefined) return { scope: 'policy', rule }
  return families.length > 0 ? { scope: 'families', families } : wholeNamespace
}

/** @returns what to preview, or null while no family is marked: an empty choice never reads as "all" */
export function targetOf(namespace: string, selection: Selection): InvalidationTarget | null {
  if (selection.scope === 'whole') return { scope: 'whole', namespace }
  if (selection.scope === 'policy') return { scope: 'policy', namespace, rule: selection.rule }
  const families = inTableOrder(namespace, selection.families)
  return families.length === 0 ? null : { scope: 'families', namespace, families }
}

/** @returns the selection with `family` marked if it was not, and unmarked if it was */
export function toggleFamily(selection: Selection, family: FamilyName): Selection {
  const marked = selection.scope === 'families' ? selection.families : []
  const families = marked.includes(family) ? marked.filter((name) => name !== family) : [...marked, family]
  return { scope: 'families', families }
}

export function sameTarget(a: InvalidationTarget, b: InvalidationTarget): boolean {
  if (a.namespace !== b.namespace || a.scope !== b.scope) return false
  if (a.scope === 'policy' && b.scope === 'policy') return a.rule === b.rule
  if (a.scope !== 'families' || b.scope !== 'families') return true
  const names = new Set(a.families)
  return names.size === new Set(b.families).size && b.families.every((name) => names.has(name))
}

function inTableOrder(namespace: string, marked: readonly FamilyName[]): FamilyName[] {
  return familiesOf(namespace)
    .map((family) => family.name as FamilyName)
    .filter((name) => marked.includes(name))
}
