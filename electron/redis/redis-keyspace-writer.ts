import type {
  ExpiryOutcome,
  ExpiryRequest,
  KeyspaceWriter,
  ListedKey,
  RestoreOutcome,
  SavedKey,
  SaveOutcome,
  UnlinkOutcome,
  UnlinkRequest,
} from '../core/ports/keyspace.ts'
import { askPerKey } from './ask-per-key.ts'
import { knowsPexpiretime, serverNow } from './list-walk.ts'
import type { RedisLink } from './redis-link.ts'
import { restoreExpiries } from './restore-expiries.ts'
import { restoreKeys } from './restore-keys.ts'
import { asBuffer, type Command, numberOf, type Reply } from './send-commands.ts'
import { setExpiry } from './set-expiry.ts'
import { isReplyError } from './translate-redis-error.ts'
import { unlinkKeys } from './unlink-keys.ts'

/** Values asked for at once: enough to fill the line, little enough to hold in memory. */
const bytesPerGo = 4 * 1024 * 1024

/** Without PEXPIRETIME an instant is made of what remains, and wanders by the time between two questions. */
const toleranceMs = (version: string) => (knowsPexpiretime(version) ? 0 : 50)

/** How exactly this server tells when a key dies. */
function exactness(link: RedisLink) {
  const { version } = link.identity()
  return { absolute: knowsPexpiretime(version), toleranceMs: toleranceMs(version) }
}

/**
 * Writes through the link's write connections. Every call passes the guard: a writer that was held while the server
 * became a replica refuses as well.
 */
export function createKeyspaceWriter(link: RedisLink): KeyspaceWriter {
  return {
    async save(keys) {
      link.writableNodes()
      const outcomes: SaveOutcome[] = []
      for (const part of inParts(keys, (key) => key.bytes ?? bytesPerGo / 100))
        outcomes.push(...(await savePart(link, part)))
      return outcomes
    },
    unlinkIfUnchanged: (requests: readonly UnlinkRequest[]): Promise<UnlinkOutcome[]> =>
      unlinkKeys(link, requests, exactness(link)),
    setExpiry: (requests: readonly ExpiryRequest[]): Promise<ExpiryOutcome[]> =>
      setExpiry(link, requests, exactness(link)),
    async restore(keys: readonly SavedKey[]): Promise<RestoreOutcome[]> {
      const nodes = link.writableNodes()
      const outcomes: RestoreOutcome[] = []
      // A bundle holds values, or expiries, never both.
      if (keys.some(({ form }) => form === 'expiry')) return restoreExpiries(link, keys, exactness(link))
      for (const part of inParts(keys, (key) => key.payload.length)) {
        const [first] = nodes.reached()
        if (!first) return keys.map(() => 'failed')
        outcomes.push(...(await restoreKeys(link, part, await serverNow(first))))
      }
      return outcomes
    },
  }
}

/** Strings by GET. A key of another type says so, and is asked again by DUMP, which costs the server twice as much. */
async function savePart(link: RedisLink, keys: readonly ListedKey[]): Promise<SaveOutcome[]> {
  const outcomes = await ask(link, keys, 'GET')
  const others = outcomes.flatMap((outcome, index) => (outcome === 'other_type' ? [index] : []))
  if (others.length > 0) {
    const dumped = await ask(
      link,
      others.map((index) => keys[index] as ListedKey),
      'DUMP',
    ) // indexes come from `keys`
    others.forEach((index, at) => {
      outcomes[index] = dumped[at] ?? { missed: 'failed' }
    })
  }
  return outcomes.map((outcome) => (outcome === 'other_type' ? { missed: 'changed' } : outcome))
}

async function ask(
  link: RedisLink,
  keys: readonly ListedKey[],
  verb: 'GET' | 'DUMP',
): Promise<(SaveOutcome | 'other_type')[]> {
  const nodes = link.writableNodes()
  const { version } = link.identity()
  const absolute = knowsPexpiretime(version)
  const [first] = nodes.reached()
  const now = absolute || !first ? 0 : await serverNow(first)
  const expiryVerb = absolute ? 'PEXPIRETIME' : 'PTTL'
  const commands = (key: Buffer): Command[] => [
    [expiryVerb, key],
    [verb, key],
  ]
  const replies = await askPerKey(
    nodes,
    keys.map((listed) => listed.key),
    commands,
  )
  return keys.map((listed, index) => {
    const [expiry, value] = replies[index] ?? []
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
  const same =
    listed.expiresAt === null ? expiresAt === -1 : expiresAt >= 0 && Math.abs(expiresAt - listed.expiresAt) <= tolerance
  if (!same) return { missed: 'changed' }
  const form = verb === 'GET' ? 'string' : 'dump'
  return { saved: { key: listed.key, form, payload: asBuffer(value as Buffer), expiresAt: listed.expiresAt } }
}

/** Cuts a batch so that what travels at once stays bounded; a single large value travels alone. */
function* inParts<T>(items: readonly T[], bytesOf: (item: T) => number): Generator<T[]> {
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
