import type { ServerFacts } from '../../shared/contract/server.ts'
import type { FamilyStats, StatsReport } from '../../shared/contract/stats.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

/** `pcc stats [--exact | --sample <n>]`. A part of the nodes or a cancelled pass ends with 4. */
export async function runStats(
  context: CommandContext,
  options: { mode: 'exact' | 'sample'; sampleSize: number | null },
): Promise<ExitCode> {
  const core = await context.connected()
  const report = await core.collectStats(options.mode, context.signal, () => undefined, options.sampleSize)
  // A user without the right to INFO still gets the figures; what is missing is null, not zero.
  const server = await core.facts().catch(() => null)
  context.print(statsDocument(report, server), statsLines(report, context.language))
  return report.complete ? exitCodes.done : exitCodes.partial
}

/** The published shape of `pcc stats --json`. */
export function statsDocument(report: StatsReport, server: ServerFacts | null) {
  const family = (row: FamilyStats) => ({
    family: row.family,
    keys: row.keys,
    bytes: row.bytes,
    ...(row.bytesError === null ? {} : { bytes_error: row.bytesError }),
    // Counted among the keys that were looked at: of a sample it would pass for the whole.
    no_ttl: row.unmeasured === 0 ? row.noTtl : null,
  })
  return {
    at: new Date(report.at).toISOString(),
    exact: report.exact,
    complete: report.complete,
    keys: report.keys,
    bytes: report.bytes,
    elapsed_ms: Math.round(report.elapsedMs),
    namespaces: report.namespaces.map(({ namespace, keys, bytes, families }) => ({
      namespace,
      keys,
      bytes,
      families: families.map(family),
    })),
    other: { keys: report.other.keys, bytes: report.other.bytes },
    unified: {
      combined_searches: report.unified.combinedSearches,
      deduplication_cache: report.unified.deduplication,
      synonyms_cache: report.unified.synonyms,
    },
    server: server && {
      product: server.product,
      version: server.version,
      uptime_seconds: server.uptimeSeconds,
      used_memory_bytes: server.usedMemoryBytes,
      max_memory_bytes: server.maxMemoryBytes,
      max_memory_policy: server.maxMemoryPolicy,
      hit_ratio: server.hitRatio,
      evicted_keys: server.evictedKeys,
      expired_keys: server.expiredKeys,
      connected_clients: server.connectedClients,
      rdb_last_save_at: server.persistence?.rdbLastSaveAt
        ? new Date(server.persistence.rdbLastSaveAt).toISOString()
        : null,
      rdb_saved_since_start: server.persistence?.rdbSaved ?? null,
      aof_enabled: server.persistence?.aofEnabled ?? null,
    },
  }
}

function statsLines(report: StatsReport, language: 'pt-BR' | 'en'): string[] {
  const row = (name: string, keys: number, bytes: number | null) => [
    name,
    countText(keys, language),
    bytesText(bytes, language),
  ]
  const rows = report.namespaces.flatMap(({ namespace, keys, bytes, families }) => [
    row(namespace, keys, bytes),
    ...families.map((family) => row(`  ${namespace}:${family.family}`, family.keys, family.bytes)),
  ])
  const other = language === 'en' ? '(outside every namespace)' : '(fora dos namespaces)'
  rows.push(row(other, report.other.keys, report.other.bytes), row('total', report.keys, report.bytes))
  const head = language === 'en' ? ['namespace', 'keys', 'memory'] : ['namespace', 'chaves', 'memória']
  return table(head, rows)
}
