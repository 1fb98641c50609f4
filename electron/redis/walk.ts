import { AppError } from '../core/app-error.ts'
import type { Pace, WalkOptions } from '../core/ports/keyspace.ts'
import type { Sleep } from '../core/ports/system.ts'
import type { PrimaryNode, PrimaryNodes } from './primary-nodes.ts'

/** What one command of a walk brought. */
export interface Chunk<T> {
  /** Where to go on; '0' at the end. Kept as text: it may not fit a number. */
  readonly cursor: string
  /** Milliseconds the server was held. */
  readonly serverMs: number
  readonly value: T
}

/** Time the server is ours to time we leave it alone. Source: performance notes, politeness. */
const pauseFactor: Readonly<Record<Pace, number>> = { fast: 0, normal: 1, gentle: 4 }

/** A chunk that took this much is a server under strain: it gets a longer rest, at any pace. */
const strainMs = 5

/**
 * Walks every primary from its first cursor to its last, with a pause after each command. In a cluster the slot map is
 * compared before and after: a slot that moved meanwhile may have been missed or seen twice.
 * @throws AppError `incomplete` where slots moved; the signal's reason where it is aborted
 */
export async function* walkNodes<T>(
  nodes: PrimaryNodes,
  options: WalkOptions,
  sleep: Sleep,
  next: (node: PrimaryNode, cursor: string) => Promise<Chunk<T>>,
): AsyncGenerator<T> {
  const { signal, pace } = options
  const before = nodes.signature()
  for (const node of nodes.reached()) {
    let cursor = '0'
    do {
      signal.throwIfAborted()
      const chunk = await next(node, cursor)
      cursor = chunk.cursor
      yield chunk.value
      const strained = chunk.serverMs > strainMs ? 1 : 0
      const pauseMs = chunk.serverMs * Math.max(pauseFactor[pace], strained)
      if (cursor !== '0' && pauseMs >= 1) await sleep(pauseMs, signal)
    } while (cursor !== '0')
  }
  if (nodes.topology === 'standalone') return
  await nodes.refresh()
  if (nodes.signature() === before) return
  throw new AppError('incomplete', 'slots moved between nodes during the walk', { retryable: true })
}
