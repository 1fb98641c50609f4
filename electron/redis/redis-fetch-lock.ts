import { AppError } from '../core/app-error.ts'
import type { FetchLock } from '../core/ports/cache.ts'
import type { System } from '../core/ports/system.ts'
import type { RedisLink } from './redis-link.ts'
import { runScript } from './scripts.ts'
import { type Command, type Reply, send, withDeadline } from './send-commands.ts'
import { writeFailure } from './translate-redis-error.ts'

/** Who holds a lock, as it stands in Redis for others to read. */
interface Holder {
  readonly holder: string
  readonly since: number
  /** Unguessable: tells this hold from every other. */
  readonly token: string
}

export interface FetchLocks {
  take(key: string, holdMs: number): Promise<FetchLock | { readonly heldBy: string; readonly since: number }>
  /** What stands in Redis for a lock of ours. */
  valueOf(lock: FetchLock): string
}

/** The braces put the lock into the slot of the key it guards, so that one script may hold both. */
export const lockKeyOf = (key: string) => `pcc:lock:{${key}}`

export function createFetchLocks(link: RedisLink, system: System): FetchLocks {
  const values = new WeakMap<FetchLock, string>()

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

  function ours(name: Buffer, value: string, holdMs: number): FetchLock {
    const { version } = link.identity()
    const lock: FetchLock = {
      renew: async () =>
        (await act(name, 'EVALSHA', (client) =>
          runScript(client, 'renew', 'EVAL', version, [name], [value, holdMs]),
        )) === 1,
      async release() {
        await act(name, 'EVALSHA', (client) => runScript(client, 'release', 'EVAL', version, [name], [value]))
      },
    }
    values.set(lock, value)
    return lock
  }

  return {
    async take(key, holdMs) {
      const name = Buffer.from(lockKeyOf(key))
      const since = system.clock()
      const holder: Holder = { holder: system.operator, since, token: system.randomHex(16) }
      const value = JSON.stringify(holder)
      // The former holder may let go between the two questions; then the next try takes it.
      for (let attempt = 0; attempt < 3; attempt++) {
        const set: Command = ['SET', name, value, 'NX', 'PX', holdMs]
        if ((await act(name, 'SET', (client) => send(client, set))) !== null) return ours(name, value, holdMs)
        const found = await act(name, 'GET', (client) => send(client, ['GET', name]))
        if (Buffer.isBuffer(found)) return holderOf(found.toString('utf8'), since)
      }
      return { heldBy: '?', since }
    },
    valueOf(lock) {
      const value = values.get(lock)
      if (value === undefined) throw new AppError('internal', 'a lock of another store')
      return value
    },
  }
}

/** A lock another program set says only that it is held. */
function holderOf(text: string, now: number): { readonly heldBy: string; readonly since: number } {
  try {
    const { holder, since } = JSON.parse(text) as Partial<Holder> // checked on the next line
    if (typeof holder === 'string' && typeof since === 'number') return { heldBy: holder.slice(0, 128), since }
  } catch {
    // not ours: what it says is shown as it is
  }
  return { heldBy: text.slice(0, 128), since: now }
}
