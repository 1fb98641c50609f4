import type { SlowCommand, SlowGroup } from '../../shared/contract/server-report.ts'
import { clientName } from './open-client.ts'
import { numberOf, type Reply, textOf } from './send-commands.ts'

/** How many entries of each server are read: its own default length. */
export const slowLogEntries = 128
const longestKey = 128

/** Commands without a key; those of a script or a container say where theirs stands. */
const keyless = new Set(
  'acl auth bgrewriteaof bgsave client cluster command config dbsize debug echo failover flushall flushdb function hello info keys lastsave latency module monitor multi exec discard ping psubscribe psync publish quit randomkey replconf replicaof reset role save scan script select shutdown slaveof slowlog subscribe swapdb sync time unwatch wait waitaof'.split(
    ' ',
  ),
)
const scripts = new Set('eval eval_ro evalsha evalsha_ro fcall fcall_ro'.split(' '))
const containers = new Set('memory object xgroup xinfo'.split(' '))

/**
 * SLOWLOG GET: `[id, seconds, microseconds, [command, arguments…], client address, client name]`. Of the arguments only
 * the first key is kept: a value may hold anything.
 */
export function parseSlowLog(reply: Reply, node: string, namespaces: readonly string[]): SlowCommand[] {
  if (!Array.isArray(reply)) return []
  return reply.flatMap((entry: unknown): SlowCommand[] => {
    if (!Array.isArray(entry) || !Array.isArray(entry[3])) return []
    const [id, seconds, micros, args, , name] = entry as [unknown, unknown, unknown, unknown[], unknown?, unknown?]
    const words = args.map(textOf)
    const key = firstKey(words)
    return [
      {
        id: `${node} ${numberOf(id) ?? 0}`,
        at: (numberOf(seconds) ?? 0) * 1_000,
        micros: numberOf(micros) ?? 0,
        node,
        command: commandOf(words),
        key: key === null ? null : shown(key),
        group: groupOf(key, namespaces),
        own: name !== undefined && textOf(name) === clientName,
      },
    ]
  })
}

/** The entries by whose keys they touched, the costliest group first. */
export function groupSlowLog(entries: readonly SlowCommand[]): SlowGroup[] {
  const groups = new Map<string, SlowGroup>()
  for (const { group, micros } of entries) {
    const before = groups.get(group)
    groups.set(group, {
      group,
      commands: (before?.commands ?? 0) + 1,
      totalMicros: (before?.totalMicros ?? 0) + micros,
      worstMicros: Math.max(before?.worstMicros ?? 0, micros),
    })
  }
  return [...groups.values()].sort((a, b) => b.totalMicros - a.totalMicros)
}

function commandOf([name = '', sub = '']: readonly string[]): string {
  const head = name.toUpperCase()
  const hasWord = keyless.has(name.toLowerCase()) || containers.has(name.toLowerCase())
  return hasWord && /^[A-Za-z-]{2,24}$/.test(sub) ? `${head} ${sub.toUpperCase()}` : head
}

/** @returns the first key of a command as SLOWLOG shows it; null where it has none */
function firstKey(words: readonly string[]): string | null {
  const name = (words[0] ?? '').toLowerCase()
  if (keyless.has(name)) return null
  if (scripts.has(name)) return Number(words[2]) > 0 ? (words[3] ?? null) : null
  return (containers.has(name) ? words[2] : words[1]) ?? null
}

function groupOf(key: string | null, namespaces: readonly string[]): string {
  if (key === null) return 'none'
  return namespaces.find((namespace) => key.startsWith(`${namespace}:`)) ?? 'other'
}

/** One line, without signs that could restyle a terminal or reorder the text around them. */
function shown(key: string): string {
  const plain = key.replace(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu, '�')
  return plain.length > longestKey ? `${plain.slice(0, longestKey)}…` : plain
}
