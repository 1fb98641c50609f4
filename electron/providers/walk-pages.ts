import type { Opportunity } from '../../shared/opportunity/opportunity.ts'
import { AppError } from '../core/app-error.ts'
import type { ProviderPage, ProviderRequest } from '../core/ports/provider.ts'
import type { HttpWalk, Query } from './http/http-funnel.ts'

/** A page as an adapter reads it: its records mapped, and what the envelope says. */
export interface PageRead {
  readonly opportunities: readonly Opportunity[]
  readonly rejected: readonly { readonly id: string; readonly reason: string }[]
  /** Records the answer held, mapped or not. */
  readonly received: number
  /** Pages to come by the envelope; null where it does not say. */
  readonly remaining: number | null
  /** Records of the whole walk by the envelope; null where it does not say. */
  readonly total: number | null
  readonly warnings: readonly string[]
}

/** One paged list: a modality, a body and a window. */
export interface PagedWalk {
  /** As the provider names it. */
  readonly name: string
  readonly path: string
  readonly query: (page: number) => Query
  readonly pageSize: number
  readonly read: (body: unknown) => PageRead
}

/**
 * Walks lists one after another as one run: ids are unique over all of them, pages are numbered through.
 * @param notes - what the run covers; they go with its first page
 */
export async function* runWalks(
  http: HttpWalk,
  walks: readonly PagedWalk[],
  request: ProviderRequest,
  notes: readonly string[],
): AsyncGenerator<ProviderPage> {
  const seen = new Set<string>()
  let first = true
  let asked = 0
  try {
    for (const [index, walk] of walks.entries()) {
      const later = walks.length - index - 1
      const tellTotal = (remaining: number | null) => {
        asked++
        request.onSignal({ kind: 'total', pages: remaining === null ? null : asked + Math.max(0, remaining) + later })
      }
      for await (const page of walkPages(http, walk, seen, tellTotal)) {
        yield first ? { ...page, warnings: [...notes, ...page.warnings] } : page
        first = false
      }
    }
  } finally {
    await http.close()
  }
}

/**
 * Walks one list to its end and drops what was seen before: new records move later pages while a walk goes on.
 * The counts of an envelope are hints. A walk goes on behind a full page even where they say it is over, and it is only
 * over when as many records came as were announced at its start.
 * @param seen - ids of the whole run; grows
 * @throws AppError `provider_truncated` where records are missing at the end, `provider_failed` where a page repeats
 */
async function* walkPages(
  http: HttpWalk,
  walk: PagedWalk,
  seen: Set<string>,
  onRemaining: (pages: number | null) => void,
): AsyncGenerator<ProviderPage> {
  let announced: number | null = null
  let received = 0
  let repeatedHere = 0
  const here = new Set<string>()
  let staleInRow = 0
  const { path, name, read } = walk
  const ask = (page: number) => http.get({ path, query: walk.query(page), walk: name, read })
  for (let page = 1, asked = ask(page); ; page++) {
    const answer = await asked
    const { value } = answer
    announced ??= value.total
    const news = unseen(value.opportunities, here)
    const fresh = unseen(news, seen)
    const repeated = value.opportunities.length - fresh.length
    received += value.received
    repeatedHere += value.opportunities.length - news.length
    onRemaining(value.remaining)
    staleInRow = value.opportunities.length > 0 && news.length === 0 ? staleInRow + 1 : 0
    if (staleInRow === 2) throw endless(http.provider, name)
    const { rejected } = value
    const warnings = [...answer.warnings, ...value.warnings]
    const isFull = value.received >= walk.pageSize && (value.total === null || received < value.total)
    const isLast = value.received === 0 || ((value.remaining ?? 0) <= 0 && !isFull)
    // The next page is on its way while this one is turned into what is stored; never more than one.
    if (!isLast) {
      asked = ask(page + 1)
      asked.catch(() => undefined) // whoever awaits it has the failure; a walk that is left early has none
    }
    yield { walk: name, page: answer.page, opportunities: fresh, rejected, repeated, bytes: answer.bytes, warnings }
    if (isLast) break
  }
  const missing = (announced ?? 0) - (received - repeatedHere)
  if (missing > 0) throw incomplete(http.provider, walk.name, announced ?? 0, missing)
}

/** @returns those whose id is not in `ids` yet, and adds them */
function unseen(opportunities: readonly Opportunity[], ids: Set<string>): Opportunity[] {
  return opportunities.filter(({ external_id: id }) => !ids.has(id) && ids.add(id))
}

function incomplete(provider: string, walk: string, announced: number, missing: number): AppError {
  const reason = `${announced} records announced, ${missing} of them never came`
  const params = { provider, walk, reason }
  return new AppError('provider_truncated', `${provider} (${walk}): ${reason}`, { params, retryable: true })
}

function endless(provider: string, walk: string): AppError {
  const reason = 'the same page comes again and again'
  return new AppError('provider_failed', `${provider} (${walk}): ${reason}`, { params: { provider, walk, reason } })
}
