import type { ConnectionOptions } from 'node:tls'
import { Redis, type RedisOptions } from 'ioredis'
import { addressText } from '../../shared/connection/address-text.ts'
import type { ConnectionTarget } from '../../shared/contract/connection.ts'
import { isOfPassword } from '../../shared/util/is-of-password.ts'
import { AppError } from '../core/app-error.ts'
import type { ConnectionSecrets } from '../core/ports/connection.ts'
import { readGreeting } from './read-greeting.ts'
import { tlsOptionsOf } from './tls-options.ts'
import { connectFailure, isReplyError, type Place } from './translate-redis-error.ts'

/** How the console calls itself: CLIENT LIST and SLOWLOG show it. */
export const clientName = 'provider-cache-console'

/** From the first packet to a usable connection: TCP, TLS, AUTH and SELECT together. */
const connectDeadlineMs = 5_000

/**
 * How long a link may keep silent while a reply is due. By progress, not by command: a slow line that still delivers is
 * never cut off. With the watchdog's ping a dead server is noticed within 6 s.
 */
const silenceMs = 3_500

export interface Address {
  readonly host: string
  readonly port: number
}

/** How a server is reached and as whom. */
export interface Credentials extends ConnectionSecrets {
  readonly target: ConnectionTarget
  /** What each server said to them: they are not sent twice where they were refused, which could lock the user out. */
  readonly refusals: Map<string, AppError>
}

/**
 * `browse` notices a silent server and never touches the LRU clock of a key where the server allows that.
 * `write` waits for its outcome: whoever sends a command sets the deadline, and nothing is ever queued or sent again.
 * `events` listens and may hear nothing for hours: whoever listens asks for a sign of life.
 */
export type ClientKind = 'browse' | 'write' | 'events'

/**
 * Opens one connection with one attempt: a wrong password is tried once, whatever else is opened with it later.
 * @throws AppError with the true cause
 */
export async function openClient(
  address: Address,
  credentials: Credentials,
  kind: ClientKind,
  signal: AbortSignal,
): Promise<Redis> {
  signal.throwIfAborted()
  const former = credentials.refusals.get(addressText(address))
  if (former) throw former
  const tls = await tlsOptionsOf(credentials.target.tls)
  signal.throwIfAborted()
  const client = new Redis(optionsFor(address, credentials, kind, tls))
  const place = placeOf(address, credentials)
  let cause: unknown = null
  // connect() rejects with "Connection is closed."; the true cause comes first, by this event.
  client.on('error', (error: unknown) => {
    cause ??= error
  })
  const deadline = setTimeout(() => {
    cause ??= timeoutError(client, place)
    cut(client)
  }, connectDeadlineMs)
  const stop = () => cut(client)
  signal.addEventListener('abort', stop, { once: true })
  try {
    await client.connect()
    if (credentials.target.database !== 0) await client.call('SELECT', credentials.target.database)
    // The first word of the protocol when there was neither a password nor a database: until here anything may have
    // taken the connection. Since Redis 7.2 reading then leaves the key's LRU clock alone.
    await client.call('CLIENT', 'NO-TOUCH', kind === 'browse' ? 'on' : 'off').catch(unlessReply)
    return client
  } catch (error) {
    cut(client)
    signal.throwIfAborted()
    const failure = connectFailure(cause ?? error, place, credentials.target.tls.crlFile)
    if (isOfPassword(failure)) credentials.refusals.set(addressText(address), failure)
    throw failure.code === 'not_redis' && tls === null ? await withGreeting(failure, address, place) : failure
  } finally {
    clearTimeout(deadline)
    signal.removeEventListener('abort', stop)
  }
}

/** Ends a connection now: pending replies fail, nothing waits for a server that may not answer. */
export function cut(client: Redis): void {
  client.disconnect()
  client.stream?.destroy()
}

export function placeOf(address: Address, { target }: Credentials): Place {
  return { host: address.host, port: address.port, user: target.username ?? 'default', database: target.database }
}

function optionsFor(
  { host, port }: Address,
  { target, password }: Credentials,
  kind: ClientKind,
  tls: ConnectionOptions | null,
) {
  return {
    ...(host.startsWith('/') ? { path: host } : { host, port }),
    ...(target.username === null ? {} : { username: target.username, password: password ?? '' }),
    ...(target.username === null && password !== null ? { password } : {}),
    ...(tls === null ? {} : { tls }),
    // RESP2: one AUTH, no negotiation that would try the password twice, and the same replies from every version.
    protocol: 2,
    connectionName: clientName,
    disableClientInfo: true,
    lazyConnect: true,
    connectTimeout: 2 * connectDeadlineMs, // ours comes first and knows more
    disconnectTimeout: 0, // `cut` destroys the socket itself; this timer would only keep the process alive
    // A connection is used until it ends and then replaced by a new one: reconnecting is the session's business.
    retryStrategy: () => null,
    maxRetriesPerRequest: 0,
    enableOfflineQueue: false,
    autoResendUnfulfilledCommands: false,
    enableReadyCheck: false,
    ...(kind === 'browse' ? { socketTimeout: silenceMs } : {}),
  } satisfies RedisOptions
}

/** What hung up at once may be a Redis that is full. */
async function withGreeting(failure: AppError, address: Address, place: Place): Promise<AppError> {
  const greeting = await readGreeting(address)
  if (!greeting.startsWith('-ERR max number of clients')) return failure
  return new AppError('too_many_clients', greeting.slice(1).trim(), { params: { ...place }, retryable: true })
}

/** An older server, or a user without the right: it is Redis that refused. The rest is asked about by name later. */
function unlessReply(error: unknown): void {
  if (!isReplyError(error) || !/^(NOPERM|ERR) /.test(error.message) || /max number of clients/.test(error.message))
    throw error
}

function timeoutError(client: Redis, place: Place): AppError {
  const details = { params: { ...place }, retryable: true }
  const reached = client.stream?.remoteAddress !== undefined
  if (reached && client.status === 'connecting') {
    return new AppError('tls_failed', `${place.host}:${place.port} took the connection but does not speak TLS`, details)
  }
  return new AppError(
    'connect_timeout',
    `no answer from ${place.host}:${place.port} within ${connectDeadlineMs} ms`,
    details,
  )
}
