import type { ProviderMark } from '../../../shared/contract/provider.ts'
import type { SearchFilters } from '../../../shared/keys/params-hash.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import type { AppError } from '../app-error.ts'

/** One page of a walk, mapped. */
export interface ProviderPage {
  /** What is being walked, as the provider names it: a modality, a body. */
  readonly walk: string
  readonly page: number
  readonly opportunities: readonly Opportunity[]
  /** Records that do not fit the schema, by the id they carry. */
  readonly rejected: readonly { readonly id: string; readonly reason: string }[]
  /** Records seen before in this walk, dropped. */
  readonly repeated: number
  readonly bytes: number
  readonly warnings: readonly string[]
}

/** What a run tells while it goes on. Pages are numbered through the whole run, from 1. */
export type ProviderSignal =
  | { readonly kind: 'asking'; readonly page: number; readonly walk: string }
  | { readonly kind: 'answered'; readonly page: number; readonly attempts: number }
  | {
      readonly kind: 'attempt_failed'
      readonly page: number
      readonly at: number
      readonly elapsedMs: number
      /** Until the next attempt; 0 after the last. */
      readonly waitMs: number
      readonly error: AppError
      readonly bodySample: string | null
    }
  /** Known so far; walks that do not say leave it null. */
  | { readonly kind: 'total'; readonly pages: number | null }
  /** A breaker that would have waited until then was overridden. */
  | { readonly kind: 'breaker_overridden'; readonly until: number }
  /** The provider or the breaker asks to wait. */
  | { readonly kind: 'waiting'; readonly until: number }

export interface ProviderRequest {
  readonly signal: AbortSignal
  readonly onSignal: (signal: ProviderSignal) => void
  /** Asks at once although a breaker is open: one request tries, and opens it anew if it fails. */
  readonly overrideBreaker?: boolean
}

/** Where and how one provider is asked. */
export interface ProviderSetup {
  readonly baseUrl: string
  readonly apiKey: string | null
  /** Only a development connection may ask loopback or private addresses. */
  readonly allowLoopback: boolean
  /** What a daily fetch covers, by names the provider knows (`modalities`, `ufs`, `bodies`); missing: wide. */
  readonly coverage: Readonly<Record<string, readonly string[]>>
  /** Least time between two requests, where the operator wants it longer than the service does. Milliseconds. */
  readonly gapMs?: number | undefined
}

/** A provider opened with its setup. Pages come as they arrive; a thrown AppError ends the walk. */
export interface OpenProvider {
  /** Everything published from `from` to `to`. */
  daily(
    window: { readonly from: CacheDay; readonly to: CacheDay },
    request: ProviderRequest,
  ): AsyncIterable<ProviderPage>
  search(filters: SearchFilters, request: ProviderRequest): AsyncIterable<ProviderPage>
}

/** One row of the table of providers. To add one: one file in `electron/providers/` and one line in its registry. */
export interface Provider {
  readonly id: string
  readonly label: string
  readonly mark: ProviderMark
  readonly defaultBaseUrl: string
  readonly needsApiKey: boolean
  /** Nearer together the service refuses requests. Milliseconds. */
  readonly leastGapMs: number
  /** Names `coverage` may carry, with the wide default of each. */
  readonly coverageDefaults: Readonly<Record<string, readonly string[]>>
  /** @throws AppError `provider_url_refused`, `provider_key_missing` */
  open(setup: ProviderSetup): OpenProvider
}
