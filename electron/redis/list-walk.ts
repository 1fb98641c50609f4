import { hasPrefix } from '../../shared/keys/cache-key.ts'
import { AppError } from '../core/app-error.ts'
import type { ListedKey, ListRequest, ListStep } from '../core/ports/keyspace.ts'
import { innerCount } from './aggregate-walk.ts'
import { budgetFor } from './call-budget.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import { type ReadVerb, runScript } from './scripts.ts'
import { type Command, numberOf, type Reply, sendAll, textOf } from './send-commands.ts'
import { isAtLeast } from './server-info.ts'
import { isReplyError, type Place, readFailure } from './translate-redis-error.ts'
import type { Chunk } from './walk.ts'

/** Keys per SCAN where names travel. Above it one call holds the server too long. Source: performance notes. */
const scanCount = 1_000

/** What a SCAN with its way there and back may take. */
export const scanBudgetMs = 2.5

/** Replies of expiry questions that are no instant. */
const noTtl = -1
const gone = -2
const unreadable = -3

/** Whether the server tells the instant a key dies; before 7.0 it is made of what remains. */
export const knowsPexpiretime = (version: string) => isAtLeast(version, 7, 0)

/** What a chunk may spend on the line beside its way there and back: a narrow one carries few names at a time. */
const carriedMs = 500
/** One inner SCAN. */
const leastMicros = 100
/** Over a longer way there and back the first chunk is small: such a line may be a narrow one as well. */
const nearMs = 20
const farFirstMicros = 500

/**
 * One list's chunk function on the server: only the keys asked for travel.
 * @param roundTripMs - what the line itself takes
 */
export function listChunksByScript(
  request: ListRequest,
  verb: Exclude<ReadVerb, null>,
  version: string,
  roundTripMs: number,
): (node: PrimaryNode, cursor: string) => Promise<Chunk<ListStep>> {
  const absolute = knowsPexpiretime(version) ? '1' : '0'
  let budget = roundTripMs > nearMs ? farFirstMicros : budgetFor(roundTripMs)
  return async (node, cursor) => {
    const startedAt = performance.now()
    const asked = budget
    const args = [cursor, asked, innerCount, request.tally ?? '', absolute, ...request.prefixes]
    const reply = await runScript(node.browse, 'list', verb, version, [], args).catch((error: unknown) => {
      throw readFailure(error, 'SCAN', node.place) // the one of its commands that must not be refused
    })
    // see the script's header
    const [next, walked, micros, found, tallied, longest] = reply as [Buffer, number, number, Reply[], number, number]
    const lineMs = performance.now() - startedAt - micros / 1_000
    const carrying = Math.min(2, carriedMs / Math.max(1, lineMs - roundTripMs))
    budget = Math.round(Math.min(budgetFor(roundTripMs), Math.max(leastMicros, asked * carrying)))
    const keys: ListedKey[] = []
    for (let i = 0; i + 2 < found.length; i += 3) {
      keys.push(listed(found[i] as Buffer, found[i + 1] as number, found[i + 2] as number, node.place))
    }
    const tallyLongestTtlMs = longest < 0 ? null : longest
    const value = { walked, keys, tallied, tallyLongestTtlMs }
    return { cursor: textOf(next), serverMs: micros / 1_000, budgetMs: asked / 1_000, value }
  }
}

/** The same without scripting rights: names travel, and the keys asked for are looked up in one more go. */
export function listChunksByScan(
  request: ListRequest,
  version: string,
): (node: PrimaryNode, cursor: string) => Promise<Chunk<ListStep>> {
  const { prefixes, tally } = request
  return async (node, cursor) => {
    const page = await scanPage(node, cursor)
    const startedAt = performance.now()
    const asked = page.value.filter((key) => prefixes.some((prefix) => hasPrefix(key, prefix)))
    const counted = tally === null ? [] : page.value.filter((key) => hasPrefix(key, tally))
    const keys = await lookUp(node, asked, version)
    const ttls = await replies(
      node,
      counted.map((key): Command => ['PTTL', key]),
    )
    const longest = Math.max(noTtl, ...ttls.map((ttl) => numberOf(ttl) ?? noTtl))
    return {
      cursor: page.cursor,
      serverMs: page.serverMs + (performance.now() - startedAt),
      budgetMs: page.budgetMs,
      value: {
        walked: page.value.length,
        keys,
        tallied: counted.length,
        tallyLongestTtlMs: longest < 0 ? null : longest,
      },
    }
  }
}

/** One SCAN, names only. Its time on the server is taken as the whole round trip: rather too polite than too little. */
export async function scanPage(node: PrimaryNode, cursor: string): Promise<Chunk<Buffer[]>> {
  const startedAt = performance.now()
  const [reply] = await replies(node, [['SCAN', cursor, 'COUNT', scanCount]])
  if (reply instanceof Error) throw readFailure(reply, 'SCAN', node.place)
  const [next, keys] = reply as [Buffer, Buffer[]] // as documented for the command
  return { cursor: textOf(next), serverMs: performance.now() - startedAt, budgetMs: scanBudgetMs, value: keys }
}

async function lookUp(node: PrimaryNode, keys: readonly Buffer[], version: string): Promise<ListedKey[]> {
  if (keys.length === 0) return []
  const absolute = knowsPexpiretime(version)
  const now = absolute ? 0 : await serverNow(node)
  const expiry = absolute ? 'PEXPIRETIME' : 'PTTL'
  const answers = await replies(
    node,
    keys.flatMap((key): Command[] => [
      [expiry, key],
      ['MEMORY', 'USAGE', key],
    ]),
  )
  return keys.flatMap((key, index) => {
    const told = answers[2 * index]
    const value = isReplyError(told) ? unreadable : (numberOf(told) ?? unreadable)
    if (value === gone) return []
    const at = absolute || value < 0 ? value : now + value
    return [listed(key, at, numberOf(answers[2 * index + 1]) ?? -1, node.place)]
  })
}

/** The server's own clock in milliseconds since 1970. */
export async function serverNow(node: PrimaryNode): Promise<number> {
  const [reply] = await replies(node, [['TIME']])
  if (!Array.isArray(reply)) throw readFailure(reply, 'TIME', node.place)
  return Number(textOf(reply[0])) * 1_000 + Math.floor(Number(textOf(reply[1])) / 1_000)
}

function listed(key: Buffer, at: number, bytes: number, place: Place): ListedKey {
  if (at === unreadable) {
    // Without its expiry a key cannot be told from its successor: it must not be offered for removal.
    const params = { ...place, command: 'PEXPIRETIME' }
    throw new AppError('no_permission', 'the expiry of a listed key may not be read', { params })
  }
  return { key, expiresAt: at === noTtl ? null : at, bytes: bytes < 0 ? null : bytes }
}

async function replies(node: PrimaryNode, commands: readonly Command[]): Promise<Reply[]> {
  const out = await sendAll(node.browse, commands)
  const lost = out.find((reply) => reply instanceof Error && !isReplyError(reply))
  if (lost) throw readFailure(lost, commands[0]?.[0] ?? '', node.place)
  return out
}
