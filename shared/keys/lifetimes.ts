import { type FamilyName, familyOf } from './key-families.ts'

/** Lifetimes that differ from the families table, in seconds: by namespace, by family. */
export type Lifetimes = Readonly<Record<string, Readonly<Partial<Record<FamilyName, number>>>>>

/**
 * How long a key of this family is meant to live.
 * @returns seconds: what was set for the namespace, or what the table says; null where there is no such family
 */
export function lifetimeOf(lifetimes: Lifetimes, namespace: string, family: string): number | null {
  const row = familyOf(namespace, family)
  if (row === undefined) return null
  return lifetimes[namespace]?.[row.name as FamilyName] ?? row.ttlSeconds
}
