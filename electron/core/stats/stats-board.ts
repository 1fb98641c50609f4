import type { FamilyStats, NamespaceStats, StatsReport } from '../../../shared/contract/stats.ts'
import { placeOf } from '../../../shared/keys/cache-key.ts'
import { familiesOf, otherFamily, unifiedNamespace } from '../../../shared/keys/key-families.ts'
import { keyLabel } from '../browse/key-label.ts'
import type { BytesEstimate } from './estimate-bytes.ts'
import { emptyTally, type FamilyTally } from './family-tally.ts'

const biggestShown = 20

/** What a pass knows of itself beside its figures. */
export type PassFacts = Pick<StatsReport, 'at' | 'elapsedMs' | 'complete' | 'cancelled' | 'expectedKeys'>

/** The figures of a pass while it grows: a tally per family, and the biggest keys seen. */
export interface StatsBoard {
  /** @param namespace - null for the keys outside every namespace */
  tally(namespace: string | null, family: string): FamilyTally
  tallies(): Iterable<readonly [namespace: string | null, family: string, tally: FamilyTally]>
  offerBiggest(entries: readonly { readonly key: Uint8Array; readonly bytes: number }[]): void
  /** Sets a sampled family's weight; its tally holds that of the measured keys alone. */
  estimate(namespace: string | null, family: string, estimate: BytesEstimate): void
  report(facts: PassFacts): StatsReport
}

/** @param namespaces - in the order they are shown */
export function createStatsBoard(namespaces: readonly string[]): StatsBoard {
  const known = new Set(namespaces)
  const rows = new Map<
    string,
    { readonly namespace: string | null; readonly family: string; readonly tally: FamilyTally }
  >()
  const estimates = new Map<string, BytesEstimate>()
  let biggest: { readonly key: Uint8Array; readonly bytes: number }[] = []

  function tallyOf(namespace: string | null, family: string): FamilyTally {
    const id = idOf(namespace, family)
    const row = rows.get(id)
    if (row) return row.tally
    const tally = emptyTally()
    rows.set(id, { namespace, family, tally })
    return tally
  }

  function statsOf(namespace: string | null, family: string): FamilyStats {
    const id = idOf(namespace, family)
    const tally = rows.get(id)?.tally ?? emptyTally()
    const { keys, bytes, measured, noTtl, unmeasured } = tally
    const estimated = estimates.get(id)
    return {
      family,
      keys,
      bytes: estimated ? estimated.bytes : measured === 0 && keys > 0 ? null : bytes,
      bytesError: estimated?.error ?? null,
      ttl: [...tally.ttl],
      noTtl,
      unmeasured,
      types: { ...tally.types },
    }
  }

  function namespaceStats(namespace: string): NamespaceStats {
    const names = familiesOf(namespace).map((family): string => family.name)
    if (rows.has(idOf(namespace, otherFamily))) names.push(otherFamily)
    const families = names.map((name) => statsOf(namespace, name))
    return { namespace, keys: sum(families.map((row) => row.keys)), bytes: bytesOf(families), families }
  }

  return {
    tally: tallyOf,
    *tallies() {
      for (const { namespace, family, tally } of rows.values()) yield [namespace, family, tally] as const
    },
    offerBiggest(entries) {
      const least = biggest.length < biggestShown ? -1 : (biggest.at(-1)?.bytes ?? -1)
      // A walk may bring a key twice.
      const fresh = entries.filter(
        ({ key, bytes }) => bytes > least && !biggest.some((entry) => isSame(entry.key, key)),
      )
      if (fresh.length > 0) biggest = [...biggest, ...fresh].sort((a, b) => b.bytes - a.bytes).slice(0, biggestShown)
    },
    estimate(namespace, family, estimate) {
      estimates.set(idOf(namespace, family), estimate)
    },
    report(facts) {
      const shown = namespaces.map(namespaceStats)
      const other = statsOf(null, otherFamily)
      const all = [...shown.flatMap((row) => row.families), other]
      const keys = sum(all.map((row) => row.keys))
      const measured = sum([...rows.values()].map((row) => row.tally.measured))
      const unified = (family: string) => rows.get(idOf(unifiedNamespace, family))?.tally.keys ?? 0
      return {
        ...facts,
        exact: facts.complete && measured === keys,
        measured,
        keys,
        bytes: bytesOf(all),
        namespaces: shown,
        other,
        unified: {
          combinedSearches: unified('search_combined'),
          deduplication: unified('deduplication'),
          synonyms: unified('synonyms'),
        },
        biggest: biggest.map(({ key, bytes }) => {
          const place = placeOf(key, known)
          return {
            key: keyLabel(key),
            bytes,
            namespace: place?.namespace ?? null,
            family: place?.family ?? otherFamily,
          }
        }),
      }
    },
  }
}

const idOf = (namespace: string | null, family: string) => `${namespace ?? ''}:${family}`

const isSame = (a: Uint8Array, b: Uint8Array) => a.length === b.length && a.every((byte, index) => byte === b[index])

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

/** A family that could not be weighed leaves the whole unknown, never smaller. */
function bytesOf(families: readonly FamilyStats[]): number | null {
  return families.reduce<number | null>(
    (total, { bytes }) => (total === null || bytes === null ? null : total + bytes),
    0,
  )
}
