/** A random number from 0 (included) to 1 (excluded). */
export type Random = () => number

/** A quick generator for sampling, never for secrets. @param hex - at least 8 hex digits of a true random source */
export function randomFrom(hex: string): Random {
  // mulberry32, public domain, by Tommy Ettinger: enough to choose keys by.
  let state = Number.parseInt(hex.slice(0, 8), 16) >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state)
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

/** A uniform sample of a stream whose length nobody knows. Source: Vitter, Algorithm R. */
export interface Reservoir<T> {
  offer(item: T): void
  /** Items offered so far. */
  seen(): number
  kept(): readonly T[]
}

export function createReservoir<T>(size: number, random: Random): Reservoir<T> {
  const kept: T[] = []
  let seen = 0
  return {
    offer(item) {
      seen++
      if (kept.length < size) {
        kept.push(item)
        return
      }
      const place = Math.floor(random() * seen)
      if (place < size) kept[place] = item
    },
    seen: () => seen,
    kept: () => kept,
  }
}
