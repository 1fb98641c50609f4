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
 * Walks every primary from its first cursor to its last, with a pause after each command. The next command is already
 * under way, or its pause, while the reader works on what the last one brought. In a cluster the slot map is compared
 * before and after: a slot that moved meanwhile may have been missed or seen twice.
 * @throws AppError `incomplete` where slots moved; the signal's reason where it is aborted
 */
export async function* walkNodes<T>(
  nodes: PrimaryNodes,
  options: WalkOptions,
  sleep: Sleep,
  next: (node: PrimaryNode, cursor: string) => Promise<Chunk<T>>,
): AsyncGenerator<T> {
  const before = nodes.signature()
  for (const node of nodes.reached()) {
    const ask = (cursor: string, pauseMs: number) => {
      const asked = askAfter(pauseMs, options.signal, sleep, () => next(node, cursor))
      asked.catch(() => undefined) // whoever takes this chunk has its failure; nobody may: a walk can be left
      return asked
    }
    let coming = ask('0', 0)
    for (;;) {
      const { cursor, serverMs, value, tookMs } = await coming
      const isLast = cursor === '0'
      if (!isLast) coming = ask(cursor, pauseAfter(options.pace, serverMs, tookMs))
      yield value
      if (isLast) break
    }
  }
  if (nodes.topology === 'standalone') return
  await nodes.refresh()
  if (nodes.signature() === before) return
  throw new AppError('incomplete', 'slots moved between nodes during the walk', { retryable: true })
}

/** @returns the chunk, and how long it took from here */
async function askAfter<T>(
  pauseMs: number,
  signal: AbortSignal,
  sleep: Sleep,
  next: () => Promise<Chunk<T>>,
): Promise<Chunk<T> & { readonly tookMs: number }> {
  signal.throwIfAborted()
  if (pauseMs >= 1) await sleep(pauseMs, signal)
  const startedAt = performance.now()
  const chunk = await next()
  return { ...chunk, tookMs: performance.now() - startedAt }
}

/** While a reply is on the line the server is at rest already: a far one needs no further pause. */
function pauseAfter(pace: Pace, serverMs: number, tookMs: number): number {
  const strained = serverMs > strainMs ? 1 : 0
  return serverMs * Math.max(pauseFactor[pace], strained) - Math.max(0, tookMs - serverMs)
}
