import type { Failure } from '../../../shared/contract/failure.ts'
import type {
  FetchLane,
  LaneComparison,
  LaneHolder,
  LaneOutcome,
  LaneReason,
  LaneState,
  PageFailure,
} from '../../../shared/contract/fetch.ts'
import { toFailure } from '../app-error.ts'
import type { Provider, ProviderPage, ProviderSetup, ProviderSignal } from '../ports/provider.ts'

const maxWarnings = 20
const maxAttemptsKept = 20

/** How a lane ends. */
export interface LaneEnding {
  readonly outcome: LaneOutcome
  readonly reason?: LaneReason
  readonly failure?: Failure
  readonly key?: string
}

/** What is known of one provider's part of a run, written up as it goes on. */
export class LaneBook {
  readonly provider: string
  private readonly now: () => number
  private readonly pages: string[] = []
  private lane: FetchLane

  constructor(provider: string, now: () => number) {
    this.provider = provider
    this.now = now
    this.lane = {
      provider,
      coverage: {},
      state: 'queued',
      outcome: null,
      reason: null,
      failure: null,
      startedAt: null,
      endedAt: null,
      waitingUntil: null,
      pages: '',
      pagesTotal: null,
      walk: null,
      items: 0,
      rejected: 0,
      repeated: 0,
      bytes: 0,
      attempts: 0,
      pageFailure: null,
      holder: null,
      comparison: null,
      key: null,
      aside: null,
      payloadBytes: null,
      warnings: [],
    }
  }

  snapshot(): FetchLane {
    return { ...this.lane, pages: this.pages.join('') }
  }

  get state(): LaneState {
    return this.lane.state
  }

  get rejected(): number {
    return this.lane.rejected
  }

  begin(): void {
    this.set({ state: 'running', startedAt: this.now() })
  }

  /** @param wide - what the provider covers unless it is narrowed @param chosen - what it is narrowed to */
  cover(wide: Provider['coverageDefaults'], chosen: ProviderSetup['coverage']): void {
    const entries = Object.entries({ ...wide, ...chosen })
    this.set({ coverage: Object.fromEntries(entries.map(([name, codes]) => [name, [...codes]])) })
  }

  enter(state: LaneState): void {
    this.set({ state, waitingUntil: null })
  }

  signal(signal: ProviderSignal): void {
    switch (signal.kind) {
      case 'asking':
        this.pages[signal.page - 1] = 'a'
        this.set({
          state: 'running',
          waitingUntil: null,
          walk: signal.walk.slice(0, 120),
          attempts: this.lane.attempts + 1,
        })
        break
      case 'answered':
        this.pages[signal.page - 1] = signal.attempts > 1 ? 'r' : 'd'
        this.set({ pageFailure: null })
        break
      case 'attempt_failed':
        if (signal.waitMs === 0) this.pages[signal.page - 1] = 'f'
        this.set({ pageFailure: this.withAttempt(signal) })
        break
      case 'total':
        this.set({ pagesTotal: signal.pages })
        break
      case 'breaker_overridden':
        this.warn(`asked although the breaker was open until ${new Date(signal.until).toISOString()}`)
        break
      case 'waiting':
        this.set({ state: 'waiting', waitingUntil: signal.until })
        break
    }
  }

  page(page: ProviderPage): void {
    this.set({
      items: this.lane.items + page.opportunities.length,
      rejected: this.lane.rejected + page.rejected.length,
      repeated: this.lane.repeated + page.repeated,
      bytes: this.lane.bytes + page.bytes,
    })
    for (const warning of page.warnings) this.warn(warning)
    for (const { id, reason } of page.rejected) this.warn(`rejected ${id}: ${reason}`)
  }

  warn(words: string): void {
    const { warnings } = this.lane
    const warning = words.slice(0, 300)
    if (warnings.length < maxWarnings && !warnings.includes(warning)) this.set({ warnings: [...warnings, warning] })
  }

  compare(comparison: LaneComparison): void {
    this.set({ comparison, payloadBytes: comparison.newBytes })
  }

  /** Another console runs it: what is known of that. */
  follow(holder: LaneHolder): void {
    this.set({ holder, pagesTotal: holder.run?.pagesTotal ?? null })
  }

  /** @param key - where the result lies */
  setAside(key: string): void {
    this.set({ aside: key })
  }

  end({ outcome, reason, failure, key }: LaneEnding): void {
    // A page that was being asked got no answer: it is neither done nor failed.
    while (this.pages.at(-1) === 'a') this.pages.pop()
    this.set({
      state: 'ended',
      outcome,
      reason: reason ?? null,
      failure: failure ?? null,
      key: key ?? null,
      endedAt: this.now(),
      waitingUntil: null,
    })
  }

  private withAttempt(signal: Extract<ProviderSignal, { kind: 'attempt_failed' }>): PageFailure {
    const { page, at, elapsedMs, waitMs, error, bodySample } = signal
    const known = this.lane.pageFailure?.page === page ? this.lane.pageFailure.attempts : []
    const attempt = { at, elapsedMs, waitMs, failure: toFailure(error) }
    return { page, attempts: [...known, attempt].slice(-maxAttemptsKept), bodySample }
  }

  private set(change: Partial<FetchLane>): void {
    this.lane = { ...this.lane, ...change }
  }
}
