import type { CountedKind, CountStep, KeyspaceReader, WalkOptions } from '../ports/keyspace.ts'
import { countByName } from './count-by-name.ts'
import { type BytesEstimate, estimateBytes, type Stratum } from './estimate-bytes.ts'
import { addProbe } from './family-tally.ts'
import type { Random } from './reservoir.ts'
import type { StatsBoard } from './stats-board.ts'

const batch = 500

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
  const counting = (await reader.canAggregate())
    ? reader.count(namespaces, sampleSize, options)
    : countByName(reader, namespaces, sampleSize, random, options)
  const kinds = await countAll(counting, board, onStep)
  const families = new Map<string, { namespace: string | null; family: string; strata: Stratum[] }>()
  for (const kind of kinds) {
    const { namespace, family, keys } = kind
    const id = `${namespace ?? ''}:${family}`
    const measured = families.get(id) ?? { namespace, family, strata: [] }
    families.set(id, measured)
    measured.strata.push({ keys, sizes: await measure(reader, board, kind, options, onStep) })
  }
  for (const { namespace, family, strata } of families.values()) {
    board.estimate(namespace, family, estimateBytes(strata))
  }
}

async function countAll(
  counting: AsyncGenerator<CountStep, readonly CountedKind[]>,
  board: StatsBoard,
  onStep: () => void,
): Promise<readonly CountedKind[]> {
  for (;;) {
    const step = await counting.next()
    if (step.done === true) return step.value
    for (const { namespace, family, keys } of step.value.cells) {
      const tally = board.tally(namespace, family)
      if (tally.keys === 0) board.estimate(namespace, family, unknown)
      tally.keys += keys
      tally.unmeasured += keys
    }
    onStep()
  }
}

/** @returns the sizes of the chosen keys that could be measured */
async function measure(
  reader: KeyspaceReader,
  board: StatsBoard,
  { namespace, family, chosen }: CountedKind,
  options: WalkOptions,
  onStep: () => void,
): Promise<number[]> {
  const tally = board.tally(namespace, family)
  const found: number[] = []
  for (let from = 0; from < chosen.length; from += batch) {
    options.signal.throwIfAborted()
    const keys = chosen.slice(from, from + batch)
    const [sizes, probes] = await Promise.all([reader.measure(keys), reader.probe(keys)])
    const weighed = keys.flatMap((key, index) => {
      const bytes = sizes[index] ?? null
      const probe = probes[index]
      if (probe) addProbe(tally, probe, bytes)
      return bytes === null ? [] : [{ key, bytes }]
    })
    found.push(...weighed.map(({ bytes }) => bytes))
    board.offerBiggest(weighed)
    onStep()
  }
  return found
}
