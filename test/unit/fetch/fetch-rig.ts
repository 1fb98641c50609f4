import { AppError } from '../../../electron/core/app-error.ts'
import type { ActiveConnection } from '../../../electron/core/connection/active-connection.ts'
import { createFetchRunner } from '../../../electron/core/fetch/fetch-runner.ts'
import type { RunningOperation } from '../../../electron/core/invalidation/operation-gate.ts'
import type { DailyFetchStore, FetchLock, StoredDaily } from '../../../electron/core/ports/cache.ts'
import type { RedisSession } from '../../../electron/core/ports/connection.ts'
import type { Provider, ProviderPage, ProviderRequest } from '../../../electron/core/ports/provider.ts'
import type { System } from '../../../electron/core/ports/system.ts'
import type { JournalEntry } from '../../../shared/contract/activity.ts'
import type { FetchRun } from '../../../shared/contract/fetch.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { type CacheDay, cacheZone, parseCacheDay } from '../../../shared/time/cache-day.ts'

export const today = parseCacheDay('2026-09-22') as CacheDay // a literal that is a day

/** What a provider of the test does with each walk. */
export type Script = (request: ProviderRequest) => AsyncIterable<ProviderPage>

export interface RigOptions {
  readonly scripts: Readonly<Record<string, Script>>
  readonly disabled?: readonly string[]
  readonly readOnly?: boolean
  readonly dayZone?: string
  readonly kind?: ActiveConnection['kind']
  /** What is being removed or restored. */
  readonly operation?: RunningOperation
  /** The provider cannot be opened at all. */
  readonly openError?: AppError
  /** Runs cannot be written down. */
  readonly recordError?: AppError
}

/** A runner with a store in memory and a clock of its own. */
export function createRig(options: RigOptions) {
  const time = new VirtualTime()
  const store = new MemoryDailyStore(time)
  const log: FetchRun[] = []
  const journal: Omit<JournalEntry, 'seq'>[] = []
  const published: FetchRun[] = []
  const system: System = {
    clock: () => time.now,
    sleep: time.sleep,
    randomHex: (count) => `${log.length}`.padStart(count * 2, '0'),
    collectGarbage: () => undefined,
    sha256: () => ({ update: () => undefined, hex: () => '' }),
    log: { info: () => undefined, warn: () => undefined, error: () => undefined },
    operator: 'maria@ops',
  }
  const connection: ActiveConnection = {
    session: { dailyFetches: () => store } as Partial<RedisSession> as RedisSession, // the runner asks for nothing else
    connectionId: 'c1',
    profileId: 'p1',
    name: 'cache',
    kind: options.kind ?? 'profile',
    target: {
      host: 'cache',
      port: 6379,
      database: 0,
      username: null,
      tls: { enabled: false, verify: true, ca: null },
      environment: 'development',
      readOnly: options.readOnly ?? false,
    },
  }
  const asked: string[] = []
  const providers = Object.entries(options.scripts).map(
    ([id, script]): Provider => ({
      id,
      label: id,
      mark: { colour: '#000000', marker: 'circle', line: 'solid' },
      defaultBaseUrl: 'https://provider',
      needsApiKey: false,
      leastGapMs: 1_000,
      coverageDefaults: {},
      open() {
        asked.push(id)
        if (options.openError) throw options.openError
        return { daily: (_, request) => script(request), search: (_, request) => script(request) }
      },
    }),
  )
  const runner = createFetchRunner({
    providers,
    inUse: {
      enabled: async (id) => options.disabled?.includes(id) !== true,
      setup: async () => ({ baseUrl: 'https://provider', apiKey: null, allowLoopback: false, coverage: {} }),
    },
    connection: () => connection,
    runLog: {
      append: async (run) => {
        if (options.recordError) throw options.recordError
        log.push(run)
      },
      list: async (limit) => [...new Map(log.map((run) => [run.runId, run])).values()].reverse().slice(0, limit),
    },
    journal: {
      append: async (entry) => {
        journal.push(entry)
        return { seq: journal.length, ...entry }
      },
    },
    publish: (event) => {
      if (event.name === 'fetch.progressed') published.push(event.payload)
    },
    system,
    gate: { running: () => options.operation ?? null },
    dayZone: async () => options.dayZone ?? cacheZone,
  })
  return { runner, store, time, log, journal, published, asked }
}

/** Time that passes only when a test says so. */
export class VirtualTime {
  now = Date.UTC(2026, 8, 22, 9, 0, 0, 5)
  private waiting: { at: number; wake: () => void }[] = []

  readonly sleep = (ms: number, signal?: AbortSignal): Promise<void> =>
    new Promise((resolve, reject) => {
      if (signal?.aborted) return reject(signal.reason as Error)
      if (ms === 0) return void setTimeout(resolve, 0) // a turn given to others takes no time
      this.waiting.push({ at: this.now + ms, wake: resolve })
      signal?.addEventListener('abort', () => reject(signal.reason as Error), { once: true })
    })

  /** Moves on and lets what was due run. */
  async advance(ms: number): Promise<void> {
    this.now += ms
    const due = this.waiting.filter((one) => one.at <= this.now)
    this.waiting = this.waiting.filter((one) => one.at > this.now)
    for (const one of due) one.wake()
    await settle()
  }
}

/** Lets everything that can go on now go on. */
export const settle = () => new Promise<void>((resolve) => setTimeout(resolve, 0))

const ends = { first: null, last: null }

export class MemoryDailyStore implements DailyFetchStore {
  readonly values = new Map<string, { text: string; daily: StoredDaily }>()
  readonly aside = new Map<string, string>()
  readonly notes = new Map<string, string>()
  readonly news = new Map<string, string>()
  readonly locks = new Map<string, { by: string; since: number }>()
  renewals = 0
  /** The lock is taken away: renewing and committing fail. */
  stolen = false
  commitError: AppError | null = null
  private readonly time: VirtualTime

  constructor(time: VirtualTime) {
    this.time = time
  }

  put(provider: string, day: CacheDay, items: number): void {
    this.values.set(`${provider} ${day}`, { text: 'old', daily: { bytes: 100, items, ends, ttlMs: 1_000 } })
  }

  async read(provider: string, day: CacheDay) {
    return this.values.get(`${provider} ${day}`)?.daily ?? null
  }

  async lastGood(provider: string, day: CacheDay) {
    const found = [...this.values].filter(
      ([name, { daily }]) => name.startsWith(`${provider} `) && (daily.items ?? 0) > 0,
    )
    return found.find(([name]) => name <= `${provider} ${day}`)?.[1].daily ?? null
  }

  async lock(provider: string, day: CacheDay) {
    const name = `${provider} ${day}`
    const held = this.locks.get(name)
    if (held) return { heldBy: held.by, since: held.since, removing: false }
    this.locks.set(name, { by: 'maria@ops', since: this.time.now })
    return {
      renew: async () => {
        this.renewals++
        return !this.stolen
      },
      release: async () => void this.locks.delete(name),
      tell: async (news) => void this.news.set(name, news),
    } satisfies FetchLock
  }

  async watch(provider: string, day: CacheDay) {
    const name = `${provider} ${day}`
    const held = this.locks.get(name)
    return { holder: held ? { heldBy: held.by, since: held.since } : null, news: this.news.get(name) ?? null }
  }

  async commit(provider: string, day: CacheDay, chunks: readonly Uint8Array[]) {
    if (this.commitError) throw this.commitError
    if (this.stolen) return 'lock_lost' as const
    const text = Buffer.concat(chunks).toString('utf8')
    const items = (JSON.parse(text) as { total_opportunities: number }).total_opportunities
    this.values.set(`${provider} ${day}`, { text, daily: { bytes: text.length, items, ends, ttlMs: 90_000_000 } })
    return 'stored' as const
  }

  async setAside(provider: string, day: CacheDay, chunks: readonly Uint8Array[], note: string) {
    const key = `pcc:aside:{${provider}:daily_fetch:${day}}`
    this.aside.set(key, Buffer.concat(chunks).toString('utf8'))
    this.notes.set(key, note)
    return key
  }
}

export function opportunity(id: string): Opportunity {
  return {
    external_id: id,
    title: 'Aquisição',
    description: null,
    estimated_value: 75_480,
    currency_code: 'BRL',
    country_code: 'BR',
    region_code: 'SP',
    municipality: null,
    publication_date: '2026-09-15 04:00:06',
    submission_deadline: null,
    procuring_entity_id: null,
    procuring_entity_name: null,
    provider_specific_data: null,
  }
}

export function page(number: number, items: number, change: Partial<ProviderPage> = {}): ProviderPage {
  const opportunities = Array.from({ length: items }, (_, index) => opportunity(`${number}-${index}`))
  return {
    walk: '6 Pregão',
    page: number,
    opportunities,
    rejected: [],
    repeated: 0,
    bytes: 1_000,
    warnings: [],
    ...change,
  }
}

/** A provider that answers with pages of these sizes, then fails if told to. */
export const pagesOf = (sizes: readonly number[], error?: AppError): Script =>
  async function* ({ onSignal }) {
    for (const [index, items] of sizes.entries()) {
      onSignal({ kind: 'asking', page: index + 1, walk: '6 Pregão' })
      onSignal({ kind: 'answered', page: index + 1, attempts: 1 })
      yield page(index + 1, items)
    }
    if (!error) return
    const number = sizes.length + 1
    onSignal({ kind: 'asking', page: number, walk: '6 Pregão' })
    onSignal({ kind: 'attempt_failed', page: number, at: 1, elapsedMs: 2, waitMs: 0, error, bodySample: '<html>' })
    throw error
  }

/** A provider that answers one page and then waits for ever, or for its cancellation. */
export const stuckAfter = (items: number): Script =>
  async function* ({ onSignal, signal }) {
    yield* pagesOf([items])({ onSignal, signal })
    onSignal({ kind: 'asking', page: 2, walk: '6 Pregão' })
    await new Promise((_, reject) => {
      signal.addEventListener('abort', () => reject(new AppError('cancelled', 'cancelled')), { once: true })
    })
  }
