import type { ServerReport } from '../../shared/contract/server-report.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

/** `pcc server`: what the server says of itself. A node or a question without an answer ends with 4. */
export async function runServer(context: CommandContext): Promise<ExitCode> {
  const core = await context.connected()
  const report = await core.serverReport()
  context.print(serverDocument(report), serverLines(report, context.language))
  return report.silences.length === 0 && report.nodes.every(({ reached }) => reached)
    ? exitCodes.done
    : exitCodes.partial
}

/** The published shape of `pcc server --json`; null is unknown, never zero. */
export function serverDocument(report: ServerReport) {
  const { facts, memory, latency, slowLog } = report
  const instant = (at: number | null) => (at === null ? null : new Date(at).toISOString())
  return {
    at: instant(report.at),
    product: facts.product,
    version: facts.version,
    memory: memory && {
      used_bytes: memory.usedBytes,
      peak_bytes: memory.peakBytes,
      resident_bytes: memory.residentBytes,
      overhead_bytes: memory.overheadBytes,
      fragmentation: memory.fragmentation,
      limit_bytes: memory.limitBytes,
    },
    max_memory_policy: facts.maxMemoryPolicy,
    hit_ratio: facts.hitRatio,
    evicted_keys: facts.evictedKeys,
    expired_keys: facts.expiredKeys,
    connected_clients: facts.connectedClients,
    ops_per_second: facts.opsPerSecond,
    nodes: report.nodes.map(({ address, reached, role, slots, keys, persistence, replicas }) => ({
      address,
      reached,
      role,
      slots,
      keys,
      rdb: persistence && {
        last_save_at: instant(persistence.rdbLastSaveAt),
        saved_since_start: persistence.rdbSaved,
        last_status: persistence.rdbLastStatus,
        changes_since_save: persistence.rdbChangesSinceSave,
      },
      aof: persistence && {
        enabled: persistence.aofEnabled,
        last_write_status: persistence.aofLastWriteStatus,
        last_rewrite_status: persistence.aofLastRewriteStatus,
        bytes: persistence.aofBytes,
      },
      replicas: replicas.map(({ address: replica, state, lagSeconds, behindBytes }) => ({
        address: replica,
        state,
        lag_seconds: lagSeconds,
        behind_bytes: behindBytes,
      })),
    })),
    commands: latency.known
      ? latency.value.map(({ command, calls, totalMicros, p50Micros, p99Micros, p999Micros }) => ({
          command,
          calls,
          total_micros: totalMicros,
          p50_micros: p50Micros,
          p99_micros: p99Micros,
          p999_micros: p999Micros,
        }))
      : null,
    slow_log: slowLog.known
      ? {
          threshold_micros: slowLog.value.thresholdMicros,
          held: slowLog.value.held,
          groups: slowLog.value.groups.map(({ group, commands, totalMicros, worstMicros }) => ({
            group,
            commands,
            total_micros: totalMicros,
            worst_micros: worstMicros,
          })),
        }
      : null,
    unanswered: report.silences,
  }
}

function serverLines(report: ServerReport, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const { facts, memory, slowLog } = report
  const count = (value: number | null) => (value === null ? '–' : countText(value, language))
  const share =
    facts.hitRatio === null
      ? '–'
      : new Intl.NumberFormat(language, { style: 'percent', maximumFractionDigits: 1 }).format(facts.hitRatio)
  const limit = memory?.limitBytes === 0 ? text.noLimit : bytesText(memory?.limitBytes ?? null, language)
  return [
    ...table(
      [text.server, ''],
      [
        [facts.product, facts.version],
        [text.memory, `${bytesText(memory?.usedBytes ?? null, language)} / ${limit}`],
        [text.hits, share],
        [text.evicted, count(facts.evictedKeys)],
        [text.clients, count(facts.connectedClients)],
        [text.rate, count(facts.opsPerSecond)],
      ],
    ),
    '',
    ...table(
      text.nodes,
      report.nodes.map(({ address, reached, keys, persistence, replicas }) => [
        address,
        reached ? count(keys) : text.silent,
        persistence === null
          ? '–'
          : persistence.rdbSaved === false
            ? text.neverSaved
            : `${persistence.rdbLastStatus ?? '–'} ${persistence.rdbLastSaveAt === null ? '–' : new Date(persistence.rdbLastSaveAt).toISOString()}`,
        persistence?.aofEnabled == null
          ? '–'
          : persistence.aofEnabled
            ? (persistence.aofLastWriteStatus ?? '–')
            : text.off,
        `${replicas.length}`,
      ]),
    ),
    ...(slowLog.known && slowLog.value.groups.length > 0
      ? [
          '',
          ...table(
            text.slow,
            slowLog.value.groups.map(({ group, commands, totalMicros, worstMicros }) => [
              group === 'none' || group === 'other' ? text[group] : group,
              countText(commands, language),
              countText(totalMicros / 1_000, language),
              countText(worstMicros / 1_000, language),
            ]),
          ),
        ]
      : []),
    ...report.silences.map(({ command }) => `${text.unanswered}: ${command}`),
  ]
}

const words = {
  en: {
    server: 'server',
    memory: 'memory',
    noLimit: 'no limit',
    hits: 'hits',
    evicted: 'evicted keys',
    clients: 'clients',
    rate: 'commands/s',
    nodes: ['node', 'keys', 'last snapshot (RDB)', 'AOF', 'replicas'],
    silent: 'no answer',
    neverSaved: 'none since the start',
    off: 'off',
    slow: ['slow commands', 'number', 'total ms', 'worst ms'],
    none: 'no key',
    other: 'other keys',
    unanswered: 'no answer to',
  },
  'pt-BR': {
    server: 'servidor',
    memory: 'memória',
    noLimit: 'sem limite',
    hits: 'acertos',
    evicted: 'chaves despejadas',
    clients: 'clientes',
    rate: 'comandos/s',
    nodes: ['nó', 'chaves', 'último snapshot (RDB)', 'AOF', 'réplicas'],
    silent: 'não responde',
    neverSaved: 'nenhum desde o início',
    off: 'desligado',
    slow: ['comandos lentos', 'número', 'total ms', 'pior ms'],
    none: 'sem chave',
    other: 'outras chaves',
    unanswered: 'sem resposta a',
  },
} as const
