import type { Silence } from '../../shared/contract/server-report.ts'
import type {
  ConfigurationReader,
  ConfigurationWriter,
  NodeConfiguration,
  SettingOutcome,
} from '../core/ports/configuration.ts'
import { rewriteCommand, setCommand } from './config-parameter.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import type { RedisLink } from './redis-link.ts'
import { type Command, type Reply, sendAll, textOf, withDeadline } from './send-commands.ts'
import { infoNumber, parseInfo } from './server-info.ts'
import { silenceOf } from './server-report.ts'
import { readFailure, writeFailure } from './translate-redis-error.ts'

/** Settings of every primary, by CONFIG GET. */
export const createConfigurationReader = (link: RedisLink): ConfigurationReader => ({
  read: (names) =>
    Promise.all(
      link
        .nodes()
        .reached()
        .map((node) => readNode(node, names)),
    ),
})

/** One primary after the other; nothing is sent on a read-only link. */
export const createConfigurationWriter = (link: RedisLink): ConfigurationWriter => ({
  async set(name, value) {
    const outcomes: SettingOutcome[] = []
    for (const node of link.writableNodes().reached()) {
      const outcome = await setOn(node, name, value)
      outcomes.push(outcome)
      if (outcome.failure) break
    }
    return outcomes
  },
  async rewrite() {
    const outcomes = []
    for (const node of link.writableNodes().reached()) {
      const [reply] = await sendWrite(node, [rewriteCommand])
      const failure = reply instanceof Error ? writeFailure(reply, 'CONFIG REWRITE', node.place) : null
      outcomes.push({ node: addressOf(node), failure })
    }
    return outcomes
  },
})

async function readNode(node: PrimaryNode, names: readonly string[]): Promise<NodeConfiguration> {
  const questions: Command[] = [
    ['INFO', 'server'],
    ['INFO', 'memory'],
    // One at a time: several at once only since Redis 7.
    ...names.map((name): Command => ['CONFIG', 'GET', name]),
  ]
  const [server, memory, ...settings] = await sendAll(node.browse, questions).catch((error: unknown) => {
    throw readFailure(error, 'CONFIG GET', node.place)
  })
  const info = parseInfo([server, memory].map((reply) => (reply instanceof Error ? '' : textOf(reply))).join('\n'))
  const silence = settings.map((reply) => silenceOf('CONFIG GET', reply)).find((found): found is Silence => !!found)
  return {
    node: addressOf(node),
    values: new Map(settings.flatMap((reply) => pairOf(reply))),
    silence: silence ?? null,
    configFile: info.get('config_file') ?? null,
    usedMemoryBytes: infoNumber(info, 'used_memory'),
    systemMemoryBytes: infoNumber(info, 'total_system_memory'),
    uptimeSeconds: infoNumber(info, 'uptime_in_seconds'),
  }
}

/** Before and after in the same breath: what another client set in between shows as `from`. */
async function setOn(node: PrimaryNode, name: string, value: string): Promise<SettingOutcome> {
  const [before, set, after] = await sendWrite(node, [
    ['CONFIG', 'GET', name],
    setCommand(name, value),
    ['CONFIG', 'GET', name],
  ])
  const failure = set instanceof Error ? writeFailure(set, 'CONFIG SET', node.place) : null
  const settled = failure?.code === 'unknown_outcome' ? await readBack(node, name) : (pairOf(after)[0]?.[1] ?? null)
  return { node: addressOf(node), from: pairOf(before)[0]?.[1] ?? null, now: settled, failure }
}

/** Replies in order; a command whose reply never came has its error. */
async function sendWrite(node: PrimaryNode, commands: readonly Command[]): Promise<Reply[]> {
  try {
    const client = await node.write()
    return await withDeadline(client, 1_024, () => sendAll(client, commands))
  } catch (error) {
    return commands.map(() => error)
  }
}

async function readBack(node: PrimaryNode, name: string): Promise<string | null> {
  const [reply] = await sendAll(node.browse, [['CONFIG', 'GET', name]]).catch(() => [])
  return pairOf(reply)[0]?.[1] ?? null
}

/** `[name, value]`; nothing where the server does not know the name, or refused. */
function pairOf(reply: Reply): [string, string][] {
  return Array.isArray(reply) && reply.length >= 2 ? [[textOf(reply[0]), textOf(reply[1])]] : []
}

const addressOf = ({ place }: PrimaryNode) => `${place.host}:${place.port}`
