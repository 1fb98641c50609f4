/** Keys of a family that are alike enough to be sampled together, and the sizes that were measured of them. */
export interface Stratum {
  /** All of its keys. */
  readonly keys: number
  /** Bytes of the measured ones. */
  readonly sizes: readonly number[]
}

export interface BytesEstimate {
  /** null where too little was measured to say anything. */
  readonly bytes: number | null
  /** Half width of the 95 % interval as a share of `bytes`; null when every key was measured. */
  readonly error: number | null
}

/**
 * What a family weighs, from random samples of its strata: keys times mean for each, variances added, with the
 * correction for a sample that is a large part of the whole.
 * Source: stratified sampling without replacement; Cochran, Sampling Techniques, chapter 5.
 */
export function estimateBytes(strata: readonly Stratum[]): BytesEstimate {
  let bytes = 0
  let variance = 0
  let fewest = Number.POSITIVE_INFINITY
  for (const { keys, sizes } of strata) {
    const measured = sizes.length
    const total = sizes.reduce((sum, size) => sum + size, 0)
    if (measured >= keys) {
      bytes += total
      continue
    }
    // One measured key says nothing of how much they differ.
    if (measured < 2) return { bytes: null, error: null }
    const mean = total / measured
    const spread = sizes.reduce((sum, size) => sum + (size - mean) ** 2, 0) / (measured - 1)
    bytes += keys * mean
    variance += keys ** 2 * (spread / measured) * (1 - measured / keys)
    fewest = Math.min(fewest, measured)
  }
  if (fewest === Number.POSITIVE_INFINITY) return { bytes: Math.round(bytes), error: null }
  const error = bytes === 0 ? 0 : (studentT(fewest - 1) * Math.sqrt(variance)) / bytes
  return { bytes: Math.round(bytes), error }
}

/** The two-sided 95 % quantile for the first degrees of freedom; beyond them it lies within 1 % of 1.96 + 2.4 / df. */
const firstQuantiles = [12.71, 4.303, 3.182, 2.776, 2.571]

function studentT(degrees: number): number {
  return firstQuantiles[degrees - 1] ?? 1.96 + 2.5 / degrees
}
