import { type Dispatcher, request } from 'undici'
import { AttemptError } from './attempt-error.ts'
import { networkError } from './network-error.ts'
import { isCutJson, parseKeepingBigNumbers } from './parse-json.ts'
import { type BodyText, readBody } from './read-body.ts'
import { type StatusPolicy, statusError } from './status-error.ts'

const maxRedirects = 3

export interface Question {
  readonly url: URL
  readonly headers: Readonly<Record<string, string>>
  readonly dispatcher: Dispatcher
  readonly signal: AbortSignal
  /** From the first byte asked to the last byte read. */
  readonly deadlineMs: number
  readonly maxBodyBytes: number
  readonly policy: StatusPolicy
  readonly now: () => number
}

export interface Answer {
  /** Parsed JSON; null for 204, which says "nothing found" without a body. */
  readonly body: unknown
  readonly text: string
  readonly bytes: number
  readonly warnings: readonly string[]
}

/**
 * One attempt, from connecting to parsed JSON.
 * @throws AttemptError, or AppError `provider_url_refused`; the signal's reason when it was aborted
 */
export async function askOnce(question: Question): Promise<Answer> {
  const stop = new AbortController()
  const abort = () => stop.abort()
  const deadline = setTimeout(abort, question.deadlineMs)
  question.signal.addEventListener('abort', abort, { once: true })
  let answering = false
  try {
    question.signal.throwIfAborted()
    const response = await followRedirects(question, stop.signal)
    answering = true
    return await readAnswer(question, response)
  } catch (error) {
    question.signal.throwIfAborted()
    if (!stop.signal.aborted) throw networkError(error, answering)
    throw new AttemptError('provider_timeout', `no complete answer within ${question.deadlineMs} ms`, { cause: error })
  } finally {
    clearTimeout(deadline)
    question.signal.removeEventListener('abort', abort)
  }
}

async function followRedirects(question: Question, signal: AbortSignal): Promise<Dispatcher.ResponseData> {
  let url = question.url
  for (let hop = 0; ; hop++) {
    const { headers, dispatcher } = question
    const response = await request(url, { method: 'GET', headers: { ...headers }, dispatcher, signal })
    const location = headerOf(response, 'location')
    if (response.statusCode < 300 || response.statusCode > 399 || location === null) return response
    response.body.on('error', () => undefined).destroy()
    const target = URL.canParse(location, url.href) ? new URL(location, url) : null
    // The key travels in a header: it may reach the provider's own origin and nobody else.
    if (target === null || target.origin !== question.url.origin || hop === maxRedirects) {
      const where = target === null ? 'no web address' : target.origin === 'null' ? target.protocol : target.origin
      throw new AttemptError('provider_redirected', `HTTP ${response.statusCode} to ${where.slice(0, 200)}`, {
        status: response.statusCode,
      })
    }
    url = target
  }
}

async function readAnswer(question: Question, response: Dispatcher.ResponseData): Promise<Answer> {
  const { policy, maxBodyBytes, now } = question
  const encoding = headerOf(response, 'content-encoding')
  const head = { status: response.statusCode, retryAfter: headerOf(response, 'retry-after') }
  const isGood = response.statusCode >= 200 && response.statusCode < 300
  if (response.statusCode === 204) {
    await response.body.dump()
    return { body: null, text: '', bytes: 0, warnings: [] }
  }
  const body = await readBody(response.body, encoding, maxBodyBytes).catch((error: unknown) => {
    // What an error page says is worth less than its status: a cut one must not hide that it was a 429.
    if (isGood) throw error
    return { text: '', bytes: 0, replaced: 0 } satisfies BodyText
  })
  const failure = statusError(head, body.text.slice(0, 4_096), policy, now())
  if (failure !== null) throw failure
  return {
    body: parseBody(body.text, headerOf(response, 'content-type')),
    ...body,
    warnings: warningsOf(response, body),
  }
}

function parseBody(text: string, contentType: string | null): unknown {
  const sample = text.slice(0, 4_096)
  if (text.trim() === '') throw new AttemptError('provider_truncated', 'an empty body', { sample })
  try {
    return parseKeepingBigNumbers(text)
  } catch (error) {
    if (isCutJson(text)) throw new AttemptError('provider_truncated', 'the JSON ends early', { sample, cause: error })
    const kind = text.trimStart().startsWith('<') ? 'a web page' : 'no JSON'
    const label = contentType === null ? '' : `, labelled ${contentType.slice(0, 80)}`
    throw new AttemptError('provider_not_json', `${kind}${label}`, { sample, cause: error })
  }
}

function warningsOf(response: Dispatcher.ResponseData, body: BodyText): string[] {
  const warnings: string[] = []
  const type = headerOf(response, 'content-type') ?? 'nothing'
  if (!/[/+]json\b/i.test(type)) warnings.push(`JSON labelled ${type.slice(0, 80)}`)
  if (body.replaced > 0) warnings.push(`${body.replaced} characters were not UTF-8`)
  return warnings
}

function headerOf(response: Dispatcher.ResponseData, name: string): string | null {
  const value = response.headers[name]
  return (Array.isArray(value) ? value[0] : value) ?? null
}
