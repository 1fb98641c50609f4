import { AppError } from '../../electron/core/app-error.ts'
import type { Provider, ProviderPage, ProviderSetup, ProviderSignal } from '../../electron/core/ports/provider.ts'
import { defaultLimits, type HttpLimits } from '../../electron/providers/http/http-funnel.ts'
import { searchFilters } from '../../shared/keys/params-hash.ts'
import type { Opportunity } from '../../shared/opportunity/opportunity.ts'
import { type CacheDay, parseCacheDay } from '../../shared/time/cache-day.ts'

/** The production limits with waits that a test can afford. */
export const quickLimits: HttpLimits = { ...defaultLimits, backoff: { minMs: 1, maxMs: 5 } }

export interface Walked {
  readonly pages: readonly ProviderPage[]
  readonly opportunities: readonly Opportunity[]
  readonly signals: readonly ProviderSignal[]
  /** What ended the walk; null where it came to its end. */
  readonly error: AppError | null
}

export interface WalkOptions {
  readonly window?: readonly [from: string, to: string]
  /** Searches instead of the daily walk. */
  readonly filters?: Parameters<typeof searchFilters>[0]
  readonly setup?: Partial<ProviderSetup>
  readonly signal?: AbortSignal
  readonly onSignal?: (signal: ProviderSignal) => void
}

/** Walks a provider against a loopback server and keeps everything it tells. */
export async function walkProvider(provider: Provider, baseUrl: string, options: WalkOptions = {}): Promise<Walked> {
  const { window = ['2026-09-15', '2026-09-22'], signal = new AbortController().signal } = options
  const pages: ProviderPage[] = []
  const signals: ProviderSignal[] = []
  const request = {
    signal,
    onSignal: (told: ProviderSignal) => {
      signals.push(told)
      options.onSignal?.(told)
    },
  }
  let error: AppError | null = null
  try {
    const open = provider.open({
      baseUrl,
      apiKey: 'key-of-a-test',
      allowLoopback: true,
      coverage: {},
      ...options.setup,
    })
    const [from, to] = [day(window[0]), day(window[1])]
    const walk = options.filters
      ? open.search(searchFilters(options.filters), request)
      : open.daily({ from, to }, request)
    for await (const page of walk) pages.push(page)
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown
    error = thrown
  }
  return { pages, opportunities: pages.flatMap((page) => page.opportunities), signals, error }
}

export function day(text: string): CacheDay {
  const parsed = parseCacheDay(text)
  if (parsed === null) throw new TypeError(`${text} is no day`)
  return parsed
}
