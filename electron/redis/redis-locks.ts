import { AppError } from '../core/app-error.ts'
import type { FetchLock, WatchedLock } from '../core/ports/cache.ts'
import type { HeldBy, Lock, RemovalLock } from '../core/ports/locks.ts'
import type { System } from '../core/ports/system.ts'
import { askPerKey } from './ask-per-key.ts'
import type { RedisLink } from './redis-link.ts'
import { runScript } from './scripts.ts'
import { type Reply, type send, withDeadline } from './send-commands.ts'
import { readFailure, writeFailure } from './translate-redis-error.ts'

/** Who holds a lock, as it stands in Redis for others to read. */
interface Holder {
  readonly holder: string
  readonly since: number
  /** Unguessable: tells this hold from every other. */
  readonly token: string
}

export interface RedisLocks {
  /** @param former - ids of locks that are the caller's to take again */
  take(key: string, holdMs: number, former?: ReadonlySet<string>): Promise<(RemovalLock & FetchLock) | HeldBy>
  watch(key: string): Promise<WatchedLock>
  /** Who holds the lock of each key; null: nobody. */
  holders(keys: readonly string[]): Promise<(HeldBy | null)[]>
  /** What stands in Redis for a lock of ours. */
  valueOf(lock: Lock): string
}

/** The braces put the lock into the slot of the key it guards, so that one script may hold both. */
export const lockKeyOf = (key: string) => `pcc:lock:{${key}}`

/** Beside the lock, in its slot; no provider's namespace begins like this. */
const newsKeyOf = (key: string) => `${lockKeyOf(key)}:run`

export function createLocks(link: RedisLink, system: System): RedisLocks {
  const values = new WeakMap<Lock, string>()

  async function act(
    name: Buffer,
    command: string,
    run: (client: Parameters<typeof send>[0]) => Promise<Reply>,
  ): Promise<Reply> {
    const node = link.writableNodes().ownerOf(name)
    const client = await node.write()
    try {
      return await withDeadline(client, 1_024, () => run(client))
    } catch (error) {
      throw writeFailure(error, command, node.place)
    }
  }

  /** @returns what stands there instead; null: it is taken */
  async function setLock(key: string, value: string, holdMs: number): Promise<string | null> {
    const name = Buffer.from(lockKeyOf(key))
    const { version } = link.identity()
    const found = await act(name, 'EVALSHA', (client) =>
      runScript(client, 'take', 'EVAL', version, [name], [value, holdMs]),
    )
    if (found === null) return null
    return Buffer.isBuffer(found) ? found.toString('utf8') : ''
  }

  function ours(key: string, value: string, holdMs: number): RemovalLock & FetchLock {
    const [name, news] = [Buffer.from(lockKeyOf(key)), Buffer.from(newsKeyOf(key))]
    const { version } = link.identity()
    const lock: RemovalLock & FetchLock = {
      id: tokenOf(value),
      renew: async () =>
        (await act(name, 'EVALSHA', (client) =>
          runScript(client, 'renew', 'EVAL', version, [name], [value, holdMs]),
        )) === 1,
      async regain(ms) {
        const found = await setLock(key, value, ms)
        if (found === null || (found === value && (await lock.renew()))) return null
        return heldBy(found, system.clock())
      },
      async release() {
        await act(name, 'EVALSHA', (client) => runScript(client, 'release', 'EVAL', version, [name], [value]))
      },
      async tell(text, forMs) {
        await act(name, 'EVALSHA', (client) =>
          runScript(client, 'tell', 'EVAL', version, [name, news], [value, text, forMs]),
        )
      },
    }
    values.set(lock, value)
    return lock
  }

  return {
    async take(key, holdMs, former) {
      const since = system.clock()
      const holder: Holder = { holder: system.operator, since, token: system.randomHex(16) }
      const value = JSON.stringify(holder)
      const found = await setLock(key, value, holdMs)
      if (found === null) return ours(key, value, holdMs)
      if (former?.has(tokenOf(found))) {
        const again = ours(key, found, holdMs)
        if (await again.renew()) return again
      }
      return heldBy(found, since)
    },
    async watch(key) {
      const nodes = link.nodes()
      const names = [lockKeyOf(key), newsKeyOf(key)].map((name) => Buffer.from(name))
      const replies = await askPerKey(nodes, names, (name) => [['GET', name]])
      const [lock, news] = replies.map(([reply]) => {
        if (reply instanceof Error) throw readFailure(reply, 'GET', nodes.ownerOf(Buffer.from(key)).place)
        return Buffer.isBuffer(reply) ? reply.toString('utf8') : null
      })
      return { holder: lock ? holderOf(lock, system.clock()) : null, news: news ?? null }
    },
    async holders(keys) {
      const names = keys.map((key) => Buffer.from(lockKeyOf(key)))
      const replies = await askPerKey(link.nodes(), names, (name) => [['GET', name]])
      return names.map((name, index) => {
        const [value] = replies[index] ?? []
        if (value instanceof Error) throw readFailure(value, 'GET', link.nodes().ownerOf(name).place)
        return Buffer.isBuffer(value) ? holderOf(value.toString('utf8'), system.clock()) : null
      })
    },
    valueOf(lock) {
      const value = values.get(lock)
      if (value === undefined) throw new AppError('internal', 'a lock of another store')
      return value
    },
  }
}

/** @param text - '' where nothing could be read */
const heldBy = (text: string, now: number): HeldBy => (text === '' ? { heldBy: '?', since: now } : holderOf(text, now))

/** A lock another program set says only that it is held. */
function holderOf(text: string, now: number): HeldBy {
  try {
    const { holder, since } = JSON.parse(text) as Partial<Holder> // checked on the next line
    if (typeof holder === 'string' && typeof since === 'number') return { heldBy: holder.slice(0, 128), since }
  } catch {
    // not ours: what it says is shown as it is
  }
  return { heldBy: text.slice(0, 128), since: now }
}

/** @returns '' for a lock another program set */
function tokenOf(text: string): string {
  try {
    const { token } = JSON.parse(text) as Partial<Holder> // checked on the next line
    return typeof token === 'string' ? token : ''
  } catch {
    return ''
  }
}
