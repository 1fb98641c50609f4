import { randomInt } from 'node:crypto'
import { familiesOf } from '../../shared/keys/key-families.ts'
import type { CountedKind, CountStep } from '../core/ports/keyspace.ts'
import { innerCount } from './aggregate-walk.ts'
import { budgetFor } from './call-budget.ts'
import type { PrimaryNode } from './primary-nodes.ts'
import { type ReadVerb, runScript } from './scripts.ts'
import { type Reply, textOf } from './send-commands.ts'
import { readFailure } from './translate-redis-error.ts'
import type { Chunk } from './walk.ts'

/** Above every rank the script draws. */
const noLimit = 2 ** 31

interface Drawn {
  readonly rank: number
  readonly key: Buffer
}

/** The keys of the lowest ranks: each key draws one at random, so they are a uniform choice without replacement. */
interface Kind {
  readonly namespace: string | null
  readonly family: string
  keys: number
  drawn: Drawn[]
  /** A key of this rank or above cannot be among them any more. */
  limit: number
}

export interface Counting {
  readonly next: (node: PrimaryNode, cursor: string) => Promise<Chunk<CountStep>>
  /** All kinds seen so far, with up to `sampleSize` keys of each. */
  kinds(): CountedKind[]
}

/**
 * One walk's chunk function: counts on the server by name, and brings only names that may be among the chosen.
 * @param roundTripMs - what the line itself takes
 */
export function countChunks(
  namespaces: readonly string[],
  sampleSize: number,
  verb: Exclude<ReadVerb, null>,
  version: string,
  roundTripMs: number,
): Counting {
  const table = JSON.stringify(namespaces.map((name) => [name, ...familiesOf(name).map((family) => family.name)]))
  const kinds = new Map<string, Kind>()

  function kindOf(namespace: string, family: string, packed: boolean): Kind {
    const id = idOf(namespace, family, packed)
    const known = kinds.get(id)
    if (known) return known
    const place = { namespace: namespace === '' ? null : namespace, family }
    const kind: Kind = { ...place, keys: 0, drawn: [], limit: noLimit }
    kinds.set(id, kind)
    return kind
  }

  /** Limits of the plain and of the packed keys, by `namespace:family`. */
  function limits(): Record<string, readonly [plain: number, packed: number]> {
    const limitOf = (namespace: string, family: string, packed: boolean) =>
      kinds.get(idOf(namespace, family, packed))?.limit ?? noLimit
    return Object.fromEntries(
      [...kinds.values()].map(({ namespace, family }) => {
        const name = namespace ?? ''
        return [`${name}:${family}`, [limitOf(name, family, false), limitOf(name, family, true)]]
      }),
    )
  }

  return {
    async next(node, cursor) {
      const budget = budgetFor(roundTripMs)
      const args = [cursor, budget, innerCount, table, JSON.stringify(limits()), randomInt(noLimit)]
      const reply = await runScript(node.browse, 'count', verb, version, [], args).catch((error: unknown) => {
        throw readFailure(error, 'SCAN', node.place) // the one of its commands that must not be refused
      })
      const [after, , micros, cells] = reply as [Buffer, number, number, Reply[][]] // see the script's header
      const counted = cells.map(([namespace, family, packed, keys, named]) => {
        const kind = kindOf(textOf(namespace), textOf(family), packed === 1)
        kind.keys += keys as number
        draw(kind, named as Reply[], sampleSize)
        return { namespace: kind.namespace, family: kind.family, keys: keys as number }
      })
      return { cursor: textOf(after), serverMs: micros / 1_000, budgetMs: budget / 1_000, value: { cells: counted } }
    },
    kinds: () =>
      [...kinds.values()].map((kind) => {
        keepLowest(kind, sampleSize)
        return {
          namespace: kind.namespace,
          family: kind.family,
          keys: kind.keys,
          chosen: kind.drawn.map(({ key }) => key),
        }
      }),
  }
}

const idOf = (namespace: string, family: string, packed: boolean) => `${namespace}:${family}:${packed ? 'gz' : ''}`

/** @param named - rank, key, rank, key, … */
function draw(kind: Kind, named: readonly Reply[], sampleSize: number): void {
  for (let at = 0; at + 1 < named.length; at += 2) {
    kind.drawn.push({ rank: named[at] as number, key: named[at + 1] as Buffer })
  }
  // Not after every key: sorting once for many is enough.
  if (kind.drawn.length >= sampleSize) keepLowest(kind, sampleSize)
}

function keepLowest(kind: Kind, sampleSize: number): void {
  kind.drawn.sort((a, b) => a.rank - b.rank)
  kind.drawn = kind.drawn.slice(0, sampleSize)
  if (kind.drawn.length === sampleSize) kind.limit = kind.drawn.at(-1)?.rank ?? noLimit
}
