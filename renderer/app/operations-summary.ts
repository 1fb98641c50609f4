import type { FetchRun } from '../../shared/contract/fetch.ts'
import type { InvalidationProgress } from '../../shared/contract/invalidation.ts'

export interface OperationsSummary {
  readonly count: number
  /** Mean of the operations' progress, 0 to 1; null while none of them knows its end. */
  readonly share: number | null
}

/** What the frame says of everything that runs. */
export function operationsSummary(
  fetches: readonly FetchRun[],
  invalidation: InvalidationProgress | null,
): OperationsSummary {
  const shares = [...fetches.map(shareOfRun), ...(invalidation ? [shareOfInvalidation(invalidation)] : [])]
  const known = shares.filter((share) => share !== null)
  const sum = known.reduce((total, share) => total + share, 0)
  return { count: shares.length, share: known.length === 0 ? null : sum / known.length }
}

/** Mean over the lanes; a lane of unknown length says nothing until it has ended. */
function shareOfRun(run: FetchRun): number | null {
  const known = run.lanes
    .map((lane) => {
      if (lane.state === 'ended') return 1
      if (lane.state === 'queued') return 0
      return lane.pagesTotal ? Math.min(1, lane.pages.length / lane.pagesTotal) : null
    })
    .filter((share) => share !== null)
  return known.length === 0 ? null : known.reduce<number>((total, share) => total + share, 0) / known.length
}

function shareOfInvalidation({ books }: InvalidationProgress): number | null {
  return books.previewed === 0 ? null : 1 - books.notAttempted / books.previewed
}
