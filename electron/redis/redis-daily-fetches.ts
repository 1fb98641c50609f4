import { dailyFetchKey } from '../../shared/keys/cache-key.ts'
import { type CacheDay, lastDays } from '../../shared/time/cache-day.ts'
import { AppError, toFailure } from '../core/app-error.ts'
import type { DailyFetchStore, StoredDaily } from '../core/ports/cache.ts'
import type { Lock } from '../core/ports/locks.ts'
import type { System } from '../core/ports/system.ts'
import { askPerKey } from './ask-per-key.ts'
import { headBytes, itemsByHead, itemsByParse } from './daily-head.ts'
import type { RedisLink } from './redis-link.ts'
import { createLocks, lockKeyOf } from './redis-locks.ts'
import { runScript } from './scripts.ts'
import { numberOf, send, withDeadline } from './send-commands.ts'
import { isReplyError, readFailure, writeFailure } from './translate-redis-error.ts'

/** 25 h: a day and an hour for the next run. Source: the seed's daily fetch script. */
const lifetimeSeconds = 90_000
const asideSeconds = 86_400

/** Values whose head tells nothing are parsed whole up to here. */
const mostParsed = 64 * 1024 * 1024

/** How long a commit waits for a link that fell, to learn whether it was done. */
const settleMs = 15_000
const retryMs = 200

/** The link is not back yet: nothing was learnt. */
const unsettled: ReadonlySet<string> = new Set([
  'unknown_outcome',
  'connection_lost',
  'command_timeout',
  'connect_timeout',
])

export function createDailyFetchStore(link: RedisLink, system: System): DailyFetchStore {
  const locks = createLocks(link, system)

  async function commitOnce(key: string, payload: Buffer, lockValue: string): Promise<'stored' | 'lock_lost'> {
    const name = Buffer.from(key)
    const node = link.writableNodes().ownerOf(name)
    const client = await node.write()
    const keys = [name, Buffer.from(lockKeyOf(key))]
    try {
      const reply = await withDeadline(client, payload.length, () =>
        runScript(client, 'commit', 'EVAL', link.identity().version, keys, [lockValue, lifetimeSeconds, payload]),
      )
      return reply === 1 ? 'stored' : 'lock_lost'
    } catch (error) {
      throw writeFailure(error, 'EVALSHA', node.place)
    }
  }

  const read = (provider: string, day: CacheDay) => readDaily(link, dailyFetchKey(provider, day))

  return {
    read,
    async lastGood(provider, day, days) {
      const found = await Promise.all(
        lastDays(day, days)
          .reverse()
          .map((each) => read(provider, each)),
      )
      return found.find((daily) => daily !== null && (daily.items ?? 0) > 0) ?? null
    },
    async lock(provider, day, holdMs) {
      const lock = await locks.take(dailyFetchKey(provider, day), holdMs)
      if ('heldBy' in lock) return { ...lock, removing: false }
      // A removal looks for fetches after it took its own lock, so one of the two always sees the other.
      const [remover] = await locks.holders([provider])
      if (!remover) return lock
      await lock.release()
      return { ...remover, removing: true }
    },
    async commit(provider, day, chunks, lock: Lock) {
      const key = dailyFetchKey(provider, day)
      const payload = Buffer.concat(chunks)
      const value = locks.valueOf(lock)
      try {
        return await commitOnce(key, payload, value)
      } catch (error) {
        if (!(error instanceof AppError) || error.code !== 'unknown_outcome') throw error
        // The same bytes under the same lock: doing it again settles it, and a first one that the server still has to
        // read changes nothing any more once the lock is given up.
        return settle(error, () => commitOnce(key, payload, value))
      }
    },
    async setAside(provider, day, chunks) {
      const key = `pcc:aside:{${dailyFetchKey(provider, day)}}`
      const payload = Buffer.concat(chunks)
      const node = link.writableNodes().ownerOf(Buffer.from(key))
      const client = await node.write()
      try {
        await withDeadline(client, payload.length, () => send(client, ['SET', key, payload, 'EX', asideSeconds]))
      } catch (error) {
        throw writeFailure(error, 'SET', node.place)
      }
      return key
    },
  }

  /** Tries again until the server has answered: it may fall silent more than once before it is back. */
  async function settle<T>(unknown: AppError, again: () => Promise<T>): Promise<T> {
    const { runId } = link.identity()
    const deadline = system.clock() + settleMs
    for (;;) {
      try {
        await link.untilUp(Math.max(0, deadline - system.clock()))
        if ((await link.verifyIdentity()).runId !== runId) break
        return await again()
      } catch (error) {
        const { code } = toFailure(error)
        if (!unsettled.has(code) || system.clock() >= deadline) break
        await system.sleep(retryMs)
      }
    }
    system.log.warn('a commit could not be settled', { code: unknown.code })
    throw unknown
  }
}

/** @throws AppError `no_permission` where the key may not be read */
async function readDaily(link: RedisLink, key: string): Promise<StoredDaily | null> {
  const name = Buffer.from(key)
  const nodes = link.nodes()
  const { place } = nodes.ownerOf(name)
  const [replies] = await askPerKey(nodes, [name], (of) => [
    ['PTTL', of],
    ['STRLEN', of],
    ['GETRANGE', of, 0, headBytes - 1],
  ])
  const [ttl, length, begin] = replies ?? []
  if (ttl instanceof Error) throw readFailure(ttl, 'PTTL', place)
  const left = numberOf(ttl)
  if (left === -2) return null
  const ttlMs = left === null || left < 0 ? null : left
  if (isReplyError(length) && length.message.startsWith('WRONGTYPE')) return unreadable(link, name, ttlMs)
  if (length instanceof Error) throw readFailure(length, 'STRLEN', place)
  if (begin instanceof Error) throw readFailure(begin, 'GETRANGE', place)
  const bytes = numberOf(length) ?? 0
  const byHead = Buffer.isBuffer(begin) ? itemsByHead(begin.toString('utf8')) : null
  if (byHead !== null) return { bytes, items: byHead, ttlMs }
  return { bytes, items: bytes > mostParsed ? null : await itemsOfWhole(link, name), ttlMs }
}

async function itemsOfWhole(link: RedisLink, name: Buffer): Promise<number | null> {
  const nodes = link.nodes()
  const [replies] = await askPerKey(nodes, [name], (of) => [['GET', of]])
  const [value] = replies ?? []
  if (value instanceof Error) throw readFailure(value, 'GET', nodes.ownerOf(name).place)
  return Buffer.isBuffer(value) ? itemsByParse(value.toString('utf8')) : null
}

/** Something of another type stands there: its weight is all that can be said. */
async function unreadable(link: RedisLink, name: Buffer, ttlMs: number | null): Promise<StoredDaily> {
  const nodes = link.nodes()
  const [replies] = await askPerKey(nodes, [name], (of) => [['MEMORY', 'USAGE', of]])
  const bytes = numberOf(replies?.[0])
  if (bytes === null) throw readFailure(replies?.[0], 'MEMORY USAGE', nodes.ownerOf(name).place)
  return { bytes, items: null, ttlMs }
}
