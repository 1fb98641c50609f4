import type {
  HistoryMark,
  ServerHistory,
  ServerSample,
  StatsHistory,
  StatsPoint,
} from '../../../shared/contract/history.ts'
import type { StatsReport } from '../../../shared/contract/stats.ts'
import { spread } from '../../../shared/time/thin.ts'
import { toFailure } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import { placeText } from '../invalidation/same-server.ts'
import type { HistoryStore } from '../ports/history.ts'
import type { Journal } from '../ports/stores.ts'
import type { System } from '../ports/system.ts'
import { historyMarks } from './history-marks.ts'
import { statsPoint } from './stats-point.ts'

/** More than a chart is wide. */
const mostRecords = 600
const hourMs = 3_600_000
/** Acts looked at for marks: more of them would only blacken a chart. */
const journalEntries = 500

export interface HistoryDeps {
  /** @throws AppError `not_connected` */
  readonly connection: () => ActiveConnection
  readonly passes: HistoryStore<StatsPoint>
  readonly samples: HistoryStore<ServerSample>
  readonly journal: Journal
  readonly providerIds: readonly string[]
  readonly system: System
}

/** What was measured of the open server and database over time. */
export interface HistoryService {
  /** Keeps a pass over `connection`; one that was stopped or saw a part is not kept. A failure is logged, not thrown. */
  keepPass(report: StatsReport, connection: ActiveConnection): Promise<void>
  passes(days: number): Promise<StatsHistory>
  samples(hours: number): Promise<ServerHistory>
}

export function createHistoryService(deps: HistoryDeps): HistoryService {
  const { connection, passes, samples, journal, providerIds, system } = deps

  async function read<T extends ServerSample | StatsPoint>(
    store: HistoryStore<T>,
    hours: number,
  ): Promise<{ from: number; to: number; records: T[]; marks: HistoryMark[] }> {
    const { session, name } = connection()
    const to = system.clock()
    const from = to - hours * hourMs
    const [records, { entries }] = await Promise.all([
      store.list(placeText(session.identity()), from),
      journal.read(journalEntries),
    ])
    return {
      from,
      to,
      records: spread(records, from, to, mostRecords),
      marks: historyMarks(entries, name, from, providerIds),
    }
  }

  return {
    async keepPass(report, { session, name }) {
      if (!report.complete) return
      try {
        await passes.append(statsPoint(report, session.identity(), name))
      } catch (error) {
        system.log.warn('a pass was not kept in the history', { ...toFailure(error) })
      }
    },
    async passes(days) {
      const { from, to, records, marks } = await read(passes, days * 24)
      return { from, to, points: records, marks }
    },
    async samples(hours) {
      const { from, to, records, marks } = await read(samples, hours)
      return { from, to, samples: records, marks }
    },
  }
}
