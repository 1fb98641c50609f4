import type { FetchRun } from '../../shared/contract/fetch.ts'
import type { InvalidationProgress } from '../../shared/contract/invalidation.ts'
import type { UndoProgress } from '../../shared/contract/undo.ts'

export interface OperationsSummary {
  readonly count: number
  /** All of them wait for the operator. */
  readonly paused: boolean
  /** Mean of the operations' progress, 0 to 1; null while one of them does not know its end. */
  readonly share: number | null
}

/** What the frame says of everything that runs. */
export function operationsSummary(
  fetches: readonly FetchRun[],
  invalidation: InvalidationProgress | null,
  undo: UndoProgress | null,
): OperationsSummary {
  const shares = [
    ...fetches.map(shareOfRun),
    ...(invalidation ? [shareOfBooks(invalidation.books.previewed, invalidation.books)] : []),
    ...(undo ? [shareOfBooks(undo.books.saved, undo.books)] : []),
  ]
  const waiting = [invalidation, undo].filter((operation) => operation?.paused !== undefined)
  return { count: shares.length, paused: shares.length > 0 && waiting.length === shares.length, share: mean(shares) }
}

/** Mean over the lanes; one that runs with an unknown length leaves the whole unknown. */
function shareOfRun(run: FetchRun): number | null {
  return mean(
    run.lanes.map((lane) => {
      if (lane.state === 'ended') return 1
      if (lane.state === 'queued') return 0
      return lane.pagesTotal ? Math.min(1, lane.pages.length / lane.pagesTotal) : null
    }),
  )
}

/** null for nothing, and as soon as one is unknown. */
function mean(shares: readonly (number | null)[]): number | null {
  const sum = shares.reduce<number | null>(
    (total, share) => (total === null || share === null ? null : total + share),
    0,
  )
  return sum === null || shares.length === 0 ? null : sum / shares.length
}

function shareOfBooks(all: number, { notAttempted }: { readonly notAttempted: number }): number | null {
  return all === 0 ? null : 1 - notAttempted / all
}
