import type { LiveCount } from '../../../shared/contract/live.ts'
import { placeOf } from '../../../shared/keys/cache-key.ts'
import { type KeyEventName, keyEvents, standsAfter } from '../../../shared/keys/key-events.ts'
import { otherFamily } from '../../../shared/keys/key-families.ts'
import { createSeenNames } from './seen-names.ts'

interface Cell {
  readonly namespace: string | null
  readonly family: string
  keys: number
}

/** Counts per family that events keep, from a walk of the names on. */
export interface LiveTally {
  /** From the first event on, before the walk begins. */
  onEvent(event: KeyEventName, key: Uint8Array): void
  /** Names as the walk brings them; may repeat. */
  onNames(names: readonly Uint8Array[]): void
  walked(): number
  /**
   * The walk has ended, and every event until then was told. A name without an event stood all the time, so the walk has
   * it; of one with events the last says whether it stands, whatever the walk saw. From here on each event counts.
   */
  finish(): void
  counts(): LiveCount[]
  /** Sum of the counts. */
  keys(): number
}

/** @param seed - a random whole number below 2^32 */
export function createLiveTally(namespaces: readonly string[], seed: number): LiveTally {
  const known = new Set(namespaces)
  const cells = new Map<string, Cell>()
  let seen: ReturnType<typeof createSeenNames> | null = createSeenNames(seed)
  /** By the name's bytes: whether it stands after its last event. */
  let touched: Map<string, boolean> | null = new Map()
  let total = 0

  function add(key: Uint8Array, keys: number): void {
    const { namespace, family } = placeOf(key, known) ?? { namespace: null, family: otherFamily }
    const id = `${namespace ?? ''}:${family}`
    let cell = cells.get(id)
    if (!cell) {
      cell = { namespace, family, keys: 0 }
      cells.set(id, cell)
    }
    cell.keys += keys
    total += keys
  }

  return {
    onEvent(event, key) {
      if (touched) touched.set(textOf(key), standsAfter(event))
      else if (keyEvents[event] !== 0) add(key, keyEvents[event])
    },
    onNames(names) {
      for (const name of names) if (seen?.add(name)) add(name, 1)
    },
    walked: () => seen?.size() ?? 0,
    finish() {
      for (const [text, stands] of touched ?? []) {
        const name = bytesOf(text)
        const counted = seen?.has(name) ?? false
        if (stands !== counted) add(name, stands ? 1 : -1)
      }
      touched = null
      seen = null
    },
    // A family can fall below zero only where the sum differs from DBSIZE too; it is never shown so.
    counts: () => [...cells.values()].map((cell) => ({ ...cell, keys: Math.max(0, cell.keys) })),
    keys: () => total,
  }
}

/** A name as text and back, byte by byte. */
function textOf(name: Uint8Array): string {
  let text = ''
  for (const byte of name) text += String.fromCharCode(byte)
  return text
}

const bytesOf = (text: string) => Uint8Array.from(text, (letter) => letter.charCodeAt(0))
