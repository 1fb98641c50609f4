/** What a page of a walk looks like; `queued` was not asked for yet. */
export type PageState = 'done' | 'repeated' | 'failed' | 'asking' | 'queued'

const letters: Readonly<Record<string, PageState>> = { d: 'done', r: 'repeated', f: 'failed', a: 'asking' }

/** Cell edge in CSS pixels: up to 40 pages the number fits, up to 400 one can still point, above 100 stand in a row. */
export type CellSize = 24 | 12 | 6

export function cellSize(pages: number): CellSize {
  if (pages <= 40) return 24
  return pages <= 400 ? 12 : 6
}

/**
 * One state per page, in the order they were asked.
 * @param pages - the lane's letters @param total - pages the provider announced; null where it does not say
 */
export function pageCells(pages: string, total: number | null): PageState[] {
  const known = Array.from(pages, (letter): PageState => letters[letter] ?? 'queued')
  const missing = Math.max(0, (total ?? 0) - known.length)
  return [...known, ...Array.from({ length: missing }, (): PageState => 'queued')]
}

/** @returns how many pages arrived, at once or after a retry */
export function pagesRead(pages: string): number {
  return countLetters(pages, 'dr')
}

/** @returns how much of a run has arrived, 0 to 1; null while a provider has not said how many pages there are */
export function shareRead(
  lanes: readonly { readonly pages: string; readonly pagesTotal: number | null }[],
): number | null {
  let read = 0
  let total = 0
  for (const { pages, pagesTotal } of lanes) {
    if (pagesTotal === null) return null
    read += pagesRead(pages)
    total += pagesTotal
  }
  return total === 0 ? null : Math.min(1, read / total)
}

export function pagesRepeated(pages: string): number {
  return countLetters(pages, 'r')
}

function countLetters(pages: string, wanted: string): number {
  let count = 0
  for (const letter of pages) if (wanted.includes(letter)) count++
  return count
}
