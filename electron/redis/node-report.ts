import type { MemoryUse, NodeReport, Persistence, ReplicaState } from '../../shared/contract/server-report.ts'
import { rdbSaves } from './rdb-saves.ts'
import { type InfoFields, infoNumber } from './server-info.ts'

/** One node by its INFO; an empty INFO leaves everything unknown. @param slots - null outside a cluster */
export function nodeReport(address: string, info: InfoFields, slots: number | null): NodeReport {
  return {
    address,
    reached: true,
    role: info.get('role') === 'slave' ? 'replica' : 'primary',
    slots,
    version: info.get('valkey_version') ?? info.get('redis_version') ?? null,
    uptimeSeconds: infoNumber(info, 'uptime_in_seconds'),
    keys: keysOf(info),
    opsPerSecond: infoNumber(info, 'instantaneous_ops_per_sec'),
    connectedClients: infoNumber(info, 'connected_clients'),
    evictedKeys: infoNumber(info, 'evicted_keys'),
    memory: memoryOf(info),
    persistence: persistenceOf(info),
    replicas: replicasOf(info),
  }
}

/** A node the cluster names and nobody reaches. */
export function unreachedNode(address: string, slots: number): NodeReport {
  return { ...nodeReport(address, new Map(), slots), reached: false }
}

/** Sums over nodes; a sum of which a part is unknown is unknown. One node without a limit means the whole has none. */
export function totalMemory(nodes: readonly (MemoryUse | null)[]): MemoryUse | null {
  const known = nodes.filter((node) => node !== null)
  if (known.length === 0 || known.length < nodes.length) return null
  const total = (field: keyof MemoryUse) =>
    known.reduce<number | null>((sum, node) => {
      const value = node[field]
      return sum === null || value === null ? null : sum + value
    }, 0)
  const [usedBytes, residentBytes] = [total('usedBytes'), total('residentBytes')]
  return {
    usedBytes,
    peakBytes: total('peakBytes'),
    residentBytes,
    datasetBytes: total('datasetBytes'),
    overheadBytes: total('overheadBytes'),
    fragmentation: ratio(residentBytes, usedBytes),
    limitBytes: known.some(({ limitBytes }) => limitBytes === 0) ? 0 : total('limitBytes'),
    // Several nodes may share one machine: added up it would be a memory nobody has.
    systemBytes: known.length === 1 ? (known[0]?.systemBytes ?? null) : null,
  }
}

/** Keys of all databases. INFO leaves out empty databases, so no line is no key; no section at all is unknown. */
export function keysOf(info: InfoFields): number | null {
  if (!info.has('redis_version')) return null
  let keys = 0
  for (const [name, value] of info) if (/^db\d+$/.test(name)) keys += Number(/^keys=(\d+)/.exec(value)?.[1] ?? 0)
  return keys
}

function memoryOf(info: InfoFields): MemoryUse | null {
  if (!info.has('used_memory')) return null
  const [usedBytes, residentBytes] = [infoNumber(info, 'used_memory'), infoNumber(info, 'used_memory_rss')]
  return {
    usedBytes,
    peakBytes: infoNumber(info, 'used_memory_peak'),
    residentBytes,
    datasetBytes: infoNumber(info, 'used_memory_dataset'),
    overheadBytes: infoNumber(info, 'used_memory_overhead'),
    fragmentation: ratio(residentBytes, usedBytes),
    limitBytes: infoNumber(info, 'maxmemory'),
    systemBytes: infoNumber(info, 'total_system_memory'),
  }
}

function persistenceOf(info: InfoFields): Persistence | null {
  if (!info.has('rdb_last_save_time') && !info.has('aof_enabled')) return null
  const flag = (name: string) => (info.has(name) ? info.get(name) === '1' : null)
  const lastSeconds = infoNumber(info, 'rdb_last_bgsave_time_sec')
  return {
    ...rdbSaves(info),
    rdbLastStatus: info.get('rdb_last_bgsave_status') ?? null,
    rdbInProgress: flag('rdb_bgsave_in_progress'),
    rdbChangesSinceSave: infoNumber(info, 'rdb_changes_since_last_save'),
    rdbLastSeconds: lastSeconds === null || lastSeconds < 0 ? null : lastSeconds,
    aofEnabled: flag('aof_enabled'),
    aofLastWriteStatus: info.get('aof_last_write_status') ?? null,
    aofLastRewriteStatus: info.get('aof_last_bgrewrite_status') ?? null,
    aofBytes: infoNumber(info, 'aof_current_size'),
  }
}

/** `slave0:ip=10.0.0.3,port=6379,state=online,offset=123,lag=0` */
function replicasOf(info: InfoFields): ReplicaState[] {
  const written = infoNumber(info, 'master_repl_offset')
  return [...info].flatMap(([name, text]): ReplicaState[] => {
    if (!/^slave\d+$/.test(name)) return []
    const fields = new Map(text.split(',').map((part) => part.split('=') as [string, string]))
    const number = (field: string) => {
      const value = fields.get(field)
      return value === undefined || !/^\d+$/.test(value) ? null : Number(value)
    }
    const acknowledged = number('offset')
    return [
      {
        address: `${fields.get('ip') ?? '?'}:${fields.get('port') ?? '?'}`,
        state: fields.get('state') ?? '?',
        lagSeconds: number('lag'),
        behindBytes: written === null || acknowledged === null ? null : Math.max(0, written - acknowledged),
      },
    ]
  })
}

const ratio = (part: number | null, whole: number | null) =>
  part === null || whole === null || whole === 0 ? null : part / whole
