/** Entries of the first table; it doubles as it fills. */
const firstSize = 1 << 12

/** Names seen once, by 53 bits of a hash with a seed of its own: eight to sixteen bytes for each, however long it is. */
export interface SeenNames {
  /** @returns whether the name is new */
  add(name: Uint8Array): boolean
  has(name: Uint8Array): boolean
  size(): number
}

/**
 * Two of a million names share 53 bits once in 18,000 walks; the sum is then one short of DBSIZE, and the walk is taken
 * again with another seed.
 * @param seed - a random whole number below 2^32
 */
export function createSeenNames(seed: number): SeenNames {
  let table = new Float64Array(firstSize) // 0: free
  let used = 0

  /** @returns the place of the hash, or of the free entry where it belongs */
  function find(hash: number): number {
    const mask = table.length - 1
    let place = (hash % table.length) & mask
    while (table[place] !== 0 && table[place] !== hash) place = (place + 1) & mask
    return place
  }

  function grow(): void {
    const old = table
    table = new Float64Array(old.length * 2)
    for (const hash of old) if (hash !== 0) table[find(hash)] = hash
  }

  return {
    add(name) {
      const hash = hashOf(name, seed)
      const place = find(hash)
      if (table[place] === hash) return false
      table[place] = hash
      if (++used * 2 > table.length) grow()
      return true
    },
    has(name) {
      const hash = hashOf(name, seed)
      return table[find(hash)] === hash
    },
    size: () => used,
  }
}

/** Two rounds of multiply and mix over the bytes (after MurmurHash2, public domain, by Austin Appleby); never 0. */
function hashOf(name: Uint8Array, seed: number): number {
  let high = seed ^ name.length
  let low = Math.imul(seed, 0x9e3779b1) ^ name.length
  for (const byte of name) {
    high = Math.imul(high ^ byte, 0x5bd1e995)
    high ^= high >>> 15
    low = Math.imul(low ^ byte, 0x01000193)
    low ^= low >>> 13
  }
  return (mix(high) & 0x1fffff) * 4_294_967_296 + mix(low) || 1
}

function mix(hash: number): number {
  let mixed = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  mixed = Math.imul(mixed ^ (mixed >>> 13), 0xc2b2ae35)
  return (mixed ^ (mixed >>> 16)) >>> 0
}
