import type { DailyEnds } from '../../shared/contract/fetch.ts'

/** What the first bytes of a daily fetch tell. Source: the Python writer's field order. */
const head =
  /^\s*\{\s*"provider"\s*:\s*"[^"\\]*"\s*,\s*"fetch_date"\s*:\s*"[^"\\]*"\s*,\s*"total_opportunities"\s*:\s*(\d{1,15})\s*,\s*"data"\s*:\s*\[/

/** Bytes that hold the head, however long the provider's name. */
export const headBytes = 512

/** @returns `total_opportunities`, or null where the text does not begin like a daily fetch */
export function itemsByHead(text: string): number | null {
  const found = head.exec(text)?.[1]
  return found === undefined ? null : Number(found)
}

/** @returns `total_opportunities` of the whole text; null where it is no daily fetch */
export function itemsByParse(text: string): number | null {
  try {
    const value: unknown = JSON.parse(text)
    if (typeof value !== 'object' || value === null || !('total_opportunities' in value)) return null
    const total = value.total_opportunities
    return typeof total === 'number' && Number.isSafeInteger(total) && total >= 0 ? total : null
  } catch {
    return null // no JSON: unreadable, and said so by null
  }
}

/** Bytes at the end that hold the last item of most values: records take two to four thousand. */
export const tailBytes = 16_384

/** The id that begins an item; inside a text its quotes would be escaped. */
const idField = /(?<!\\)"external_id"\s*:\s*"((?:[^"\\]|\\.)*)"/g

/** @returns the first id in a value's head and the last in its tail; null where a window holds none */
export function endsOf(head: string, tail: string): DailyEnds {
  const idsIn = (text: string) => [...text.matchAll(idField)].map(([, id]) => id?.slice(0, 300) ?? null)
  return { first: idsIn(head)[0] ?? null, last: idsIn(tail).at(-1) ?? null }
}
