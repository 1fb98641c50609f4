import type { System } from '../core/ports/system.ts'

const longestWaitMs = 5_000
/** While the sentinels choose, or a server loads, it is worth looking often. */
const shortWaitMs = 1_500

/** Full waits grow to five seconds; a random half of each keeps many consoles from knocking at once. */
export function reconnectWaitMs(attempt: number, isShort: boolean, system: System): number {
  const most = isShort ? shortWaitMs : longestWaitMs
  const full = Math.min(250 * 2 ** attempt, most)
  const random = Number.parseInt(system.randomHex(2), 16) / 0xffff
  return Math.round(full / 2 + (full / 2) * random)
}
