import type { PolicyStray } from '../../../shared/contract/policy.ts'
import type { KeyPlace } from '../../../shared/keys/cache-key.ts'
import { keyLabel } from '../browse/key-label.ts'
import type { ListedKey } from '../ports/keyspace.ts'

/** Prefixes told apart; the keys of those that come later are only counted. */
const mostPrefixes = 2_000
const mostShown = 200
const longestPrefix = 64
const colon = 0x3a

interface Tally {
  readonly namespace: string | null
  keys: number
  bytes: number | null
  noTtl: number
}

/** Counts keys of no known family by the beginning of their names. */
export interface StrayCounts {
  /** @param place - where it stands in a namespace of ours; null outside all */
  add(key: ListedKey, place: KeyPlace | null): void
  read(): { readonly strays: PolicyStray[]; readonly further: number }
}

export function createStrayCounts(): StrayCounts {
  const tallies = new Map<string, Tally>()
  let further = 0
  return {
    add({ key, bytes, expiresAt }, place) {
      const prefix = keyLabel(prefixOf(key, place === null ? 1 : 2)).label
      let tally = tallies.get(prefix)
      if (tally === undefined) {
        if (tallies.size >= mostPrefixes) {
          further += 1
          return
        }
        tally = { namespace: place?.namespace ?? null, keys: 0, bytes: 0, noTtl: 0 }
        tallies.set(prefix, tally)
      }
      tally.keys += 1
      tally.bytes = tally.bytes === null || bytes === null ? null : tally.bytes + bytes
      if (expiresAt === null) tally.noTtl += 1
    },
    read() {
      const sorted = [...tallies].sort(([, a], [, b]) => b.keys - a.keys)
      const hidden = sorted.slice(mostShown).reduce((keys, [, tally]) => keys + tally.keys, 0)
      return {
        strays: sorted.slice(0, mostShown).map(([prefix, tally]) => ({ prefix, ...tally })),
        further: further + hidden,
      }
    },
  }
}

/** @returns the bytes up to and with the `colons`-th colon; at most 64, and the whole name where it has fewer colons */
function prefixOf(key: Uint8Array, colons: number): Uint8Array {
  let left = colons
  const end = Math.min(key.length, longestPrefix)
  for (let at = 0; at < end; at++) {
    if (key[at] !== colon) continue
    left -= 1
    if (left === 0) return key.subarray(0, at + 1)
  }
  return key.subarray(0, end)
}
