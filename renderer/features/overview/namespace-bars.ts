import type { StatsReport } from '../../../shared/contract/stats.ts'
import { familiesOf, otherFamily } from '../../../shared/keys/key-families.ts'

export type Measure = 'bytes' | 'keys'

/** Part of a bar: a family. `texture` tells families apart inside one hue; -1 is the namespace's own "other". */
export interface BarPart {
  readonly family: string
  readonly texture: number
  readonly value: number
}

export interface NamespaceBar {
  /** null: keys outside every namespace. */
  readonly namespace: string | null
  readonly total: number
  /** Half width of the interval as a share; null when exact. */
  readonly error: number | null
  readonly parts: readonly BarPart[]
}

/** @returns one bar per namespace, biggest first, keys outside every namespace last */
export function namespaceBars(report: StatsReport, measure: Measure): readonly NamespaceBar[] {
  const bars = report.namespaces.map(({ namespace, keys, bytes, families }) => ({
    namespace,
    total: measure === 'keys' ? keys : (bytes ?? 0),
    error: measure === 'keys' ? null : widest(families.map(({ bytesError }) => bytesError)),
    parts: families
      .map((stats) => ({
        family: stats.family,
        texture: textureOf(namespace, stats.family),
        value: measure === 'keys' ? stats.keys : (stats.bytes ?? 0),
      }))
      .filter(({ value }) => value > 0),
  }))
  const other = measure === 'keys' ? report.other.keys : (report.other.bytes ?? 0)
  return [
    ...bars.sort((one, two) => two.total - one.total),
    {
      namespace: null,
      total: other,
      error: measure === 'keys' ? null : report.other.bytesError,
      parts: other > 0 ? [{ family: otherFamily, texture: -1, value: other }] : [],
    },
  ]
}

/** @returns the biggest figure of a report's MiB column, in bytes */
export function mostBytes(report: StatsReport): number {
  return Math.max(report.bytes ?? 0, report.other.bytes ?? 0)
}

/** @returns the families that share a texture, in table order: the legend of the chart */
export function textureLegend(namespaces: readonly string[]): readonly (readonly string[])[] {
  const legend: string[][] = []
  for (const namespace of namespaces) {
    for (const [texture, { name }] of familiesOf(namespace).entries()) {
      const names = legend[texture] ?? []
      legend[texture] = names.includes(name) ? names : [...names, name]
    }
  }
  return legend
}

function textureOf(namespace: string, family: string): number {
  return familiesOf(namespace).findIndex(({ name }) => name === family)
}

function widest(errors: readonly (number | null)[]): number | null {
  const known = errors.filter((error) => error !== null)
  return known.length === 0 ? null : Math.max(...known)
}
