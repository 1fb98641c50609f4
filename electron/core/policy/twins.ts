import { familyPrefix, hasPrefix } from '../../../shared/keys/cache-key.ts'
import { unifiedNamespace } from '../../../shared/keys/key-families.ts'
import type { ListedKey } from '../ports/keyspace.ts'

const prefix = familyPrefix(unifiedNamespace, 'search_combined')
const gzLength = 3

interface Pair {
  plain: ListedKey | null
  gz: ListedKey | null
}

/**
 * Finds the stale one of the plain and the `:gz` form of a combined search. Readers try `:gz` first, so an old one hides
 * a newer plain value; a plain one older than its `:gz` is never read. Both are written with the same lifetime, so the
 * one that dies later is the newer. It holds a name and two figures for each combined search, and no value.
 */
export interface TwinFinder {
  /** A key repeated by the walk counts once. */
  offer(key: ListedKey): void
  /** Of each pair the stale one, and how many pairs cannot be told apart. */
  read(): { readonly stale: readonly ListedKey[]; readonly undecided: number }
}

export function createTwinFinder(): TwinFinder {
  const pairs = new Map<string, Pair>()
  return {
    offer(listed) {
      if (!hasPrefix(listed.key, prefix)) return
      const name = latin1(listed.key)
      const isGz = name.endsWith(':gz')
      const base = isGz ? name.slice(0, -gzLength) : name
      const pair = pairs.get(base) ?? { plain: null, gz: null }
      pair[isGz ? 'gz' : 'plain'] = listed
      pairs.set(base, pair)
    },
    read() {
      const stale: ListedKey[] = []
      let undecided = 0
      for (const { plain, gz } of pairs.values()) {
        if (plain === null || gz === null) continue
        if (plain.expiresAt === null || gz.expiresAt === null || plain.expiresAt === gz.expiresAt) undecided += 1
        else stale.push(plain.expiresAt < gz.expiresAt ? plain : gz)
      }
      return { stale, undecided }
    },
  }
}

/** One character per byte: any name, whatever its bytes are, becomes a text of its own. */
function latin1(bytes: Uint8Array): string {
  let text = ''
  for (const byte of bytes) text += String.fromCharCode(byte)
  return text
}
