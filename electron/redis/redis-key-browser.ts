import { AppError } from '../core/app-error.ts'
import type { CollectionType, KeyBrowser, KeyOutline } from '../core/ports/key-browser.ts'
import type { Sleep } from '../core/ports/system.ts'
import { askPerKey } from './ask-per-key.ts'
import { scanBudgetMs } from './list-walk.ts'
import type { OwnLookups } from './own-lookups.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import { readElements } from './read-elements.ts'
import type { RedisLink } from './redis-link.ts'
import { asBuffer, type Command, numberOf, type Reply, send, textOf } from './send-commands.ts'
import { isReplyError, type Place, readFailure } from './translate-redis-error.ts'
import { type Chunk, walkNodes } from './walk.ts'

/** Keys per SCAN where names travel. Above it one call holds the server too long. Source: performance notes. */
const scanCount = 1_000

const lengthCommands: Readonly<Record<CollectionType | 'string', string>> = {
  string: 'STRLEN',
  list: 'LLEN',
  set: 'SCARD',
  hash: 'HLEN',
  zset: 'ZCARD',
  stream: 'XLEN',
}

/** Reads through the link's browse connections, which leave the LRU clock alone where the server can. */
export function createKeyBrowser(link: RedisLink, sleep: Sleep, own: OwnLookups): KeyBrowser {
  const around = { sleep, isRising: link.roundTrips.isRising }
  const placeOf = (key: Uint8Array): Place => link.nodes().ownerOf(key).place

  return {
    search: (match, options) => walkNodes(link.nodes(), options, around, (node, cursor) => scan(node, cursor, match)),
    async outline(keys) {
      const replies = await askPerKey(link.nodes(), keys, (key) => [
        ['TYPE', key],
        ['PTTL', key],
        ['MEMORY', 'USAGE', key],
      ])
      const outlines = replies.map((of, index) => outlineOf(of, placeOf(keys[index] ?? empty)))
      const inState = (wanted: KeyOutline['state']) => outlines.filter(({ state }) => state === wanted).length
      own.add(2 * inState('present'), 2 * inState('gone')) // TYPE and PTTL
      return outlines
    },
    async details(key, type) {
      const command = Object.hasOwn(lengthCommands, type) ? lengthCommands[type as CollectionType] : null
      const [replies = []] = await askPerKey(link.nodes(), [key], (name): Command[] => [
        ['OBJECT', 'ENCODING', name],
        ['OBJECT', 'IDLETIME', name], // refused under an LFU policy
        ...(command === null ? [] : [[command, name] as const]),
      ])
      own.add(command === null ? 0 : 1)
      const [encoding, idle, length] = replies
      return {
        encoding: Buffer.isBuffer(encoding) ? textOf(encoding) : null,
        idleSeconds: numberOf(idle),
        length: numberOf(length),
      }
    },
    async readString(key, offset, length) {
      const [replies = []] = await askPerKey(link.nodes(), [key], (name) => [
        ['EXISTS', name],
        ['GETRANGE', name, offset, offset + length - 1],
      ])
      const [exists, bytes] = replies
      own.add(2)
      if (Buffer.isBuffer(bytes)) return numberOf(exists) === 0 ? null : bytes
      if (isWrongType(bytes)) return null
      throw readFailure(bytes, 'GETRANGE', placeOf(key))
    },
    async readElements(key, type, from, count) {
      const { command, take } = readElements(asBuffer(key), type, from, count)
      const [replies = []] = await askPerKey(link.nodes(), [key], (name) => [['TYPE', name], command])
      const [kind, reply] = replies
      own.add(2)
      if (isWrongType(reply)) return 'changed'
      if (reply instanceof Error) throw readFailure(reply, command[0], placeOf(key))
      if (!(kind instanceof Error) && textOf(kind) !== type) return 'changed'
      return take(reply)
    },
  }
}

const empty = new Uint8Array()

async function scan(node: PrimaryNode, cursor: string, match: Uint8Array | null): Promise<Chunk<Buffer[]>> {
  const startedAt = performance.now()
  const pattern = match === null ? [] : ['MATCH', asBuffer(match)]
  const reply = await send(node.browse, ['SCAN', cursor, ...pattern, 'COUNT', scanCount]).catch((error: unknown) => {
    throw readFailure(error, 'SCAN', node.place)
  })
  const [next, keys] = reply as [Buffer, Buffer[]] // as documented for the command
  return { cursor: textOf(next), serverMs: performance.now() - startedAt, budgetMs: scanBudgetMs, value: keys }
}

/** A right that is missing for the type or the lifetime is missing for the key: nothing is guessed from the other. */
function outlineOf([type, ttl, bytes]: readonly Reply[], place: Place): KeyOutline {
  if (isDenied(type, 'TYPE', place) || isDenied(ttl, 'PTTL', place)) return { ...nothing, state: 'no_permission' }
  const kind = textOf(type)
  const ttlMs = numberOf(ttl)
  if (kind === 'none' || ttlMs === -2) return nothing
  return {
    state: 'present',
    type: kind,
    bytes: bytes instanceof Error ? null : numberOf(bytes),
    ttlMs: ttlMs === null || ttlMs < 0 ? null : ttlMs,
  }
}

const nothing: KeyOutline = { state: 'gone', type: null, bytes: null, ttlMs: null }

const isWrongType = (reply: Reply) => isReplyError(reply) && reply.message.startsWith('WRONGTYPE')

/** @returns whether the reply is a refusal of this user @throws AppError for every other error */
function isDenied(reply: Reply, command: string, place: Place): boolean {
  if (!(reply instanceof Error)) return false
  const failure = readFailure(reply, command, place)
  if (failure instanceof AppError && failure.code === 'no_permission') return true
  throw failure
}
