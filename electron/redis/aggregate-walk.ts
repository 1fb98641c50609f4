import { familiesOf } from '../../shared/keys/key-families.ts'
import { ttlBucketBounds } from '../../shared/keys/ttl-buckets.ts'
import type { AggregateCell, AggregateStep } from '../core/ports/keyspace.ts'
import { budgetFor } from './call-budget.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import { type ReadVerb, runScript } from './scripts.ts'
import { type Reply, textOf } from './send-commands.ts'
import { type Segment, whole } from './split-walk.ts'
import { readFailure } from './translate-redis-error.ts'
import type { Chunk } from './walk.ts'

/** Keys of one inner SCAN, the step that a call's time is measured by. */
export const innerCount = 50

const biggestWanted = 20

/**
 * One walk's chunk function: counts on the server by namespace and family, and names only keys that may be the biggest.
 * @param roundTripMs - what the line itself takes
 */
export function aggregateChunks(
  namespaces: readonly string[],
  verb: Exclude<ReadVerb, null>,
  version: string,
  roundTripMs: number,
): (node: PrimaryNode, cursor: string, segment?: Segment) => Promise<Chunk<AggregateStep>> {
  const table = JSON.stringify(namespaces.map((name) => [name, ...familiesOf(name).map((family) => family.name)]))
  const bounds = JSON.stringify(ttlBucketBounds)
  let largest: number[] = []

  return async (node, cursor, segment = whole) => {
    // Below the twentieth of those seen so far a key cannot be among the twenty biggest.
    const threshold = largest.length < biggestWanted ? 0 : (largest.at(-1) ?? 0)
    // Side by side they fill the line as they are.
    const budget = budgetFor(segment.of > 1 ? 0 : roundTripMs)
    const { behind, of } = segment
    const args = [cursor, budget, innerCount, table, bounds, threshold, biggestWanted, behind, of]
    const reply = await runScript(node.browse, 'aggregate', verb, version, [], args).catch((error: unknown) => {
      throw readFailure(error, 'SCAN', node.place) // the one of its commands that must not be refused
    })
    const [next, , micros, cells, big] = reply as [Buffer, number, number, Reply[][], Reply[]] // see the script's header
    const biggest = pairs(big).map(([key, bytes]) => ({ key: key as Buffer, bytes: bytes as number }))
    largest = [...largest, ...biggest.map((entry) => entry.bytes)].sort((a, b) => b - a).slice(0, biggestWanted)
    const value = { cells: cells.map(cellOf), biggest }
    return { cursor: textOf(next), serverMs: micros / 1_000, budgetMs: budget / 1_000, value }
  }
}

function cellOf(row: readonly Reply[]): AggregateCell {
  const [namespace, family, keys, bytes, measured, unmeasured, noTtl, ttl, types] = row
  const name = textOf(namespace)
  return {
    namespace: name === '' ? null : name,
    family: textOf(family),
    keys: keys as number, // numbers and arrays as the script's header says
    bytes: bytes as number,
    measured: measured as number,
    unmeasured: unmeasured as number,
    noTtl: noTtl as number,
    ttl: ttl as number[],
    types: Object.fromEntries(pairs(types as Reply[]).map(([type, count]) => [textOf(type), count as number])),
  }
}

function pairs(flat: readonly Reply[]): [Reply, Reply][] {
  const out: [Reply, Reply][] = []
  for (let i = 0; i + 1 < flat.length; i += 2) out.push([flat[i], flat[i + 1]])
  return out
}
