import type { Failure, FailureCode } from '../../shared/contract/failure.ts'

export interface AppErrorDetails {
  /** Fill the sentence of the code; never a secret. */
  readonly params?: Readonly<Record<string, string | number>>
  readonly retryable?: boolean
  readonly cause?: unknown
}

/** The one error class. Its code is a closed union; inside a process it is thrown, across the border it is data. */
export class AppError extends Error {
  override readonly name = 'AppError'
  readonly code: FailureCode
  readonly params: Readonly<Record<string, string | number>>
  readonly retryable: boolean

  constructor(code: FailureCode, message: string, details: AppErrorDetails = {}) {
    super(message, { cause: details.cause })
    this.code = code
    this.params = details.params ?? {}
    this.retryable = details.retryable ?? false
  }
}

/** @returns the failure as data; anything but an AppError is `internal`, with its message and never its stack */
export function toFailure(error: unknown): Failure {
  if (error instanceof AppError) {
    const { code, message, retryable, params } = error
    return { code, message: message.slice(0, 2_000), retryable, params: { ...params } }
  }
  const message = error instanceof Error ? error.message : String(error)
  return { code: 'internal', message: message.slice(0, 2_000), retryable: false, params: {} }
}
