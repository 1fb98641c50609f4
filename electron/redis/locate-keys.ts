import type { ListedKey } from '../core/ports/keyspace.ts'
import { askPerKey } from './ask-per-key.ts'
import { knowsPexpiretime, serverNow } from './list-walk.ts'
import type { PrimaryNodes } from './primary-nodes.ts'
import { numberOf } from './send-commands.ts'
import { readFailure } from './translate-redis-error.ts'

/**
 * What identifies the present value of each key: absolute expiry and size.
 * @returns null for a key that is gone
 * @throws AppError `no_permission`: without its expiry a key cannot be told from its successor
 */
export async function locateKeys(
  nodes: PrimaryNodes,
  keys: readonly Uint8Array[],
  version: string,
): Promise<(ListedKey | null)[]> {
  const absolute = knowsPexpiretime(version)
  const verb = absolute ? 'PEXPIRETIME' : 'PTTL'
  const [first] = nodes.reached()
  const now = absolute || !first ? 0 : await serverNow(first)
  const replies = await askPerKey(nodes, keys, (key) => [
    [verb, key],
    ['MEMORY', 'USAGE', key],
  ])
  return keys.map((key, index) => {
    const [expiry, bytes] = replies[index] ?? []
    const told = numberOf(expiry)
    if (told === null) throw readFailure(expiry, verb, nodes.ownerOf(key).place)
    if (told === -2) return null
    return { key, expiresAt: told === -1 ? null : now + told, bytes: numberOf(bytes) }
  })
}
