import type { CompareProgress, CompareRequest, Comparison } from '../../shared/contract/compare.ts'
import type { FreshnessReport } from '../../shared/contract/freshness.ts'
import type { PolicyProgress, PolicyReport } from '../../shared/contract/policy.ts'
import type { SearchLookup } from '../../shared/contract/search.ts'
import type { ServerFacts } from '../../shared/contract/server.ts'
import type { ServerReport } from '../../shared/contract/server-report.ts'
import type { StatsReport } from '../../shared/contract/stats.ts'
import type { SearchFilters } from '../../shared/keys/params-hash.ts'
import type { CacheDay } from '../../shared/time/cache-day.ts'
import type { KeyService } from './browse/key-service.ts'
import type { ConnectionService } from './connection/connection-service.ts'
import type { AsideService } from './fetch/aside-service.ts'
import type { FetchRunner } from './fetch/fetch-runner.ts'
import type { HistoryService } from './history/history-service.ts'
import type { InvalidationService } from './invalidation/invalidation-service.ts'
import type { RecoveryService } from './invalidation/recovery-service.ts'
import type { Refusals } from './invalidation/refusals.ts'
import type { UndoService } from './invalidation/undo-service.ts'
import type { LiveService } from './live/live-service.ts'
import type { CleanUpRequest, Repair } from './policy/clean-up.ts'
import type { Calendar } from './ports/calendar.ts'
import type { Journal, SecretVault, SettingsStore } from './ports/stores.ts'
import type { System } from './ports/system.ts'
import type { ProcurementSets } from './procurements/procurement-sets.ts'
import type { ProvidersInUse } from './providers-in-use.ts'
import type { ScheduleService } from './schedule/schedule-service.ts'
import type { ConfigurationService } from './server/configuration-service.ts'
import type { ExportService } from './transfer/export-service.ts'
import type { CombinedSearch, CombinedSearchRequest } from './unified/search-combined.ts'

/** The console without a door: what the window and the command line both call. */
export interface Core {
  readonly dataFolder: string
  readonly system: System
  readonly settings: SettingsStore
  readonly vault: SecretVault
  readonly journal: Journal
  readonly refusals: Refusals
  readonly providers: ProvidersInUse
  readonly connections: ConnectionService
  readonly invalidation: InvalidationService
  readonly undo: UndoService
  readonly recovery: RecoveryService
  readonly exports: ExportService
  readonly fetches: FetchRunner
  readonly asides: AsideService
  readonly keys: KeyService
  readonly history: HistoryService
  readonly live: LiveService
  readonly calendar: Calendar
  readonly schedule: ScheduleService
  readonly configuration: ConfigurationService
  /** What the last searches and comparisons found. */
  readonly procurements: ProcurementSets
  /** One pass at a time: a second call joins the running one. `sampleSize`: keys measured per family. */
  collectStats(
    mode: 'exact' | 'sample',
    signal: AbortSignal,
    onProgress: (report: StatsReport) => void,
    sampleSize: number | null,
  ): Promise<StatsReport>
  /** The newest day there is in the cache's zone. */
  today(): Promise<CacheDay>
  freshness(days: number): Promise<FreshnessReport>
  facts(): Promise<ServerFacts>
  /** Which keys break the lifetimes of their families, and which are of no known family. Changes nothing. */
  policyReport(signal: AbortSignal, onProgress: (progress: PolicyProgress) => void): Promise<PolicyReport>
  /** Repairs what that report finds; each repair has its own bundle and journal entries. @throws AppError as a preview and a run do */
  cleanUp(request: CleanUpRequest): Promise<{ report: PolicyReport; repairs: readonly Repair[] }>
  serverReport(): Promise<ServerReport>
  /** Searches the providers named, from the cache where it can. @throws AppError `bad_input`, `not_connected`, `cancelled` */
  search(request: CombinedSearchRequest): Promise<CombinedSearch>
  /** Computes where a combined search stands, or would, and looks there. @throws AppError `not_connected` */
  lookUpSearch(filters: Partial<SearchFilters>): Promise<SearchLookup>
  /** Lays cached days side by side without asking a provider. @throws AppError `bad_input`, `not_connected`, `cancelled` */
  compare(
    request: CompareRequest,
    signal: AbortSignal,
    onProgress?: (progress: CompareProgress) => void,
  ): Promise<Comparison>
  /** Opens what was open last, or the demo workspace; failures show in the connection's status. */
  openLast(): Promise<void>
  /** To be called after a connection was opened: fills the demo workspace where it is the one, samples the server. */
  afterOpen(): void
  /** Stops what runs, then closes the connection and the demo server. */
  close(): Promise<void>
}
