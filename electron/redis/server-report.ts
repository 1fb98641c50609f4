import type { NodeReport, ServerReport, Silence, SlowLog } from '../../shared/contract/server-report.ts'
import { parseClusterMap } from './cluster-map.ts'
import { parseCommandLatency, percentilesOf } from './command-latency.ts'
import { nodeReport, totalMemory, unreachedNode } from './node-report.ts'
import type { OwnLookups } from './own-lookups.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import type { RedisLink } from './redis-link.ts'
import { type Command, numberOf, type Reply, sendAll, textOf } from './send-commands.ts'
import { parseServerFacts } from './server-facts.ts'
import { parseInfo } from './server-info.ts'
import { groupSlowLog, parseSlowLog, slowLogEntries } from './slow-log.ts'
import { readFailure } from './translate-redis-error.ts'

/** What every primary is asked, in one go. */
const questions = [
  ['INFO', 'all'],
  ['SLOWLOG', 'GET', slowLogEntries],
  ['SLOWLOG', 'LEN'],
  ['CONFIG', 'GET', 'slowlog-log-slower-than'],
] as const satisfies readonly Command[]

interface Asked {
  readonly address: string
  /** '' where this user may not ask. */
  readonly info: string
  readonly slow: Reply
  readonly held: Reply
  readonly threshold: Reply
}

/**
 * Asks every primary about itself. What one of them does not answer is unknown and named; the rest stands.
 * @throws AppError where the connection itself is gone
 */
export async function readServerReport(
  link: RedisLink,
  at: number,
  own: OwnLookups,
  namespaces: readonly string[],
): Promise<ServerReport> {
  const nodes = link.nodes()
  const asked = await Promise.all(nodes.reached().map(ask))
  const ownLookups = await own.counted()
  const infos = asked.map(({ info }) => parseInfo(info))
  const silences = asked.flatMap(({ slow, held, threshold, info }) => [
    ...(info === '' ? [{ command: 'INFO', reason: 'no_permission' as const }] : []),
    silenceOf('SLOWLOG GET', slow),
    silenceOf('SLOWLOG LEN', held),
    silenceOf('CONFIG GET', threshold),
  ])
  const reached = asked.map(({ address }, index) => nodeReport(address, infos[index] ?? new Map(), null))
  const mapped = nodes.topology === 'cluster' ? await withClusterMap(link, reached) : { nodes: reached, silence: null }
  const infoKnown = asked.every(({ info }) => info !== '')
  const known = [...silences, mapped.silence].filter((silence) => silence !== null)
  return {
    at,
    facts: parseServerFacts(
      // A primary that does not answer is an unknown part: what it holds is missing from every sum.
      mapped.nodes.map((_, index) => asked[index]?.info ?? ''),
      link.identity(),
      at,
      ownLookups,
    ),
    memory: totalMemory(mapped.nodes.map(({ memory }) => memory)),
    nodes: mapped.nodes,
    latency: infoKnown
      ? { known: true, value: parseCommandLatency(infos) }
      : { known: false, command: 'INFO', reason: 'no_permission' },
    percentiles: percentilesOf(infos),
    pings: link.roundTrips.minutes(),
    ping: link.roundTrips.together(),
    slowLog: slowLogOf(asked, namespaces),
    silences: known.filter(({ command }, index) => known.findIndex((other) => other.command === command) === index),
  }
}

async function ask({ browse, place }: PrimaryNode): Promise<Asked> {
  const [info, slow, held, threshold] = await sendAll(browse, questions).catch((error: unknown) => {
    throw readFailure(error, 'INFO', place)
  })
  if (info instanceof Error && silenceOf('INFO', info)?.reason !== 'no_permission')
    throw readFailure(info, 'INFO', place)
  return {
    address: `${place.host}:${place.port}`,
    info: info instanceof Error ? '' : textOf(info),
    slow,
    held,
    threshold,
  }
}

function slowLogOf(asked: readonly Asked[], namespaces: readonly string[]): ServerReport['slowLog'] {
  for (const { slow, held } of asked) {
    const silence = silenceOf('SLOWLOG GET', slow) ?? silenceOf('SLOWLOG LEN', held)
    if (silence) return { known: false, ...silence }
  }
  const entries = asked
    .flatMap(({ slow, address }) => parseSlowLog(slow, address, namespaces))
    .sort((a, b) => b.at - a.at || b.micros - a.micros)
  const value: SlowLog = {
    thresholdMicros: lowest(asked.map(({ threshold }) => configNumber(threshold))),
    held: asked.reduce((total, { held }) => total + (numberOf(held) ?? 0), 0),
    entries,
    groups: groupSlowLog(entries),
  }
  return { known: true, value }
}

/** Adds the slots of each primary, and the primaries that do not answer. */
async function withClusterMap(
  link: RedisLink,
  reached: readonly NodeReport[],
): Promise<{ readonly nodes: NodeReport[]; readonly silence: Silence | null }> {
  const [first] = link.nodes().reached()
  if (!first) return { nodes: [...reached], silence: null }
  const [reply] = await sendAll(first.browse, [['CLUSTER', 'NODES']])
  const silence = silenceOf('CLUSTER NODES', reply)
  if (silence) return { nodes: [...reached], silence }
  const map = parseClusterMap(textOf(reply), `${first.place.host}:${first.place.port}`)
  const primaries = map.filter(({ role, slots }) => role === 'primary' && slots > 0)
  const slotsOf = (address: string) => primaries.find((node) => node.address === address)?.slots ?? null
  const here = reached.map((node) => ({ ...node, slots: slotsOf(node.address) }))
  const away = primaries.filter(({ address }) => !here.some((node) => node.address === address))
  return { nodes: [...here, ...away.map(({ address, slots }) => unreachedNode(address, slots))], silence: null }
}

/** Why a command has no answer; null where it has one. */
export function silenceOf(command: string, reply: Reply): Silence | null {
  if (!(reply instanceof Error)) return null
  const denied = reply.message.startsWith('NOPERM')
  const missing = /unknown command|unknown subcommand/i.test(reply.message)
  return { command, reason: denied ? 'no_permission' : missing ? 'not_supported' : 'failed' }
}

function configNumber(reply: Reply): number | null {
  if (!Array.isArray(reply) || reply.length < 2) return null
  return numberOf(reply[1])
}

/** null as soon as one of them is unknown. */
function lowest(values: readonly (number | null)[]): number | null {
  const known = values.filter((value) => value !== null)
  return known.length === 0 || known.length < values.length ? null : Math.min(...known)
}
