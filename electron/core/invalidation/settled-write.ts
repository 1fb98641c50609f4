import type { System } from '../ports/system.ts'
import type { Pausing } from './pausing.ts'
import { settleByReading } from './settle-by-reading.ts'

/** What became of an item whose reply was lost. `standing`: as it was before; `unknown`: nobody can say. */
export type Found<O> = O | 'standing' | 'unknown'

export interface SettledWrite<T, O> {
  readonly write: (items: readonly T[]) => Promise<readonly O[]>
  /** Reads back, item by item. */
  readonly look: (items: readonly T[]) => Promise<readonly Found<O>[]>
}

/** One outcome per item, in order, and what ended the operation; null where it goes on. */
export interface Settled<O> {
  readonly outcomes: readonly Found<O>[]
  readonly end: { readonly reason: unknown } | null
}

/**
 * Does a write to its end. What a failure leaves open (done, refused, or in part) is settled by what is there now; after
 * a pause the items that still stand are written once more.
 */
export async function settledWrite<T, O>(
  items: readonly T[],
  { write, look }: SettledWrite<T, O>,
  pausing: Pausing,
  system: System,
): Promise<Settled<O>> {
  const outcomes: Found<O>[] = items.map(() => 'unknown')
  let open = items.map((_, at) => at)
  for (;;) {
    const asked = open.map((at) => items[at] as T) // places of `items`
    let end: Settled<O>['end'] = null
    const found = await write(asked).catch(async (error: unknown) => {
      end = await pausing.survive(error).then(
        () => null,
        (reason: unknown) => ({ reason }),
      )
      return settleByReading(() => pausing.through(() => look(asked)), system)
    })
    for (const [place, at] of open.entries()) outcomes[at] = found?.[place] ?? 'unknown'
    open = end === null ? open.filter((at) => outcomes[at] === 'standing') : []
    if (open.length === 0) return { outcomes, end }
  }
}
