import type { FailureCode } from '../../shared/contract/failure.ts'
import { AppError, type AppErrorDetails } from '../core/app-error.ts'

/** Where a failure happened; fills the sentence of its code. Holds no secret. */
export interface Place {
  readonly host: string
  readonly port: number
  readonly user: string
  readonly database: number
}

/** Codes of Node's sockets and resolver. */
const socketCodes: Readonly<Record<string, FailureCode>> = {
  ECONNREFUSED: 'connect_refused',
  // Of a Unix socket: there is none of that name, or this user may not use it.
  ENOENT: 'connect_refused',
  EACCES: 'connect_refused',
  ENOTFOUND: 'host_not_found',
  EAI_AGAIN: 'host_not_found',
  ENODATA: 'host_not_found',
  ETIMEDOUT: 'connect_timeout',
  EHOSTUNREACH: 'connect_timeout',
  ENETUNREACH: 'connect_timeout',
  EHOSTDOWN: 'connect_timeout',
  // Hung up before the first word: another protocol, or TLS on a port that was asked in the clear.
  ECONNRESET: 'not_redis',
  EPIPE: 'not_redis',
  ERR_TLS_CERT_ALTNAME_INVALID: 'tls_untrusted',
}

/** The chain was checked and not trusted. Source: Node's tls documentation, X509 certificate error codes. */
const untrusted =
  /^(UNABLE_TO_|DEPTH_ZERO_SELF_SIGNED|SELF_SIGNED|CERT_|INVALID_CA|INVALID_PURPOSE|HOSTNAME_MISMATCH|PATH_LENGTH|ERROR_IN_C)/

/** The chain could not be checked against the revocation list. Source: the same. */
const ofRevocationList = /^(CRL_|UNABLE_TO_GET_CRL|UNABLE_TO_DECRYPT_CRL|ERROR_IN_CRL)/

/** First word of an error reply, or its whole beginning where the server gives no code of its own. */
const replyCodes: readonly (readonly [pattern: RegExp, code: FailureCode])[] = [
  [/^WRONGPASS|^ERR invalid password|^ERR AUTH .*called without any password/i, 'auth_failed'],
  [/^NOAUTH|^ERR operation not permitted/i, 'auth_required'],
  [/^NOPERM|can't run this command|can't access at least one of the keys/i, 'no_permission'],
  [/max number of clients reached/i, 'too_many_clients'],
  [/^DENIED/i, 'connect_refused'],
  [
    /can't set (immutable|protected) config|Unsupported CONFIG parameter|Unknown option or number of arguments for CONFIG SET/i,
    'config_fixed',
  ],
  [/^ERR CONFIG SET failed|^ERR Invalid argument .* for CONFIG SET/i, 'config_rejected'],
  [/running without a config file/i, 'config_file_missing'],
  [/^LOADING/, 'server_loading'],
  [/^OOM/, 'server_out_of_memory'],
  [/^MISCONF|^NOREPLICAS/, 'server_cannot_persist'],
  [/^READONLY/, 'read_only_replica'],
  [/^ERR (DB index is out of range|invalid DB index|SELECT is not allowed in cluster mode)/i, 'database_missing'],
  [/^(CLUSTERDOWN|TRYAGAIN|MASTERDOWN|MOVED|ASK) /, 'incomplete'],
]

const retryable: ReadonlySet<FailureCode> = new Set([
  'connect_refused',
  'too_many_clients',
  'connect_timeout',
  'connection_lost',
  'command_timeout',
  'server_loading',
  'incomplete',
])

/** What ioredis says of a command whose connection went away; the reply will never come. */
export function isLinkError(error: unknown): boolean {
  const message = messageOf(error)
  return (
    /^Connection is closed|^Command aborted|^Stream isn't writeable|^Socket timeout|^Command timed out/.test(message) ||
    ['ECONNRESET', 'EPIPE', 'ETIMEDOUT'].includes(codeOf(error))
  )
}

/** Whether the server sent this error: the command was refused, and nothing of it was done. */
export function isReplyError(error: unknown): error is Error {
  return error instanceof Error && error.name === 'ReplyError'
}

/**
 * @param error - the cause ioredis told by its `error` event, before "Connection is closed."
 * @param crlFile - the revocation list the server's chain was checked against
 */
export function connectFailure(error: unknown, place: Place, crlFile?: string): AppError {
  if (error instanceof AppError) return error
  const message = messageOf(error)
  const details = { params: { ...place }, cause: error }
  if (isReplyError(error)) return replyFailure(error, 'AUTH', place)
  const code = codeOf(error)
  if (code === 'CERT_REVOKED') return fail('certificate_revoked', message, details)
  if (ofRevocationList.test(code)) {
    const params = { ...place, file: crlFile ?? '', reason: message }
    return fail(code === 'CRL_HAS_EXPIRED' ? 'revocation_list_expired' : 'revocation_list_unusable', message, {
      ...details,
      params,
    })
  }
  if (untrusted.test(code)) return fail('tls_untrusted', message, details)
  if (/CERTIFICATE_REQUIRED|certificate required/i.test(`${code} ${message}`))
    return fail('client_certificate_required', message, details)
  if (/before secure TLS connection/.test(message)) return fail('tls_failed', message, details)
  const known = socketCodes[code]
  if (known) return fail(known, message, details)
  if (code === 'EPROTO' || code.startsWith('ERR_SSL') || code.startsWith('ERR_TLS'))
    return fail('tls_failed', message, details)
  if (message.startsWith('Unknown RESP type')) return fail('not_redis', message, details)
  if (/^Socket timeout|^Command timed out/.test(message)) return fail('connect_timeout', message, details)
  // It took the connection and hung up before it said a word of the protocol.
  if (isLinkError(error)) return fail('not_redis', message, details)
  return fail('connection_lost', message, details)
}

/** Nothing was sent: the link is down, and what was asked did not happen. */
export function connectionLost(reason: string, place?: Place): AppError {
  return fail('connection_lost', reason, { params: { ...place } })
}

/** A command that was read-only: whatever happened, nothing changed. */
export function readFailure(error: unknown, command: string, place: Place): AppError {
  if (error instanceof AppError) return error
  if (isReplyError(error)) return replyFailure(error, command, place)
  const message = messageOf(error)
  const details = { params: { ...place, command }, cause: error }
  if (/^Socket timeout|^Command timed out/.test(message)) return fail('command_timeout', message, details)
  if (isLinkError(error)) return fail('connection_lost', message, details)
  return fail('server_error', message, details)
}

/** A command that writes: a reply says it was refused; no reply says nothing. */
export function writeFailure(error: unknown, command: string, place: Place): AppError {
  if (error instanceof AppError) return error
  if (isReplyError(error)) return replyFailure(error, command, place)
  return fail('unknown_outcome', messageOf(error), { params: { ...place, command }, cause: error })
}

/** An error reply of the server as its code. @param command - what was asked, for the words of `no_permission` */
export function replyFailure(error: Error, command: string, place: Place): AppError {
  const { message } = error
  const code = replyCodes.find(([pattern]) => pattern.test(message))?.[1] ?? 'server_error'
  return fail(code, message, { params: { ...place, command: deniedCommand(message) ?? command }, cause: error })
}

/** NOPERM names the command it denied; inside a script that is the one that matters. */
function deniedCommand(message: string): string | null {
  return /^NOPERM .*'([^']+)' command/.exec(message)?.[1]?.replace('|', ' ').toUpperCase() ?? null
}

function fail(code: FailureCode, message: string, details: AppErrorDetails): AppError {
  return new AppError(code, message, { ...details, retryable: retryable.has(code) })
}

const messageOf = (error: unknown) => (error instanceof Error ? error.message : String(error))

function codeOf(error: unknown): string {
  const code = error instanceof Error && 'code' in error ? error.code : undefined
  return typeof code === 'string' ? code : ''
}
