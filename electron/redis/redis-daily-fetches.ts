import { dailyFetchKey } from '../../shared/keys/cache-key.ts'
import { type CacheDay, lastDays } from '../../shared/time/cache-day.ts'
import type { DailyFetchStore, FetchLock, StoredDaily } from '../core/ports/cache.ts'
import type { System } from '../core/ports/system.ts'
import { askPerKey } from './ask-per-key.ts'
import { endsOf, headBytes, itemsByHead, itemsByParse, tailBytes } from './daily-head.ts'
import { takeDay } from './day-lock.ts'
import type { OwnLookups } from './own-lookups.ts'
import { asideKeyOf, asideNoteKeyOf } from './redis-fetch-asides.ts'
import type { RedisLink } from './redis-link.ts'
import { createLocks, lockKeyOf } from './redis-locks.ts'
import { runScript } from './scripts.ts'
import { type Command, numberOf, withDeadline } from './send-commands.ts'
import { createSettler } from './settle-write.ts'
import { isReplyError, readFailure, writeFailure } from './translate-redis-error.ts'
import { writeTogether } from './write-together.ts'

/** 25 h: a day and an hour for the next run. Source: the seed's daily fetch script. */
const lifetimeSeconds = 90_000
const asideSeconds = 86_400

const noEnds = { first: null, last: null }

/** Values whose head tells nothing are parsed whole up to here. */
const mostParsed = 64 * 1024 * 1024

export function createDailyFetchStore(link: RedisLink, system: System, own: OwnLookups): DailyFetchStore {
  const locks = createLocks(link, system)
  const settle = createSettler(link, system)

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

  const read = (provider: string, day: CacheDay) => readDaily(link, own, dailyFetchKey(provider, day))

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
    lock: (provider, day, holdMs) => takeDay(locks, provider, day, holdMs),
    watch: (provider, day) => locks.watch(dailyFetchKey(provider, day)),
    async commit(provider, day, chunks, lock: FetchLock) {
      const key = dailyFetchKey(provider, day)
      const payload = Buffer.concat(chunks)
      const value = locks.valueOf(lock)
      // The same bytes under the same lock: doing it again settles it, and a first one that the server still has to
      // read changes nothing any more once the lock is given up.
      return settle(() => commitOnce(key, payload, value))
    },
    async setAside(provider, day, chunks, note) {
      const of = dailyFetchKey(provider, day)
      const key = asideKeyOf(of)
      const payload = Buffer.concat(chunks)
      const keep = (name: string, value: Buffer | string): Command => ['SET', name, value, 'EX', asideSeconds]
      const commands: Command[] = [['MULTI'], keep(key, payload), keep(asideNoteKeyOf(of), note), ['EXEC']]
      await writeTogether(link.writableNodes(), key, commands, payload.length)
      return key
    },
  }
}

/** @throws AppError `no_permission` where the key may not be read */
async function readDaily(link: RedisLink, own: OwnLookups, key: string): Promise<StoredDaily | null> {
  const name = Buffer.from(key)
  const nodes = link.nodes()
  const { place } = nodes.ownerOf(name)
  const [replies] = await askPerKey(nodes, [name], (of) => [
    ['PTTL', of],
    ['STRLEN', of],
    ['GETRANGE', of, 0, headBytes - 1],
    ['GETRANGE', of, -tailBytes, -1],
  ])
  const [ttl, length, begin, end] = replies ?? []
  if (ttl instanceof Error) throw readFailure(ttl, 'PTTL', place)
  const left = numberOf(ttl)
  const isThere = left !== -2
  own.add(isThere ? 4 : 0, isThere ? 0 : 4)
  if (!isThere) return null
  const ttlMs = left === null || left < 0 ? null : left
  if (isReplyError(length) && length.message.startsWith('WRONGTYPE')) return unreadable(link, name, ttlMs)
  if (length instanceof Error) throw readFailure(length, 'STRLEN', place)
  if (begin instanceof Error) throw readFailure(begin, 'GETRANGE', place)
  const bytes = numberOf(length) ?? 0
  const head = Buffer.isBuffer(begin) ? begin.toString('utf8') : ''
  const byHead = itemsByHead(head)
  if (byHead !== null) {
    const tail = Buffer.isBuffer(end) ? end.toString('utf8') : ''
    return { bytes, items: byHead, ends: endsOf(head, tail), ttlMs }
  }
  if (bytes > mostParsed) return { bytes, items: null, ends: noEnds, ttlMs }
  const items = await itemsOfWhole(link, name)
  own.add(1) // GET
  return { bytes, items, ends: noEnds, ttlMs }
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
  return { bytes, items: null, ends: noEnds, ttlMs }
}
