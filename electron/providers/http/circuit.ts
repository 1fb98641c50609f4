import { BrokenCircuitError, ConsecutiveBreaker, circuitBreaker, handleWhen, type IBackoff } from 'cockatiel'
import { AppError } from '../../core/app-error.ts'
import { AttemptError } from './attempt-error.ts'

export interface BreakerLimits {
  /** Failures in a row that open it. */
  readonly failures: number
  readonly openMs: number
}

/** Stops asking a provider that only fails; after a while one request tries whether it is back. */
export class Circuit {
  private readonly openMs: number
  private readonly policy
  private openedAt: number | null = null
  /** How long it stays open; an operator may cut that short. */
  private waitMs: number

  constructor({ failures, openMs }: BreakerLimits) {
    this.openMs = openMs
    this.waitMs = openMs
    const waitOf = () => this.waitMs
    const wait: IBackoff<unknown> = {
      get duration() {
        return waitOf()
      },
      next: () => wait,
    }
    this.policy = circuitBreaker(
      handleWhen((error) => error instanceof AttemptError && error.isTrouble),
      { halfOpenAfter: wait, breaker: new ConsecutiveBreaker(failures) },
    )
    this.policy.onBreak(() => {
      this.openedAt = Date.now()
      this.waitMs = openMs
    })
    this.policy.onReset(() => {
      this.openedAt = null
    })
  }

  /** @returns when the next trial is allowed, milliseconds since 1970; null while it is closed */
  openUntil(): number | null {
    const until = this.openedAt === null ? null : this.openedAt + this.openMs
    return until !== null && until > Date.now() ? until : null
  }

  /** Lets the next request try now, as it would at the end of the wait: if that fails, the breaker opens anew. */
  tryNow(): void {
    this.openedAt = null
    this.waitMs = 0
  }

  /** @throws AppError `provider_breaker_open` without calling `ask` while the breaker is open */
  async run<T>(ask: () => Promise<T>): Promise<T> {
    try {
      return await this.policy.execute(ask)
    } catch (error) {
      if (!(error instanceof BrokenCircuitError)) throw error
      const until = this.openUntil() ?? Date.now()
      const wait = waitText(until - Date.now())
      const params = { until, wait }
      throw new AppError('provider_breaker_open', `not asked for another ${wait} after repeated failures`, {
        params,
        retryable: true,
        cause: error,
      })
    }
  }
}

/** One breaker per address: a test server's failures say nothing about the service. */
export class CircuitTable {
  private readonly limits: BreakerLimits
  private readonly circuits = new Map<string, Circuit>()

  constructor(limits: BreakerLimits) {
    this.limits = limits
  }

  of(origin: string): Circuit {
    const circuit = this.circuits.get(origin) ?? new Circuit(this.limits)
    this.circuits.set(origin, circuit)
    return circuit
  }
}

/** @returns `45 s` or `12 min`: units both languages share */
export function waitText(ms: number): string {
  const seconds = Math.max(1, Math.ceil(ms / 1_000))
  return seconds < 120 ? `${seconds} s` : `${Math.ceil(seconds / 60)} min`
}
