import { AppError } from '../app-error.ts'
import type { StoredDaily } from '../ports/cache.ts'

/** Records that may be bad in any run; above them one in a hundred may. */
const toleratedRejects = 2
const toleratedShare = 0.01

/**
 * Whether a complete new result may replace the last good one. Nothing where there was something, or less than half of
 * it, is more often a fault of the provider than the truth, so the old value is kept until an operator decides.
 */
export function guardVerdict(newItems: number, lastGood: StoredDaily | null): 'store' | 'empty' | 'shrunk' {
  const oldItems = lastGood?.items ?? 0
  if (oldItems === 0) return 'store'
  if (newItems === 0) return 'empty'
  return newItems * 2 < oldItems ? 'shrunk' : 'store'
}

/**
 * A run with too many records that could not be read is not the provider's list.
 * @throws AppError `provider_schema_changed`
 */
export function checkRejects(provider: string, items: number, rejected: number): void {
  const limit = Math.max(toleratedRejects, (items + rejected) * toleratedShare)
  if (rejected <= limit && !(items === 0 && rejected > 0)) return
  const got = `${rejected} of ${items + rejected}`
  throw new AppError('provider_schema_changed', `${provider}: ${got} records do not fit the documented form`, {
    params: { provider, field: 'records', expected: 'readable', got: `unreadable (${got})` },
  })
}
