import type { FetchLane } from '../../../shared/contract/fetch.ts'
import { pagesRead } from './page-cells.ts'

/** Pages before a remaining time is told: fewer say nothing about the rest. Source: UX brief, fetch flow. */
const pagesBeforeEstimate = 5

/** @returns pages per second since the lane began; null before the first page and for a lane that never began */
export function pagesPerSecond(lane: FetchLane, now: number): number | null {
  const read = pagesRead(lane.pages)
  if (lane.startedAt === null || read === 0) return null
  const elapsedMs = (lane.endedAt ?? now) - lane.startedAt
  return elapsedMs > 0 ? (read * 1000) / elapsedMs : null
}

/** @returns seconds the missing pages will take at the lane's rate; null where nobody can know yet */
export function secondsLeft(lane: FetchLane, now: number): number | null {
  const read = pagesRead(lane.pages)
  const rate = pagesPerSecond(lane, now)
  if (lane.state !== 'running' || lane.pagesTotal === null || read <= pagesBeforeEstimate || rate === null) return null
  return Math.max(0, lane.pagesTotal - read) / rate
}

/** @returns the change from the old value to the new one as a share; null where there is no old value or it was empty */
export function changeOfItems(lane: FetchLane): number | null {
  const old = lane.comparison?.oldItems ?? null
  if (lane.comparison === null || old === null || old === 0) return null
  return (lane.comparison.newItems - old) / old
}
