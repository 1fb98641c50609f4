import type { ServerFacts } from '../../shared/contract/server.ts'
import { keysOf } from './node-report.ts'
import { rdbSaves } from './rdb-saves.ts'
import { type InfoFields, infoNumber, parseInfo } from './server-info.ts'

/**
 * INFO of every primary as facts: amounts are added up, states are the worst of them.
 * @param texts - INFO of each primary; none where this user may not ask
 * @param known - what the connection learnt when it was opened
 * @param own - lookups of this console, which are no use of the cache
 */
export function parseServerFacts(
  texts: readonly string[],
  known: { readonly product: string; readonly version: string },
  at: number,
  own = { hits: 0, misses: 0 },
): ServerFacts {
  const infos = texts.map(parseInfo)
  const total = (name: string) => sum(infos.map((info) => infoNumber(info, name)))
  const counted = total('keyspace_hits')
  const missed = total('keyspace_misses')
  const hits = counted === null ? null : Math.max(0, counted - own.hits)
  const misses = missed === null ? null : Math.max(0, missed - own.misses)
  const lookups = hits === null || misses === null ? 0 : hits + misses
  return {
    at,
    product: known.product,
    version: known.version,
    uptimeSeconds: least(infos.map((info) => infoNumber(info, 'uptime_in_seconds'))),
    usedMemoryBytes: total('used_memory'),
    maxMemoryBytes: limit(infos.map((info) => infoNumber(info, 'maxmemory'))),
    maxMemoryPolicy: infos[0]?.get('maxmemory_policy') ?? null,
    hits,
    misses,
    hitRatio: hits === null || lookups === 0 ? null : hits / lookups,
    evictedKeys: total('evicted_keys'),
    expiredKeys: total('expired_keys'),
    connectedClients: total('connected_clients'),
    maxClients: total('maxclients'),
    opsPerSecond: total('instantaneous_ops_per_sec'),
    keys: sum(infos.map(keysOf)),
    persistence: persistenceOf(infos),
    replicas: total('connected_slaves'),
  }
}

/** null where INFO said nothing of it: an object of unknowns would read as a server without persistence. */
function persistenceOf(infos: readonly InfoFields[]): ServerFacts['persistence'] {
  const saves = infos.map(rdbSaves)
  // The oldest of them is what a loss would fall back to; a node that wrote none has none.
  const noneSaved = saves.some(({ rdbSaved }) => rdbSaved === false)
  const aof = infos.map((info) => info.get('aof_enabled'))
  const facts = {
    rdbLastSaveAt: noneSaved ? null : least(saves.map(({ rdbLastSaveAt }) => rdbLastSaveAt)),
    rdbSaved: noneSaved ? false : saves.length > 0 && saves.every(({ rdbSaved }) => rdbSaved === true) ? true : null,
    rdbLastStatus: worst(infos.map((info) => info.get('rdb_last_bgsave_status'))),
    rdbChangesSinceSave: sum(infos.map((info) => infoNumber(info, 'rdb_changes_since_last_save'))),
    aofEnabled: aof.length === 0 || aof.includes(undefined) ? null : aof.every((value) => value === '1'),
    aofLastStatus: worst(infos.map((info) => info.get('aof_last_write_status'))),
  }
  return Object.values(facts).every((fact) => fact === null) ? null : facts
}

/** null as soon as one of them is unknown: a part is not the sum. */
function sum(values: readonly (number | null)[]): number | null {
  if (values.length === 0) return null
  return values.reduce((total, value) => (total === null || value === null ? null : total + value), 0)
}

function least(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 || known.length < values.length ? null : Math.min(...known)
}

/** One node without a limit means that the whole has none. */
function limit(values: readonly (number | null)[]): number | null {
  return values.includes(0) ? 0 : sum(values)
}

function worst(states: readonly (string | undefined)[]): string | null {
  const known = states.filter((state) => state !== undefined)
  return known.find((state) => state !== 'ok') ?? known[0] ?? null
}
