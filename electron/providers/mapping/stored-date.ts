import { parseCacheDay } from '../../../shared/time/cache-day.ts'

/** Years outside are typing errors or placeholders (`1900-01-01`, `9999-12-31`), not procurement dates. */
const firstYear = 1950
const lastYear = 2100

/**
 * Reads the dates of one page, keeps what was no date for the record, and writes dates as the cache holds them.
 * Sources write `2026-09-15T04:00:06`, `2026-09-15` or, in 2019, `15/09/2026`; all hours are Brasília without a zone.
 */
export class DateReader {
  private readonly odd = new Map<string, { count: number; first: string }>()

  /** @returns `2026-09-15 04:00:06`, or null where it is unknown or no date */
  read(field: string, text: string | null | undefined): string | null {
    const given = text?.trim() ?? ''
    if (given === '' || given.startsWith('1900-01-01') || given.startsWith('01/01/1900')) return null
    const stored = storedDate(given)
    if (stored === null) {
      const known = this.odd.get(field)
      this.odd.set(field, { count: (known?.count ?? 0) + 1, first: known?.first ?? given.slice(0, 30) })
    }
    return stored
  }

  /** @returns a sentence per field that held something else than a date */
  warnings(): string[] {
    return [...this.odd].map(([field, { count, first }]) => `${field}: ${count} not understood as a date (${first})`)
  }
}

function storedDate(text: string): string | null {
  const match =
    /^(?:(\d{4})-(\d{2})-(\d{2})|(\d{2})\/(\d{2})\/(\d{4}))(?:[T ](\d{2}):(\d{2})(?::(\d{2}))?(?:\.\d+)?)?(?:Z|[+-]\d{2}:?\d{2})?$/.exec(
      text,
    )
  if (match === null) return null
  const day = match[1] === undefined ? `${match[6]}-${match[5]}-${match[4]}` : `${match[1]}-${match[2]}-${match[3]}`
  const year = Number(day.slice(0, 4))
  if (parseCacheDay(day) === null || year < firstYear || year > lastYear) return null
  const [hour, minute, second] = [match[7] ?? '00', match[8] ?? '00', match[9] ?? '00']
  if (Number(hour) > 23 || Number(minute) > 59 || Number(second) > 59) return null
  return `${day} ${hour}:${minute}:${second}`
}
