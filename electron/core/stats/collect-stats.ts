import type { Coverage } from '../../../shared/contract/invalidation.ts'
import type { StatsReport } from '../../../shared/contract/stats.ts'
import { AppError } from '../app-error.ts'
import type { KeyspaceReader, Pace } from '../ports/keyspace.ts'
import type { System } from '../ports/system.ts'
import { exactPass } from './exact-pass.ts'
import { randomFrom } from './reservoir.ts'
import { sampledPass } from './sampled-pass.ts'
import { createStatsBoard } from './stats-board.ts'

/** Keys measured per family where nobody says otherwise: ± 2 % to 5 % on a mixed cache. Source: performance notes. */
const usualSample = 2_000

const progressEveryMs = 250

export interface StatsRequest {
  /** Provider ids and `unified`, in the order they are shown. */
  readonly namespaces: readonly string[]
  readonly mode: 'exact' | 'sample'
  readonly pace: Pace
  /** The operator allows a far server to be walked in several places at once. */
  readonly mayBeSplit?: boolean
  readonly signal: AbortSignal
  /** The first as soon as there is a figure, then at most four a second; the last report is the answer. */
  readonly onProgress: (report: StatsReport) => void
  /** Keys measured per family in a sample; null: the usual. */
  readonly sampleSize: number | null
}

/**
 * One walk of the keyspace as a report. Where scripts may not be run an exact pass falls back to exact counts and
 * sampled bytes, and the report says so by `exact` and the interval of each family.
 * @returns also when cancelled, marked so, with what was seen until then
 * @throws AppError where the server cannot be read
 */
export async function collectStats(
  reader: KeyspaceReader,
  system: System,
  request: StatsRequest,
): Promise<StatsReport> {
  const { namespaces, mode, pace, mayBeSplit = false, signal, onProgress, sampleSize } = request
  const at = system.clock()
  const before = await reader.coverage()
  const expectedKeys = await reader.size()
  const board = createStatsBoard(namespaces)
  const report = (end: { complete: boolean; cancelled: boolean }) =>
    board.report({ at, elapsedMs: Math.max(0, system.clock() - at), expectedKeys, ...end })

  let toldAt = Number.NEGATIVE_INFINITY
  const onStep = () => {
    const now = system.clock()
    if (now - toldAt < progressEveryMs) return
    toldAt = now
    onProgress(report({ complete: false, cancelled: false }))
  }

  try {
    signal.throwIfAborted()
    if (mode === 'exact' && (await reader.canAggregate())) {
      await exactPass(reader, board, namespaces, { signal, pace, mayBeSplit }, onStep)
    } else {
      const random = randomFrom(system.randomHex(4))
      await sampledPass(reader, board, namespaces, sampleSize ?? usualSample, random, { signal, pace }, onStep)
    }
    return report({ complete: isWhole(before, await reader.coverage()), cancelled: false })
  } catch (error) {
    if (signal.aborted) return report({ complete: false, cancelled: true })
    // Slots moved under the walk: what was seen is shown, as a part.
    if (error instanceof AppError && error.code === 'incomplete') return report({ complete: false, cancelled: false })
    throw error
  }
}

function isWhole(before: Coverage, after: Coverage): boolean {
  return before.complete && after.complete && before.primaries === after.primaries
}
