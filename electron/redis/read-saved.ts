import type { ListedKey, SaveOutcome } from '../core/ports/keyspace.ts'
import { askPerKey } from './ask-per-key.ts'
import { knowsPexpiretime, serverNow } from './list-walk.ts'
import type { PrimaryNodes } from './primary-nodes.ts'
import { asBuffer, type Command, numberOf, type Reply } from './send-commands.ts'
import { isReplyError } from './translate-redis-error.ts'
import { pieceBytes, pieces } from './value-pieces.ts'

/** Values asked for at once: enough to fill the line, little enough to hold in memory. */
const bytesPerGo = 4 * 1024 * 1024

/** Without PEXPIRETIME an instant is made of what remains, and wanders by the time between two questions. */
export const toleranceMs = (version: string) => (knowsPexpiretime(version) ? 0 : 50)

/** Reads values with their absolute expiry; a key that differs from its listing is `changed`. @param version - the server's */
export async function readSaved(
  nodes: PrimaryNodes,
  version: string,
  keys: readonly ListedKey[],
): Promise<SaveOutcome[]> {
  const outcomes: SaveOutcome[] = []
  for (const part of inParts(keys, (key) => key.bytes ?? bytesPerGo / 100))
    outcomes.push(...(await readPart(nodes, version, part)))
  return outcomes
}

/** Strings by GET. A key of another type says so, and is asked again by DUMP, which costs the server twice as much. */
async function readPart(nodes: PrimaryNodes, version: string, keys: readonly ListedKey[]): Promise<SaveOutcome[]> {
  const outcomes = await ask(nodes, version, keys, 'GET')
  const others = outcomes.flatMap((outcome, index) => (outcome === 'other_type' ? [index] : []))
  if (others.length > 0) {
    const otherKeys = others.map((index) => keys[index] as ListedKey) // indexes come from `keys`
    const dumped = await ask(nodes, version, otherKeys, 'DUMP')
    others.forEach((index, at) => {
      outcomes[index] = dumped[at] ?? { missed: 'failed' }
    })
  }
  return outcomes.map((outcome) => (outcome === 'other_type' ? { missed: 'changed' } : outcome))
}

async function ask(
  nodes: PrimaryNodes,
  version: string,
  keys: readonly ListedKey[],
  verb: 'GET' | 'DUMP',
): Promise<(SaveOutcome | 'other_type')[]> {
  const absolute = knowsPexpiretime(version)
  const [first] = nodes.reached()
  const now = absolute || !first ? 0 : await serverNow(first)
  const expiryVerb = absolute ? 'PEXPIRETIME' : 'PTTL'
  const inPieces = keys.map(({ bytes }) => verb === 'GET' && bytes !== null && bytes > pieceBytes)
  const commands = (key: Buffer, index: number): Command[] => [
    [expiryVerb, key],
    ...(inPieces[index] ? [['STRLEN', key] as const, ...pieces(key, keys[index]?.bytes ?? 0)] : [[verb, key] as const]),
  ]
  const replies = await askPerKey(
    nodes,
    keys.map((listed) => listed.key),
    commands,
  )
  return keys.map((listed, index) => {
    const [expiry, ...values] = replies[index] ?? []
    const value = inPieces[index] ? joined(values) : values[0]
    const told = numberOf(expiry)
    const expiresAt = told === null || told < 0 || absolute ? told : now + told
    return outcomeOf(listed, expiresAt, value, verb, toleranceMs(version))
  })
}

function outcomeOf(
  listed: ListedKey,
  expiresAt: number | null,
  value: Reply,
  verb: 'GET' | 'DUMP',
  tolerance: number,
): SaveOutcome | 'other_type' {
  if (expiresAt === -2) return { missed: 'gone' }
  if (isReplyError(value) && value.message.startsWith('WRONGTYPE')) return 'other_type'
  if (expiresAt === null || value instanceof Error) return { missed: 'failed' }
  if (value === null) return { missed: 'gone' }
  if (value === undefined) return { missed: 'changed' }
  const same =
    listed.expiresAt === null ? expiresAt === -1 : expiresAt >= 0 && Math.abs(expiresAt - listed.expiresAt) <= tolerance
  if (!same) return { missed: 'changed' }
  const form = verb === 'GET' ? 'string' : 'dump'
  return { saved: { key: listed.key, form, payload: asBuffer(value as Buffer), expiresAt: listed.expiresAt } }
}

/**
 * A value that came in pieces. Between two of them it may have been written to: what was saved is compared with what
 * stands before anything goes.
 * @returns the error that stands for a piece; undefined where it became longer than it was listed
 */
function joined([length, ...parts]: readonly Reply[]): Reply {
  const error = [length, ...parts].find((reply) => reply instanceof Error)
  if (error !== undefined) return error
  const value = Buffer.concat(parts as Buffer[]) // GETRANGE gives bytes, also of a key that is not there
  return value.length === length ? value : undefined
}

/** Cuts a batch so that what travels at once stays bounded; a single large value travels alone. */
export function* inParts<T>(items: readonly T[], bytesOf: (item: T) => number): Generator<T[]> {
  let part: T[] = []
  let bytes = 0
  for (const item of items) {
    const size = bytesOf(item)
    if (part.length > 0 && bytes + size > bytesPerGo) {
      yield part
      part = []
      bytes = 0
    }
    part.push(item)
    bytes += size
  }
  if (part.length > 0) yield part
}
