import type { ConfigKind, ConfigRisk } from '../../../shared/contract/server-config.ts'
import type { NodeConfiguration } from '../ports/configuration.ts'
import { memoryBytes } from './configuration-value.ts'

/** What setting a parameter to this value can do to these nodes, by what they said of themselves. */
export function configurationRisks(kind: ConfigKind, to: string, nodes: readonly NodeConfiguration[]): ConfigRisk[] {
  const risks: ConfigRisk[] = kindRisks(kind, to, nodes)
  return nodes.length > 1 ? [...risks, { ...risk('each_node'), nodes: nodes.length }] : risks
}

function kindRisks(kind: ConfigKind, to: string, nodes: readonly NodeConfiguration[]): ConfigRisk[] {
  switch (kind) {
    case 'memory':
      return memoryRisks(memoryBytes(to), nodes)
    case 'policy':
      return policyRisks(to, nodes)
    case 'snapshots': {
      if (/^("")?$/.test(to.trim())) return [risk('snapshots_off')]
      // A fork shares its pages until they are written to: at worst everything is held twice.
      return [risk('snapshot_forks', most(nodes.map(({ usedMemoryBytes }) => usedMemoryBytes)))]
    }
    case 'encoding':
      return [risk('from_now_on')]
    case 'databases':
      return []
  }
}

function memoryRisks(limit: number | null, nodes: readonly NodeConfiguration[]): ConfigRisk[] {
  if (limit === null) return []
  if (limit === 0) return [risk('no_limit')]
  const risks: ConfigRisk[] = []
  const used = nodes.map(({ usedMemoryBytes }) => usedMemoryBytes)
  if (used.includes(null)) risks.push(risk('memory_unknown'))
  const refusing = nodes.some(({ values }) => values.get('maxmemory-policy') === 'noeviction')
  const excess = used.reduce<number>((sum, bytes) => sum + Math.max(0, (bytes ?? 0) - limit), 0)
  if (excess > 0) risks.push(risk(refusing ? 'refuses_writes_now' : 'evicts_now', excess))
  const system = nodes.map(({ systemMemoryBytes }) => systemMemoryBytes).filter((bytes) => bytes !== null)
  if (system.some((bytes) => limit > bytes)) risks.push(risk('above_machine', Math.min(...system)))
  return risks
}

function policyRisks(policy: string, nodes: readonly NodeConfiguration[]): ConfigRisk[] {
  if (policy === 'noeviction') return [risk(isFull(nodes) ? 'refuses_writes_now' : 'refuses_writes_when_full')]
  return [risk(policy.startsWith('volatile-') ? 'only_ttl_evicted' : 'any_key_evicted')]
}

function isFull(nodes: readonly NodeConfiguration[]): boolean {
  return nodes.some(({ values, usedMemoryBytes }) => {
    const limit = memoryBytes(values.get('maxmemory') ?? '0')
    return limit !== null && limit > 0 && usedMemoryBytes !== null && usedMemoryBytes > limit
  })
}

const risk = (id: ConfigRisk['id'], bytes: number | null = null): ConfigRisk => ({ id, bytes, nodes: null })

/** null as soon as one of them is unknown. */
function most(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 || known.length < values.length ? null : Math.max(...known)
}
