/**
 * The key events that tell a key's coming and going, and what each does to the number of keys. `copy_to`, `rename_to` and
 * `restore` follow a `new` of the same key; where they replaced a key, its end is told by nobody, so that the sum is then
 * one too high. Overwriting a value tells none of these.
 * Source: Redis documentation, keyspace notifications; `new` is sent by Redis 7.0 and newer.
 */
export const keyEvents = {
  new: 1,
  del: -1,
  expired: -1,
  evicted: -1,
  rename_from: -1,
  move_from: -1,
  rename_to: 0,
  copy_to: 0,
  restore: 0,
} as const

export type KeyEventName = keyof typeof keyEvents

export const keyEventNames = Object.keys(keyEvents) as [KeyEventName, ...KeyEventName[]] // the keys of the table above

/** Whether the key stands after the event. */
export const standsAfter = (event: KeyEventName) => keyEvents[event] >= 0

/** Event messages, generic commands, expired, evicted, new: what the table above needs to be sent. */
const wanted = 'Egxen'
/** `A` stands for every class but `n` (new key) and `m` (missed key). */
const inAll = 'g$lshztdxe'

const flagsOf = (text: string) => new Set(text.includes('A') ? text.replace('A', inAll) : text)

const missingIn = (flags: string) => {
  const has = flagsOf(flags)
  return Array.from(wanted)
    .filter((flag) => !has.has(flag))
    .join('')
}

/** Whether `notify-keyspace-events` as the server has it sends every event of the table. */
export const sendsKeyEvents = (flags: string) => missingIn(flags) === ''

/**
 * Redis 7.0 writes `A` where every class is on and then leaves `n` out, whether it is on or not: what such a server
 * sends is only known once it was set, and taking `n` away again might take it from somebody who had it.
 */
export function hidesNewKeys(flags: string): boolean {
  const has = flagsOf(flags)
  return missingIn(flags) === 'n' && Array.from(inAll).every((flag) => has.has(flag))
}

/** @returns the setting with what is missing added; nothing is taken from what others may rely on */
export const withKeyEvents = (flags: string) => flags + missingIn(flags)

/** Whether two texts of the setting mean the same: the server writes it in an order of its own, and may hide `n`. */
export function isSameSetting(a: string, b: string): boolean {
  const sorted = (text: string) => [...flagsOf(text)].sort().join('')
  const hidden = (one: string, other: string) => hidesNewKeys(one) && sorted(`${one}n`) === sorted(other)
  return sorted(a) === sorted(b) || hidden(a, b) || hidden(b, a)
}
