import type { CacheDay } from '../../../shared/time/cache-day.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { Provider } from '../ports/provider.ts'
import type { LaneBook } from './lane-book.ts'

/** One provider's part of a run, as it is to be done. */
export interface LaneJob {
  readonly provider: Provider
  readonly day: CacheDay
  /** Whose calendar the day is of. */
  readonly zone: string
  readonly dryRun: boolean
  readonly runId: string
  /** Where another console runs it: look on. */
  readonly follow: boolean
  readonly overrideBreaker: boolean
  readonly connection: ActiveConnection
  readonly book: LaneBook
  /** Aborted when the operator cancels. */
  readonly signal: AbortSignal
  /** Called after every change of the book. */
  readonly onChange: () => void
}
