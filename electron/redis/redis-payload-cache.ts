import { promisify } from 'node:util'
import { gunzip, gzip } from 'node:zlib'
import { AppError } from '../core/app-error.ts'
import type { PayloadCache } from '../core/ports/cache.ts'
import { askPerKey } from './ask-per-key.ts'
import type { RedisLink } from './redis-link.ts'
import { type Command, numberOf } from './send-commands.ts'
import { isReplyError, readFailure } from './translate-redis-error.ts'
import { writeTogether } from './write-together.ts'

const pack = promisify(gzip)
const unpack = promisify(gunzip)

/** Longer text is stored packed. Counted in characters of the escaped text, as the Python writer counts. */
const gzipAbove = 1_048_576

/** A mebibyte may unpack to a thousand: what is larger than this is not read. */
const mostUnpacked = 64 * 1024 * 1024

/** JSON by key, packed above 1 MiB under `:gz`. Source: the Python side's UnifiedCacheManager. */
export function createPayloadCache(link: RedisLink): PayloadCache {
  return {
    async read(key) {
      for (const name of [`${key}:gz`, key]) {
        const found = await readOne(link, name)
        if (found) return found
      }
      return null
    },
    async write(key, text, ttlSeconds, gzipAllowed) {
      const nodes = link.writableNodes()
      const packed = gzipAllowed && text.length > gzipAbove
      const value = packed ? await pack(Buffer.from(text, 'utf8')) : Buffer.from(text, 'utf8')
      const [name, sibling] = packed ? [`${key}:gz`, key] : [key, `${key}:gz`]
      const set: Command = ['SET', name, value, 'EX', ttlSeconds]
      const remove: Command = ['DEL', sibling]
      if (!gzipAllowed) await writeTogether(nodes, name, [set], value.length)
      else if (nodes.slotOf(Buffer.from(name)) === nodes.slotOf(Buffer.from(sibling))) {
        await writeTogether(nodes, name, [['MULTI'], set, remove, ['EXEC']], value.length)
      } else {
        // In a cluster the two lie in different slots and no transaction spans them: the new one first, so that a
        // reader finds one of both at any moment.
        await writeTogether(nodes, name, [set], value.length)
        await writeTogether(nodes, sibling, [remove], 0)
      }
      return name
    },
  }
}

async function readOne(link: RedisLink, key: string) {
  const nodes = link.nodes()
  const name = Buffer.from(key)
  const place = nodes.ownerOf(name).place
  const [replies] = await askPerKey(nodes, [name], (of) => [
    ['STRLEN', of],
    ['PTTL', of],
  ])
  const [length, ttl] = replies ?? []
  if (isReplyError(length) && length.message.startsWith('WRONGTYPE')) return null
  if (length instanceof Error) throw readFailure(length, 'STRLEN', place)
  if (numberOf(length) === 0) return null
  if ((numberOf(length) ?? 0) > mostUnpacked) throw tooLarge(key)
  const [values] = await askPerKey(nodes, [name], (of) => [['GET', of]])
  const [value] = values ?? []
  if (value instanceof Error) throw readFailure(value, 'GET', place)
  if (!Buffer.isBuffer(value)) return null // it died in between
  const ttlMs = numberOf(ttl)
  return { text: await textOfValue(value, key), key, ttlMs: ttlMs === null || ttlMs < 0 ? null : ttlMs }
}

/** By what it is, not by its name: every gzip value begins with 1f 8b. */
async function textOfValue(value: Buffer, key: string): Promise<string> {
  if (value[0] !== 0x1f || value[1] !== 0x8b) return value.toString('utf8')
  try {
    return (await unpack(value, { maxOutputLength: mostUnpacked })).toString('utf8')
  } catch (error) {
    if (error instanceof RangeError) throw tooLarge(key)
    const message = error instanceof Error ? error.message : String(error)
    throw new AppError('server_error', `${key} is not valid gzip: ${message}`, { params: { key }, cause: error })
  }
}

function tooLarge(key: string): AppError {
  return new AppError('too_large', `${key} holds more than ${mostUnpacked} bytes`, {
    params: { key, limit: mostUnpacked },
  })
}
