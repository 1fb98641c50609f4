import { AppError } from '../app-error.ts'
import type { DayHeldBy, ProviderDay } from '../ports/cache.ts'

/** @returns the failure of whoever finds a provider's day locked; its sentence says by whom */
export function heldByOther({ provider, day }: ProviderDay, { heldBy, since, removing }: DayHeldBy): AppError {
  return new AppError('busy', `${provider} of ${day} is held by ${heldBy}`, {
    params: { operation: removing ? `${provider}:*` : `${provider} ${day}`, by: heldBy, since },
    retryable: true,
  })
}
