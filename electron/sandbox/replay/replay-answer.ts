import type { CacheDay } from '../../../shared/time/cache-day.ts'

/** What a replayed service answers. */
export interface ReplayAnswer {
  readonly status: number
  readonly type: string
  /** null: no body at all. */
  readonly body: string | null
}

/** One request to a replayed service; `today` is its own day. */
export interface ReplayRequest {
  readonly path: string
  readonly query: URLSearchParams
  readonly header: (name: string) => string | null
  readonly today: CacheDay
}

export type ReplayService = (request: ReplayRequest) => ReplayAnswer

export const json = (value: unknown, status = 200): ReplayAnswer => ({
  status,
  type: 'application/json',
  body: JSON.stringify(value),
})

/** @returns a whole number of the query, `fallback` where it is missing, null where it is none */
export function wholeNumber(query: URLSearchParams, name: string, fallback: number): number | null {
  const text = query.get(name)
  if (text === null) return fallback
  return /^\d{1,9}$/.test(text) ? Number(text) : null
}

/** @returns the records of one page, counted from 1, and how many pages there are */
export function pageOf<T>(records: readonly T[], page: number, size: number) {
  const pages = Math.ceil(records.length / size)
  return { records: records.slice((page - 1) * size, page * size), pages, remaining: Math.max(0, pages - page) }
}
