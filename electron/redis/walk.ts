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
  /** Milliseconds it was to be held at most. */
  readonly budgetMs: number
  readonly value: T
}

/** Time the server is ours to time we leave it alone. Source: performance notes, politeness. */
const pauseFactor: Readonly<Record<Pace, number>> = { fast: 0, normal: 1, gentle: 4 }

/** A chunk that took so many times what it was to take is a server under strain: it gets a longer rest, at any pace. */
const strainFactor = 2

/** What a walk asks of its surroundings. */
export interface Surroundings {
  readonly sleep: Sleep
  /** Whether the server answers others more slowly than it did. */
  readonly isRising: () => boolean
}

/** A walk from one cursor to its end on one server. */
export interface Track<T> {
  readonly start: string
  readonly next: (cursor: string) => Promise<Chunk<T>>
}

/**
 * Walks every primary from its first cursor to its last, with a pause after each command. In a cluster the slot map is
 * compared before and after: a slot that moved meanwhile may have been missed or seen twice.
 * @throws AppError `incomplete` where slots moved; the signal's reason where it is aborted
 */
export async function* walkNodes<T>(
  nodes: PrimaryNodes,
  options: WalkOptions,
  around: Surroundings,
  next: (node: PrimaryNode, cursor: string) => Promise<Chunk<T>>,
): AsyncGenerator<T> {
  const before = nodes.signature()
  for (const node of nodes.reached()) {
    yield* walkTrack({ start: '0', next: (cursor) => next(node, cursor) }, options, around, 1)
  }
  if (nodes.topology === 'standalone') return
  await nodes.refresh()
  if (nodes.signature() === before) return
  throw new AppError('incomplete', 'slots moved between nodes during the walk', { retryable: true })
}

/**
 * The next command is already under way, or its pause, while the reader works on what the last one brought.
 * @param sideBySide - tracks that are walked on this server at the same time: they share what the pace allows
 */
export async function* walkTrack<T>(
  { start, next }: Track<T>,
  options: WalkOptions,
  { sleep, isRising }: Surroundings,
  sideBySide: number,
): AsyncGenerator<T> {
  const ask = (cursor: string, pauseMs: number) => {
    const asked = askAfter(pauseMs, options.signal, sleep, () => next(cursor))
    asked.catch(() => undefined) // whoever takes this chunk has its failure; nobody may: a walk can be left
    return asked
  }
  let coming = ask(start, 0)
  for (;;) {
    const { cursor, value, ...took } = await coming
    const isLast = cursor === '0'
    if (!isLast) coming = ask(cursor, pauseAfter(options.pace, took, isRising(), sideBySide))
    yield value
    if (isLast) break
  }
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
function pauseAfter(
  pace: Pace,
  took: { readonly serverMs: number; readonly budgetMs: number; readonly tookMs: number },
  rising: boolean,
  sideBySide: number,
): number {
  const { serverMs, budgetMs, tookMs } = took
  const strained = rising || serverMs > strainFactor * budgetMs
  const rests = pauseFactor[pace] + (strained ? 1 : 0)
  return rests === 0 ? 0 : sideBySide * serverMs * (1 + rests) - Math.max(serverMs, tookMs)
}
