import type { FetchLane, FetchRun } from '../../../shared/contract/fetch.ts'
import type { InvalidationProgress } from '../../../shared/contract/invalidation.ts'
import type { UnfinishedOperation } from '../../../shared/contract/operations.ts'
import type { UndoProgress } from '../../../shared/contract/undo.ts'

/** What an operator may want to take up again, worst first within its kind. */
export type Unfinished =
  | { readonly kind: 'left'; readonly operation: UnfinishedOperation }
  | { readonly kind: 'running'; readonly run: FetchRun }
  | { readonly kind: 'removing'; readonly progress: InvalidationProgress }
  | { readonly kind: 'restoring'; readonly progress: UndoProgress }
  | { readonly kind: 'lane'; readonly run: FetchRun; readonly lane: FetchLane }

export interface Operations {
  /** Of consoles that ended on the way. */
  readonly left: readonly UnfinishedOperation[]
  readonly fetches: readonly FetchRun[]
  readonly invalidation: InvalidationProgress | null
  readonly undo: UndoProgress | null
  readonly recent: readonly FetchRun[]
  readonly connection: string
}

/**
 * What was left without an end, running operations, then the lanes whose newest run ended without storing: an older failure that a later run made
 * good is history and stays on its own screen.
 */
export function unfinishedOf({
  left,
  fetches,
  invalidation,
  undo,
  recent,
  connection,
}: Operations): readonly Unfinished[] {
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
    ...left.map((operation) => ({ kind: 'left' as const, operation })),
    ...(invalidation ? [{ kind: 'removing' as const, progress: invalidation }] : []),
    ...(undo ? [{ kind: 'restoring' as const, progress: undo }] : []),
    ...fetches.map((run) => ({ kind: 'running' as const, run })),
    ...lanes,
  ]
}
