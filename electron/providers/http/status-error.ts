import { AttemptError } from './attempt-error.ts'
import { retryAfterMs } from './retry-delay.ts'

export interface AnswerHead {
  readonly status: number
  readonly retryAfter: string | null
}

export interface StatusPolicy {
  /** The provider was given a key, so 401 and 403 speak of it. */
  readonly keyed: boolean
  /** Statuses of 4xx that pass when repeated. */
  readonly retryStatuses: readonly number[]
}

/** @returns why an answer with this status is no answer; null for 2xx */
export function statusError(head: AnswerHead, sample: string, policy: StatusPolicy, now: number): AttemptError | null {
  const { status } = head
  if (status >= 200 && status < 300) return null
  const details = { status, sample, retryAfterMs: retryAfterMs(head.retryAfter, now) }
  const message = `HTTP ${status}${wordsOf(sample)}`
  if (status === 429 || (status === 503 && details.retryAfterMs !== null)) {
    return new AttemptError('provider_throttled', message, details)
  }
  if (policy.keyed && (status === 401 || status === 403))
    return new AttemptError('provider_key_rejected', message, details)
  if (status >= 500) return new AttemptError('provider_failed', message, details)
  return new AttemptError('provider_refused', message, {
    ...details,
    repeatable: policy.retryStatuses.includes(status),
  })
}

/** The one line the services put into their errors: JSON with one of a few names, or a short plain text. */
function wordsOf(sample: string): string {
  const text = sample.trim()
  if (text === '' || text.startsWith('<')) return ''
  const named = /"(?:message|detail|Erro na API)"\s*:\s*"((?:[^"\\]|\\.)*)"/.exec(text)?.[1]
  if (named !== undefined) return `: ${named.slice(0, 300)}`
  return text.startsWith('{') || text.startsWith('[') ? '' : `: ${text.slice(0, 300)}`
}
