import { z } from 'zod'

/** A count of an envelope: a hint only, so anything that is no whole number of zero or more is unknown, not an error. */
export const EnvelopeCount = z
  .unknown()
  .optional()
  .transform((value) => (typeof value === 'string' && /^\d{1,9}$/.test(value) ? Number(value) : value))
  .transform((value) => (Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : null))
