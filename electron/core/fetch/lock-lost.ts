import { AppError } from '../app-error.ts'

/** @returns the failure of a run whose lock another console took */
export function lockLost(): AppError {
  const params = { operation: 'another fetch of the same provider and day' }
  return new AppError('busy', 'the lock of this fetch was lost to another console', { params, retryable: true })
}
