import type { StatsReport } from '../../shared/contract/stats.ts'

/** A count over all keys, told from a part of them. */
export interface PartEstimate {
  readonly keys: number
  /** Half width of the 95 % interval as a share; 0.03 = ± 3 %. */
  readonly error: number
}

/** The normal quantile of a 95 % interval. */
const z = 1.96

/**
 * How many keys of a kind there are, while only a part of all keys has been read. A walk goes by the hashes of the names,
 * so what it has read is a random part, without repeats.
 * @param seen - of this kind, among those read
 * @returns null where nothing can be said: none of this kind has come yet
 */
export function estimateKeys(
  seen: number,
  { keys: read, expectedKeys }: Pick<StatsReport, 'keys' | 'expectedKeys'>,
): PartEstimate | null {
  if (seen === 0 || read === 0) return null
  if (read >= expectedKeys) return { keys: seen, error: 0 }
  const share = Math.min(1, seen / read)
  const left = (expectedKeys - read) / (expectedKeys - 1)
  const deviation = Math.sqrt(((1 - share) / share / read) * left)
  return { keys: Math.round(share * expectedKeys), error: z * deviation }
}
