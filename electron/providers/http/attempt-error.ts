import type { FailureCode } from '../../../shared/contract/failure.ts'

export interface AttemptDetails {
  /** First characters of the body, as sent. */
  readonly sample?: string | null
  /** What the provider asked to wait; null where it did not say. */
  readonly retryAfterMs?: number | null
  readonly status?: number
  /** A refusal that is known to pass now and then when repeated. */
  readonly repeatable?: boolean
  readonly cause?: unknown
}

const troubles: ReadonlySet<FailureCode> = new Set([
  'provider_unreachable',
  'provider_timeout',
  'provider_throttled',
  'provider_failed',
  'provider_truncated',
  'provider_not_json',
])

/** Why one attempt failed; never leaves the funnel, which turns the last one into an AppError. */
export class AttemptError extends Error {
  override readonly name = 'AttemptError'
  readonly code: FailureCode
  readonly sample: string | null
  readonly retryAfterMs: number | null
  readonly status: number | null
  private readonly repeatable: boolean

  constructor(code: FailureCode, message: string, details: AttemptDetails) {
    super(message, { cause: details.cause })
    this.code = code
    this.sample = details.sample ?? null
    this.retryAfterMs = details.retryAfterMs ?? null
    this.status = details.status ?? null
    this.repeatable = details.repeatable ?? false
  }

  /** Trouble of the provider or of the way to it, as the breaker counts it. */
  get isTrouble(): boolean {
    return troubles.has(this.code)
  }

  get mayPass(): boolean {
    return this.isTrouble || this.repeatable
  }
}
