import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'
import type { InvalidationProgress } from '../../../shared/contract/invalidation.ts'
import type { UndoProgress } from '../../../shared/contract/undo.ts'

/** What an operator may want to take up again, worst first within its kind. */
export type Unfinished =
  | { readonly kind: 'running'; readonly run: FetchRun }
  | { readonly kind: 'removing'; readonly progress: InvalidationProgress }
  | { readonly kind: 'restoring'; readonly progress: UndoProgress }
  | { readonly kind: 'lane'; readonly run: FetchRun; readonly lane: FetchLane }

/**
 * Running operations, then the lanes whose newest run ended without storing: an older failure that a later run made
 * good is history and stays on its own screen.
 */
export function unfinishedOf(
  fetches: readonly FetchRun[],
  invalidation: InvalidationProgress | null,
  undo: UndoProgress | null,
  recent: readonly FetchRun[],
  connection: string,
): readonly Unfinished[] {
  const seen = new Set<string>()
  const lanes: Unfinished[] = []
  for (const run of recent) {
    if (run.connection !== connection || run.dryRun || run.endedAt === null) continue
    for (const lane of run.lanes) {
      if (seen.has(lane.provider)) continue
      seen.add(lane.provider)
      if (lane.outcome === 'failed' || lane.outcome === 'kept_old' || lane.outcome === 'interrupted') {
        lanes.push({ kind: 'lane', run, lane })
      }
    }
  }
  return [
    ...(invalidation ? [{ kind: 'removing' as const, progress: invalidation }] : []),
    ...(undo ? [{ kind: 'restoring' as const, progress: undo }] : []),
    ...fetches.map((run) => ({ kind: 'running' as const, run })),
    ...lanes,
  ]
}
