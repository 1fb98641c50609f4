import type { AppError } from '../app-error.ts'
import type { KeyEventListener, KeyEventSubscription, KeyEvents } from '../ports/key-events.ts'
import type { KeyspaceReader, Pace } from '../ports/keyspace.ts'
import type { System } from '../ports/system.ts'
import type { EventFeed } from './event-feed.ts'
import { createLiveTally, type LiveTally } from './live-tally.ts'

const checkEveryMs = 2_000
/** Counts that held for so long were good: what differs then is news, and is walked at once. */
const steadyMs = 60_000
const longestRestMs = 60_000

export interface CounterDeps {
  readonly reader: KeyspaceReader
  readonly events: KeyEvents
  readonly namespaces: readonly string[]
  readonly pace: Pace
  readonly feed: EventFeed
  readonly system: System
  /** A walk begins. @param expected - DBSIZE */
  readonly onWalk: (tally: LiveTally, expected: number) => void
  /** The counts were found equal to DBSIZE. */
  readonly onEqual: (tally: LiveTally, at: number) => void
  /** They were not: nothing that was counted is to be shown as exact any more. */
  readonly onDiffers: () => void
  readonly onChange: () => void
}

/**
 * Counts by one subscription until it is lost: a walk of the names, then every event, compared with DBSIZE every two
 * seconds. What events cannot tell (FLUSHDB, a key replaced by RENAME, COPY or RESTORE) leaves the sum too high, never a
 * family too high and another too low: equal to DBSIZE means that each is right. Where it differs, a new walk follows.
 * @throws what ended it: the subscription's loss, or the signal's reason
 */
export async function countByEvents(deps: CounterDeps, signal: AbortSignal): Promise<never> {
  const { reader, events, namespaces, pace, feed, system } = deps
  const lost = new AbortController()
  const until = AbortSignal.any([signal, lost.signal])
  const newTally = () => createLiveTally(namespaces, Number.parseInt(system.randomHex(4), 16))
  let tally = newTally()
  const listener: KeyEventListener = {
    onEvent(event, key) {
      tally.onEvent(event, key)
      feed.onEvent(event, key)
      deps.onChange()
    },
    onLost: (reason: AppError) => lost.abort(reason),
  }

  let subscription: KeyEventSubscription | null = null
  try {
    subscription = await events.subscribe(listener, until)
    feed.open()
    for (let restMs = 0; ; ) {
      const expected = await reader.size()
      tally = newTally()
      deps.onWalk(tally, expected)
      const base = await walk(tally, subscription)
      const heldMs = await checkUntilDiffers(subscription, base)
      deps.onDiffers()
      restMs = heldMs > steadyMs ? 0 : Math.min(longestRestMs, Math.max(1_000, restMs * 2))
      if (restMs > 0) await system.sleep(restMs, until)
    }
  } finally {
    subscription?.close()
    feed.gap()
  }

  /** @returns keys less events: what stays the same as long as every change is told */
  async function walk(into: LiveTally, by: KeyEventSubscription): Promise<number> {
    for await (const names of reader.names({ signal: until, pace })) {
      into.onNames(names)
      deps.onChange()
    }
    await by.mark() // behind it every event of the walk's time was told
    into.finish()
    return into.keys() - by.net()
  }

  /** @returns how long the counts held */
  async function checkUntilDiffers(by: KeyEventSubscription, base: number): Promise<number> {
    const since = system.clock()
    for (;;) {
      const { keys, net } = await by.mark()
      if (keys - net !== base) return system.clock() - since
      deps.onEqual(tally, system.clock())
      await system.sleep(checkEveryMs, until)
    }
  }
}
