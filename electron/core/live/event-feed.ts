import type { LiveEvent, LiveFeed, LiveGap } from '../../../shared/contract/live.ts'
import { placeOf } from '../../../shared/keys/cache-key.ts'
import { type KeyEventName, keyEvents } from '../../../shared/keys/key-events.ts'
import { keyLabel } from '../browse/key-label.ts'
import type { Clock } from '../ports/system.ts'

const eventsKept = 10_000
const secondsKept = 600
const gapsKept = 100
const keyBytesKept = 512

interface KeptEvent {
  readonly seq: number
  readonly at: number
  readonly event: KeyEventName
  readonly key: Uint8Array
  readonly byteLength: number
  readonly namespace: string | null
}

interface Second {
  readonly at: number
  /** By namespace; '' for the keys outside all. */
  readonly appeared: Map<string, number>
  readonly gone: Map<string, number>
}

/** The last events, for eyes alone: no figure is made of them. */
export interface EventFeed {
  onEvent(event: KeyEventName, key: Uint8Array): void
  /** Listening begins, or goes on after a gap. */
  open(): void
  /** Events may be missed from now on. */
  gap(): void
  perSecond(): number
  /** @param namespace - null: all of them */
  read(namespace: string | null, limit: number): LiveFeed
}

export function createEventFeed(namespaces: readonly string[], clock: Clock): EventFeed {
  const known = new Set(namespaces)
  const ring: KeptEvent[] = []
  let heard = 0
  let seconds: Second[] = []
  let gaps: LiveGap[] = []
  let from: number | null = null

  function secondOf(now: number): Second {
    const at = now - (now % 1_000)
    const last = seconds.at(-1)
    if (last?.at === at) return last
    const next: Second = { at, appeared: new Map(), gone: new Map() }
    seconds = [...seconds.slice(1 - secondsKept), next]
    return next
  }

  return {
    onEvent(event, key) {
      const now = clock()
      const namespace = placeOf(key, known)?.namespace ?? null
      // A copy: the bytes belong to the connection.
      ring[heard % eventsKept] = {
        seq: heard++,
        at: now,
        event,
        key: key.slice(0, keyBytesKept),
        byteLength: key.length,
        namespace,
      }
      const effect = keyEvents[event]
      if (effect === 0) return
      const side = effect > 0 ? secondOf(now).appeared : secondOf(now).gone
      side.set(namespace ?? '', (side.get(namespace ?? '') ?? 0) + 1)
    },
    open() {
      from ??= clock()
      gaps = gaps.map((gap) => (gap.to === null ? { ...gap, to: clock() } : gap))
    },
    gap() {
      if (from === null || gaps.at(-1)?.to === null) return
      gaps = [...gaps.slice(1 - gapsKept), { from: clock(), to: null }]
    },
    perSecond() {
      const whole = clock() - (clock() % 1_000) - 1_000
      const second = seconds.findLast(({ at }) => at === whole)
      return second ? sum(second.appeared, null) + sum(second.gone, null) : 0
    },
    read(namespace, limit) {
      const events: LiveEvent[] = []
      const oldest = Math.max(0, heard - eventsKept)
      for (let seq = heard - 1; seq >= oldest && events.length < limit; seq--) {
        const kept = ring[seq % eventsKept]
        if (kept && (namespace === null || kept.namespace === namespace)) events.push(shown(kept))
      }
      return {
        at: clock(),
        heard,
        events,
        seconds: seconds.map(({ at, appeared, gone }) => ({
          at,
          appeared: sum(appeared, namespace),
          gone: sum(gone, namespace),
        })),
        from,
        gaps,
      }
    },
  }
}

function shown({ seq, at, event, key, byteLength, namespace }: KeptEvent): LiveEvent {
  const label = keyLabel(key)
  // Of a longer name only its beginning was kept: its exact bytes are not known here.
  const whole = byteLength <= keyBytesKept
  return { seq, at, event, namespace, key: { ...label, base64: whole ? label.base64 : null, byteLength } }
}

function sum(counts: ReadonlyMap<string, number>, namespace: string | null): number {
  if (namespace !== null) return counts.get(namespace) ?? 0
  return [...counts.values()].reduce((total, count) => total + count, 0)
}
