import { placeOf } from '../../../shared/keys/cache-key.ts'
import { otherFamily } from '../../../shared/keys/key-families.ts'
import type { CountedKind, CountStep, KeyspaceReader, WalkOptions } from '../ports/keyspace.ts'
import { createReservoir, type Random, type Reservoir } from './reservoir.ts'

/** Packed and plain values of one family differ by a factor of a hundred: each is sampled by itself. */
const packed = [0x3a, 0x67, 0x7a] // ':gz'

interface NamedKind {
  readonly namespace: string | null
  readonly family: string
  readonly reservoir: Reservoir<Uint8Array>
}

/** The reader's `count` without scripting rights: every name travels and is counted here. */
export async function* countByName(
  reader: KeyspaceReader,
  namespaces: readonly string[],
  sampleSize: number,
  random: Random,
  options: WalkOptions,
): AsyncGenerator<CountStep, readonly CountedKind[]> {
  const known = new Set(namespaces)
  const kinds = new Map<string, NamedKind>()
  for await (const keys of reader.names(options)) {
    const cells: CountStep['cells'][number][] = []
    for (const key of keys) {
      const { namespace, family } = placeOf(key, known) ?? { namespace: null, family: otherFamily }
      const id = `${namespace ?? ''}:${family}:${isPacked(key) ? 'gz' : ''}`
      const kind = kinds.get(id) ?? { namespace, family, reservoir: createReservoir<Uint8Array>(sampleSize, random) }
      kinds.set(id, kind)
      kind.reservoir.offer(key)
      cells.push({ namespace, family, keys: 1 })
    }
    yield { cells }
  }
  return [...kinds.values()].map(({ namespace, family, reservoir }) => ({
    namespace,
    family,
    keys: reservoir.seen(),
    chosen: reservoir.kept(),
  }))
}

function isPacked(key: Uint8Array): boolean {
  return packed.every((byte, index) => key[key.length - packed.length + index] === byte)
}
