import { placeOf } from '../../../shared/keys/cache-key.ts'
import { otherFamily } from '../../../shared/keys/key-families.ts'
import type { KeyspaceReader, WalkOptions } from '../ports/keyspace.ts'
import { type BytesEstimate, estimateBytes } from './estimate-bytes.ts'
import { addProbe } from './family-tally.ts'
import { createReservoir, type Random, type Reservoir } from './reservoir.ts'
import type { StatsBoard } from './stats-board.ts'

const batch = 500

/** Packed and plain values of one family differ by a factor of a hundred: each is sampled by itself. */
const packed = [0x3a, 0x67, 0x7a] // ':gz'

/** Until its sample is measured, a family's weight is not known. */
const unknown: BytesEstimate = { bytes: null, error: null }

/**
 * Counts every key by its name, then measures up to `sampleSize` keys of each family, chosen at random over the whole
 * walk. Keys that were not looked at are "unmeasured": their lifetimes are not guessed.
 */
export async function sampledPass(
  reader: KeyspaceReader,
  board: StatsBoard,
  namespaces: readonly string[],
  sampleSize: number,
  random: Random,
  options: WalkOptions,
  onStep: () => void,
): Promise<void> {
  const known = new Set(namespaces)
  const samples = new Map<
    string,
    { namespace: string | null; family: string; strata: Map<boolean, Reservoir<Uint8Array>> }
  >()

  for await (const keys of reader.names(options)) {
    for (const key of keys) {
      const { namespace, family } = placeOf(key, known) ?? { namespace: null, family: otherFamily }
      const tally = board.tally(namespace, family)
      tally.keys++
      tally.unmeasured++
      const id = `${namespace ?? ''}:${family}`
      let sample = samples.get(id)
      if (!sample) {
        sample = { namespace, family, strata: new Map<boolean, Reservoir<Uint8Array>>() }
        samples.set(id, sample)
        board.estimate(namespace, family, unknown)
      }
      const stratum = sample.strata.get(isPacked(key)) ?? createReservoir<Uint8Array>(sampleSize, random)
      sample.strata.set(isPacked(key), stratum)
      stratum.offer(key)
    }
    onStep()
  }

  for (const { namespace, family, strata } of samples.values()) {
    const tally = board.tally(namespace, family)
    const measured: { keys: number; sizes: number[] }[] = []
    for (const reservoir of strata.values()) {
      const stratum = { keys: reservoir.seen(), sizes: [] as number[] }
      measured.push(stratum)
      for (let from = 0; from < reservoir.kept().length; from += batch) {
        options.signal.throwIfAborted()
        const keys = reservoir.kept().slice(from, from + batch)
        const [sizes, probes] = await Promise.all([reader.measure(keys), reader.probe(keys)])
        const weighed = keys.flatMap((key, index) => {
          const bytes = sizes[index] ?? null
          const probe = probes[index]
          if (probe) addProbe(tally, probe, bytes)
          return bytes === null ? [] : [{ key, bytes }]
        })
        stratum.sizes.push(...weighed.map(({ bytes }) => bytes))
        board.offerBiggest(weighed)
        onStep()
      }
    }
    board.estimate(namespace, family, estimateBytes(measured))
  }
}

function isPacked(key: Uint8Array): boolean {
  return packed.every((byte, index) => key[key.length - packed.length + index] === byte)
}
