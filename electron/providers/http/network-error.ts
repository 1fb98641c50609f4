import { AppError } from '../../core/app-error.ts'
import { AttemptError } from './attempt-error.ts'

const timeouts: ReadonlySet<string> = new Set([
  'UND_ERR_CONNECT_TIMEOUT',
  'UND_ERR_HEADERS_TIMEOUT',
  'UND_ERR_BODY_TIMEOUT',
  'ETIMEDOUT',
])

/** Certificate trouble as OpenSSL and Node name it. */
const certificate = /CERT|SELF_SIGNED|UNABLE_TO_|HOSTNAME_MISMATCH|ALTNAME/

/**
 * Translates what the HTTP client and the sockets below it throw.
 * @param answering - whether the head of an answer had arrived: then a lost socket means a cut body
 */
export function networkError(error: unknown, answering: boolean): AttemptError | AppError {
  if (error instanceof AttemptError || error instanceof AppError) return error
  const refusal = error instanceof Error && error.cause instanceof AppError ? error.cause : null
  if (refusal !== null) return refusal
  const code = error instanceof Error && 'code' in error ? String(error.code) : ''
  const detail = `${code || 'network error'}${error instanceof Error ? `: ${error.message}` : ''}`
  if (timeouts.has(code)) return new AttemptError('provider_timeout', detail, { cause: error })
  if (certificate.test(code)) return new AttemptError('tls_untrusted', detail, { cause: error })
  if (code === 'EPROTO' || code.startsWith('ERR_SSL')) return new AttemptError('tls_failed', detail, { cause: error })
  if (answering) return new AttemptError('provider_truncated', detail, { cause: error })
  return new AttemptError('provider_unreachable', detail, { cause: error })
}
