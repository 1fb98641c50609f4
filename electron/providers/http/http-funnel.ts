import { setTimeout as sleepFor } from 'node:timers/promises'
import { AppError } from '../../core/app-error.ts'
import type { ProviderRequest, ProviderSetup } from '../../core/ports/provider.ts'
import { type Answer, askOnce } from './ask-once.ts'
import { AttemptError } from './attempt-error.ts'
import { type AddressPolicy, checkBaseUrl } from './base-url.ts'
import { CircuitTable, waitText } from './circuit.ts'
import { type ConnectionLimits, createGuardedAgent } from './guarded-agent.ts'
import { Pacer } from './pacer.ts'
import { type BackoffLimits, backoffMs, RetryBudget } from './retry-delay.ts'

const sampleCharacters = 2_048

export interface HttpLimits extends ConnectionLimits {
  readonly deadlineMs: number
  readonly maxBodyBytes: number
  readonly attempts: number
  readonly backoff: BackoffLimits
  /** A provider that asks to wait longer than this is not waited for. */
  readonly maxRetryAfterMs: number
  /** Pages of one walk. */
  readonly maxPages: number
  /** Unpacked bytes of one walk. */
  readonly maxTotalBytes: number
  readonly breaker: { readonly failures: number; readonly openMs: number }
}

/** Source: acceptance battery, default limits. */
export const defaultLimits: HttpLimits = {
  connectMs: 10_000,
  headersMs: 15_000,
  gapMs: 15_000,
  deadlineMs: 60_000,
  maxBodyBytes: 32 * 1024 * 1024,
  attempts: 5,
  backoff: { minMs: 500, maxMs: 30_000 },
  maxRetryAfterMs: 300_000,
  maxPages: 2_000,
  maxTotalBytes: 512 * 1024 * 1024,
  breaker: { failures: 5, openMs: 60_000 },
}

export interface FunnelOptions {
  readonly provider: string
  /** Least time between two requests to the public service; own loopback servers are held back by the settings alone. */
  readonly leastGapMs: number
  /** Header that carries the key; null where the service knows none. */
  readonly keyHeader: string | null
  /** Statuses of 4xx that pass when repeated. */
  readonly retryStatuses: readonly number[]
  readonly limits: HttpLimits
}

/** Names and values in order; slashes stay, since one service refuses them percent-encoded. */
export type Query = readonly (readonly [name: string, value: string])[]

export interface PageQuestion<T> {
  readonly path: string
  readonly query: Query
  /** What is being walked, in the provider's words. */
  readonly walk: string
  /** Reads the parsed body (null for 204). @throws AppError where it is not what the service documents */
  readonly read: (body: unknown) => T
}

export interface PageAnswer<T> {
  readonly value: T
  /** Number of this page within the run, from 1. */
  readonly page: number
  readonly bytes: number
  readonly warnings: readonly string[]
}

/** One walk's way to a provider; `close` ends its sockets. */
export interface HttpWalk {
  readonly provider: string
  get<T>(question: PageQuestion<T>): Promise<PageAnswer<T>>
  close(): Promise<void>
}

/** All requests to one provider go through here: pace, attempts, waits, breaker, limits, and the key kept out of words. */
export interface HttpFunnel {
  /** @throws AppError `provider_url_refused`, `provider_key_missing` */
  open(setup: ProviderSetup): { walk(request: ProviderRequest): HttpWalk }
}

export function createHttpFunnel(options: FunnelOptions): HttpFunnel {
  const { provider, limits, keyHeader } = options
  const circuits = new CircuitTable(limits.breaker)
  const pacers = new Map<string, Pacer>()

  return {
    open(setup) {
      const policy: AddressPolicy = { provider, allowLoopback: setup.allowLoopback }
      const base = checkBaseUrl(setup.baseUrl, policy)
      if (keyHeader !== null && !setup.apiKey) {
        throw new AppError('provider_key_missing', `${provider} needs an API key`, { params: { provider } })
      }
      const pacer = pacers.get(base.origin) ?? new Pacer()
      pacer.gapMs = Math.max(isOwnMachine(base) ? 0 : options.leastGapMs, setup.gapMs ?? 0)
      pacers.set(base.origin, pacer)
      return { walk: (request) => createWalk(options, setup, base, policy, pacer, circuits, request) }
    },
  }
}

function createWalk(
  options: FunnelOptions,
  setup: ProviderSetup,
  base: URL,
  addressPolicy: AddressPolicy,
  pacer: Pacer,
  circuits: CircuitTable,
  request: ProviderRequest,
): HttpWalk {
  const { provider, limits, keyHeader, retryStatuses } = options
  const key = keyHeader === null ? null : setup.apiKey
  const secretFree = (text: string) => (key === null ? text : text.replaceAll(key, '•••'))
  const agent = createGuardedAgent(addressPolicy, limits)
  // A walk may be left with a request under way: it ends with the walk, and is not tried again.
  const over = new AbortController()
  const signal = AbortSignal.any([request.signal, over.signal])
  const circuit = circuits.of(base.origin)
  const budget = new RetryBudget()
  const openUntil = circuit.openUntil()
  if (request.overrideBreaker === true && openUntil !== null) {
    circuit.tryNow()
    request.onSignal({ kind: 'breaker_overridden', until: openUntil })
  }
  let pages = 0
  let totalBytes = 0

  const headers: Record<string, string> = {
    accept: 'application/json',
    'accept-encoding': 'gzip, deflate, br',
    'user-agent': 'ProviderCacheConsole/0.1',
  }
  if (keyHeader !== null && key !== null) headers[keyHeader] = key

  function attempt(url: URL): Promise<Answer> {
    return circuit.run(() =>
      askOnce({
        url,
        headers,
        dispatcher: agent,
        signal,
        deadlineMs: limits.deadlineMs,
        maxBodyBytes: Math.min(limits.maxBodyBytes, limits.maxTotalBytes - totalBytes),
        policy: { keyed: key !== null, retryStatuses },
        now: Date.now,
      }),
    )
  }

  /** @returns milliseconds until the next attempt, or null where there is none */
  function waitAfter(failure: AttemptError, attempts: number): number | null {
    if (!failure.mayPass || attempts >= limits.attempts || circuit.openUntil() !== null) return null
    if (failure.retryAfterMs !== null && failure.retryAfterMs > limits.maxRetryAfterMs) return null
    if (!budget.take()) return null
    return Math.ceil(Math.max(failure.retryAfterMs ?? 0, backoffMs(attempts, Math.random(), limits.backoff)))
  }

  function appErrorOf(failure: AttemptError, walk: string, page: number): AppError {
    const { code, message, retryAfterMs, status } = failure
    const reason = secretFree(message.replace(/^HTTP \d{3}(: )?/, ''))
    const params: Record<string, string | number> = { provider, page, walk, host: base.host, reason }
    if (status !== null) params.status = status
    if (retryAfterMs !== null) Object.assign(params, { wait: waitText(retryAfterMs), until: Date.now() + retryAfterMs })
    if (code === 'provider_too_large') params.limit = `${limits.maxBodyBytes >> 20} MiB`
    const text = `${provider} page ${page} (${walk}): ${secretFree(message)}`
    return new AppError(code, text, { params, retryable: failure.mayPass, cause: failure })
  }

  return {
    provider,
    async get({ path, query, walk, read }) {
      const page = ++pages
      if (page > limits.maxPages) {
        const params = { provider, limit: limits.maxPages, walk }
        throw new AppError('provider_page_limit', `${provider}: more than ${limits.maxPages} pages`, { params })
      }
      const url = new URL(base.href.replace(/\/$/, '') + path + queryText(query))
      budget.countFirst()
      for (let attempts = 1; ; attempts++) {
        await pacer.turn(signal)
        request.onSignal({ kind: 'asking', page, walk })
        const at = Date.now()
        const tell = (error: AppError, waitMs: number, sample: string | null) =>
          request.onSignal({
            kind: 'attempt_failed',
            page,
            at,
            elapsedMs: Date.now() - at,
            waitMs,
            error,
            bodySample: sample === null ? null : secretFree(sample).slice(0, sampleCharacters),
          })
        let answer: Answer
        try {
          answer = await attempt(url)
        } catch (error) {
          if (signal.aborted) throw cancelled(error)
          if (!(error instanceof AttemptError)) throw withProvider(error, provider)
          const waitMs = waitAfter(error, attempts)
          const failure = appErrorOf(error, walk, page)
          tell(failure, waitMs ?? 0, error.sample)
          if (waitMs === null) throw failure
          if (waitMs >= 1_000) request.onSignal({ kind: 'waiting', until: Date.now() + waitMs })
          await sleepFor(waitMs, undefined, { signal }).catch((reason: unknown) => {
            throw cancelled(reason)
          })
          continue
        }
        totalBytes += answer.bytes
        try {
          const value = read(answer.body)
          request.onSignal({ kind: 'answered', page, attempts })
          return { value, page, bytes: answer.bytes, warnings: answer.warnings }
        } catch (error) {
          if (!(error instanceof AppError)) throw error
          const params = { ...error.params, provider, page, walk }
          const failure = new AppError(error.code, `${provider} page ${page} (${walk}): ${error.message}`, { params })
          tell(failure, 0, answer.text.slice(0, 4_096))
          throw failure
        }
      }
    },
    close() {
      over.abort(new AppError('cancelled', 'the walk is over'))
      return agent.destroy()
    },
  }
}

function queryText(query: Query): string {
  if (query.length === 0) return ''
  const encode = (text: string) => encodeURIComponent(text).replaceAll('%2F', '/')
  return `?${query.map(([name, value]) => `${encode(name)}=${encode(value)}`).join('&')}`
}

const isOwnMachine = (base: URL) => /^(localhost|127\.[\d.]+|\[::1\])$/.test(base.hostname)

const cancelled = (cause: unknown) => new AppError('cancelled', 'the request was cancelled', { cause })

/** The breaker does not know whose it is; everything else passes through. */
function withProvider(error: unknown, provider: string): unknown {
  if (!(error instanceof AppError) || error.code !== 'provider_breaker_open') return error
  const { code, message, params, retryable } = error
  return new AppError(code, `${provider}: ${message}`, { params: { ...params, provider }, retryable })
}
