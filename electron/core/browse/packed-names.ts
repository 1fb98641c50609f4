/** Byte strings, each once, in the order they came; a million names of 25 bytes take some 40 MB. */
export interface PackedNames {
  readonly count: () => number
  /** Bytes held for names and places. */
  readonly heldBytes: () => number
  /** @returns false where it is held already @throws Error once it is sealed */
  readonly add: (name: Uint8Array) => boolean
  /** Nothing comes any more: the table and the room for further names are let go. */
  readonly seal: () => void
  /** @returns a copy; null behind the end */
  readonly at: (index: number) => Uint8Array | null
  /** The order of two names by their bytes, as `Array.sort` wants it. */
  readonly compare: (one: number, other: number) => number
}

const firstBytes = 1024 * 1024
const firstPlaces = 16_384

/**
 * One block of bytes, one of ends, and a table of hashes with open addressing: no object per name, which would cost more
 * than the name does.
 * @param seed - makes the hash another one for each list, so that nobody can choose names that meet
 */
export function createPackedNames(seed: number): PackedNames {
  let bytes = new Uint8Array(firstBytes)
  let view = new DataView(bytes.buffer)
  let ends = new Uint32Array(firstPlaces)
  /** Place + 1 of a name; 0: free. At most half full. */
  let table = new Uint32Array(2 * firstPlaces)
  let count = 0

  const startOf = (index: number) => (index === 0 ? 0 : (ends[index - 1] ?? 0))
  const used = () => startOf(count)

  /** FNV-1a over the bytes from `start` to `end`. */
  function hashOf(from: Uint8Array, start: number, end: number): number {
    let hash = seed ^ 0x811c9dc5
    for (let at = start; at < end; at++) hash = Math.imul(hash ^ (from[at] ?? 0), 0x01000193)
    // The low bits choose the slot: the high ones are mixed in.
    return (hash ^ (hash >>> 15)) >>> 0
  }

  function isSame(index: number, name: Uint8Array): boolean {
    const start = startOf(index)
    if ((ends[index] ?? 0) - start !== name.length) return false
    for (let at = 0; at < name.length; at++) if (bytes[start + at] !== name[at]) return false
    return true
  }

  /** @returns the slot that holds the name, or the free one where it belongs */
  function slotOf(name: Uint8Array): number {
    const mask = table.length - 1
    let slot = hashOf(name, 0, name.length) & mask
    for (let held = table[slot] ?? 0; held !== 0; held = table[slot] ?? 0) {
      if (isSame(held - 1, name)) return slot
      slot = (slot + 1) & mask
    }
    return slot
  }

  /** Lets go of the former block: the view of it, too. */
  function hold(block: Uint8Array<ArrayBuffer>): void {
    bytes = block
    view = new DataView(block.buffer)
  }

  function makeRoom(more: number): void {
    if (used() + more > bytes.length) hold(grown(bytes, Math.max(used() + more, Math.ceil(1.5 * bytes.length))))
    if (count < ends.length) return
    const larger = new Uint32Array(2 * ends.length)
    larger.set(ends)
    ends = larger
    table = new Uint32Array(2 * ends.length)
    const mask = table.length - 1
    for (let index = 0; index < count; index++) {
      let slot = hashOf(bytes, startOf(index), ends[index] ?? 0) & mask
      while (table[slot] !== 0) slot = (slot + 1) & mask
      table[slot] = index + 1
    }
  }

  return {
    count: () => count,
    heldBytes: () => bytes.length + ends.byteLength + table.byteLength,
    add(name) {
      if (table.length === 0) throw new Error('the names are sealed')
      makeRoom(name.length)
      const slot = slotOf(name)
      if (table[slot] !== 0) return false
      const start = used()
      bytes.set(name, start)
      ends[count] = start + name.length
      count += 1
      table[slot] = count
      return true
    },
    seal() {
      hold(bytes.slice(0, used()))
      ends = ends.slice(0, count)
      table = new Uint32Array(0)
    },
    at: (index) => (index < count ? bytes.slice(startOf(index), ends[index]) : null),
    compare(one, other) {
      const [a, b] = [startOf(one), startOf(other)]
      const [aLength, bLength] = [(ends[one] ?? 0) - a, (ends[other] ?? 0) - b]
      const least = Math.min(aLength, bLength)
      let at = 0
      // Names have long beginnings in common: four bytes at a time, the first one counting most, as their order wants it.
      for (; at + 4 <= least; at += 4) {
        const difference = view.getUint32(a + at) - view.getUint32(b + at)
        if (difference !== 0) return difference
      }
      for (; at < least; at++) {
        const difference = (bytes[a + at] ?? 0) - (bytes[b + at] ?? 0)
        if (difference !== 0) return difference
      }
      return aLength - bLength
    },
  }
}

function grown(bytes: Uint8Array<ArrayBuffer>, length: number): Uint8Array<ArrayBuffer> {
  const larger = new Uint8Array(length)
  larger.set(bytes)
  return larger
}
