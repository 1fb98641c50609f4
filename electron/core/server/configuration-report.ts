import type { JournalEntry } from '../../../shared/contract/activity.ts'
import type { ConfigPastChange, ConfigReport, ConfigRow } from '../../../shared/contract/server-config.ts'
import type { NodeConfiguration } from '../ports/configuration.ts'
import { canonical, isSameValue } from './configuration-value.ts'
import type { RecommendedParameter } from './recommended-configuration.ts'

/** What this console did to the settings of one server, by its journal. */
export interface ConfigurationPast {
  /** The last change of each parameter. */
  readonly changes: ReadonlyMap<string, ConfigPastChange>
  /** When CONFIG REWRITE last succeeded; null if never. */
  readonly rewrittenAt: number | null
}

/** @param entries - newest first @param server - as the entries name it */
export function configurationPast(entries: readonly JournalEntry[], server: string): ConfigurationPast {
  const changes = new Map<string, ConfigPastChange>()
  let rewrittenAt: number | null = null
  for (const { at, who, what, details } of entries) {
    if (details.server !== server || details.ended !== 'done') continue
    if (what === 'config.rewrite') rewrittenAt ??= at
    const { name, from, to } = details
    if (what !== 'config.end' || typeof name !== 'string' || changes.has(name)) continue
    if (typeof from === 'string' && typeof to === 'string') changes.set(name, { at, who, from, to })
  }
  return { changes, rewrittenAt }
}

/** The recommendation beside what the nodes have. A parameter no node knows by any of its names keeps its newest name. */
export function configurationReport(
  at: number,
  nodes: readonly NodeConfiguration[],
  table: readonly RecommendedParameter[],
  past: ConfigurationPast,
): ConfigReport {
  return {
    at,
    rows: table.map((parameter) => rowOf(parameter, nodes, past, lastStart(at, nodes))),
    silence: nodes.find(({ silence }) => silence !== null)?.silence ?? null,
    file: fileOf(nodes),
  }
}

/** The name by which these nodes know a parameter. */
export function knownName({ names }: RecommendedParameter, nodes: readonly NodeConfiguration[]): string {
  return names.find((name) => nodes.every(({ values }) => values.has(name))) ?? names[0]
}

function rowOf(
  parameter: RecommendedParameter,
  nodes: readonly NodeConfiguration[],
  past: ConfigurationPast,
  startedAt: number,
): ConfigRow {
  const { kind, recommended, alternative } = parameter
  const name = knownName(parameter, nodes)
  const values = nodes.flatMap(({ node, values: own }) => {
    const value = own.get(name)
    return value === undefined ? [] : [{ node, value: canonical(kind, value) }]
  })
  const known = values.length === nodes.length && nodes.length > 0
  const all = (text: string) => known && values.every(({ value }) => isSameValue(kind, value, text))
  const lastChange = past.changes.get(name) ?? null
  const stands = lastChange !== null && all(lastChange.to)
  const sinceStart = lastChange !== null && lastChange.at > startedAt
  const written = lastChange !== null && past.rewrittenAt !== null && past.rewrittenAt > lastChange.at
  return {
    name,
    kind,
    values,
    recommended,
    alternative: alternative ?? null,
    state: known ? (all(recommended) ? 'equal' : 'differs') : 'unknown',
    changeable: kind !== 'databases',
    lastChange,
    putBack: stands && !isSameValue(kind, lastChange.from, lastChange.to) ? lastChange.from : null,
    persisted: stands && sinceStart ? written : null,
  }
}

/** When the youngest node started, by the clock of this machine, as the journal's times are; whole seconds on both sides. */
function lastStart(at: number, nodes: readonly NodeConfiguration[]): number {
  const known = nodes.flatMap(({ uptimeSeconds }) => (uptimeSeconds === null ? [] : [uptimeSeconds]))
  return known.length === 0 ? 0 : at - (Math.min(...known) + 2) * 1_000
}

function fileOf(nodes: readonly NodeConfiguration[]): ConfigReport['file'] {
  const paths = nodes.map(({ configFile }) => configFile)
  if (paths.length === 0 || paths.includes(null)) return { state: 'unknown' }
  if (paths.includes('')) return { state: 'none' }
  return { state: 'known', paths: [...new Set(paths.filter((path) => path !== null))] }
}
