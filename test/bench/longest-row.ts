import type { Measured } from './bench-server.ts'
import { judge, median, millisecondsText, type Row } from './row.ts'

/**
 * The longest command of a measurement, medians over the rounds. Beside it the longest of the commands that need a
 * microsecond: so long does the machine itself hold the server up at times.
 */
export function longestRow(what: string, taken: readonly Measured<unknown>[]): Row {
  const longestMs = median(taken.map((one) => one.longestMs))
  const [nearest] = [...taken].sort((a, b) => Math.abs(a.longestMs - longestMs) - Math.abs(b.longestMs - longestMs))
  const noiseMs = median(taken.map((one) => one.noiseMs))
  return {
    what,
    ours: `${millisecondsText(longestMs)} (${nearest?.longestCommand ?? ''})`,
    peer: `noise ${millisecondsText(noiseMs)}`,
    ratio: '',
    ...judge(longestMs, { atMost: 5, unit: 'ms' }),
  }
}
