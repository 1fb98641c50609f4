import type { CacheDay } from '../../shared/time/cache-day.ts'
import { cacheZone } from '../../shared/time/cache-day.ts'
import type { Language } from './languages.ts'

/** The zone instants are shown in. */
export type ShownZone = 'sao-paulo' | 'utc'

/** Figures and instants as text, for one language and one zone. Source: the formats of the UX brief. */
export interface Formats {
  /** `1.234.567` */
  integer(value: number): string
  /** `1,2 mi`: for tight places; the exact figure belongs beside it on focus. */
  compact(value: number): string
  /** Fixed decimals, for columns whose unit stands in the header. */
  decimal(value: number, digits: number): string
  /** `1,18 MiB`: base 1024, three significant digits. */
  bytes(value: number): string
  /** The same in two parts, for a figure with a smaller unit. */
  bytesParts(value: number): { readonly figure: string; readonly unit: string }
  /**
   * MiB without the unit, for a column headed MiB; `< 0,01` rather than a zero that is none.
   * @param digits - decimals, the same for the whole column: see `mebibyteDigits`
   */
  mebibytes(value: number, digits?: number): string
  /** `850 ms`, `12,4 s`, `3 min 05 s`, `25 h 10 min`, `3 d 4 h`. @param ms - milliseconds, 0 or more */
  duration(ms: number): string
  /** `12,5 %`, `< 0,1 %`. @param share - 0.125 is 12.5 % */
  share(share: number): string
  /** `+2,6 %`, `−47,8 %`. */
  signedShare(share: number): string
  /** `14:05:12 BRT`. @param instant - milliseconds since 1970 UTC */
  clock(instant: number, zone?: ShownZone): string
  /** `23/11 14:05 BRT` */
  instant(instant: number, zone?: ShownZone): string
  /** `23/11 14:05`, without the zone: only where the zone stands in the header or beside it. */
  shortInstant(instant: number, zone?: ShownZone): string
  /** `23/11/2026 14:05:12 BRT` */
  fullInstant(instant: number, zone?: ShownZone): string
  /** ISO 8601 in UTC, for copying. */
  isoInstant(instant: number): string
  /** `22/11`, a calendar day and never an instant. */
  day(day: CacheDay): string
  /** `22/11/2026` */
  fullDay(day: CacheDay): string
  /** `há 3 h`; only beside the absolute instant. */
  relative(instant: number, now: number): string
}

/** @returns the decimals a column of MiB needs for its biggest figure to have three digits */
export function mebibyteDigits(most: number): number {
  if (most >= 100 * mebibyte) return 0
  return most >= 10 * mebibyte ? 1 : 2
}

const mebibyte = 1_048_576
const byteUnits = ['B', 'KiB', 'MiB', 'GiB', 'TiB', 'PiB'] as const
const second = 1_000
const minute = 60 * second
const hour = 60 * minute
const dayMs = 24 * hour

export function createFormats(language: Language, zone: ShownZone): Formats {
  const integers = new Intl.NumberFormat(language, { maximumFractionDigits: 0 })
  const compacts = new Intl.NumberFormat(language, { notation: 'compact', maximumFractionDigits: 1 })
  const decimals = [0, 1, 2, 3].map(
    (digits) => new Intl.NumberFormat(language, { minimumFractionDigits: digits, maximumFractionDigits: digits }),
  )
  const relatives = new Intl.RelativeTimeFormat(language, { style: 'short', numeric: 'always' })
  const decimal = (value: number, digits: number) => (decimals[digits] ?? integers).format(value)
  const percent = (text: string) => (language === 'pt-BR' ? `${text} %` : `${text}%`)
  const zoneName = (shown: ShownZone) => (shown === 'utc' ? 'UTC' : cacheZone)
  const dateTimes = new Map<string, Intl.DateTimeFormat>()

  function dateTime(name: string, shown: ShownZone, options: Intl.DateTimeFormatOptions): Intl.DateTimeFormat {
    const id = `${name} ${shown}`
    const known = dateTimes.get(id)
    if (known) return known
    const made = new Intl.DateTimeFormat(language, { timeZone: zoneName(shown), hourCycle: 'h23', ...options })
    dateTimes.set(id, made)
    return made
  }

  // The English name of the zone is "GMT-3" in ICU; operators on either side say BRT.
  const abbreviations = new Intl.DateTimeFormat('pt-BR', { timeZone: cacheZone, timeZoneName: 'short' })
  const abbreviation = (instant: number, shown: ShownZone) =>
    shown === 'utc'
      ? 'UTC'
      : (abbreviations.formatToParts(instant).find((part) => part.type === 'timeZoneName')?.value ?? 'BRT')

  const dayMonth: Intl.DateTimeFormatOptions =
    language === 'pt-BR' ? { day: '2-digit', month: '2-digit' } : { day: 'numeric', month: 'short' }
  const hourMinute: Intl.DateTimeFormatOptions = { hour: '2-digit', minute: '2-digit' }
  const date = (instant: number, shown: ShownZone) => dateTime('date', shown, dayMonth).format(instant)
  const time = (instant: number, shown: ShownZone) => dateTime('time', shown, hourMinute).format(instant)
  const clockText = (instant: number, shown: ShownZone) =>
    dateTime('clock', shown, { ...hourMinute, second: '2-digit' }).format(instant)
  const joined = (datePart: string, timePart: string) =>
    language === 'pt-BR' ? `${datePart} ${timePart}` : `${datePart}, ${timePart}`

  function bytesParts(value: number) {
    let size = value
    let unit = 0
    while (size >= 999.5 && unit < byteUnits.length - 1) {
      size /= 1024
      unit++
    }
    const digits = unit === 0 || size >= 99.95 ? 0 : size >= 9.995 ? 1 : 2
    return { figure: decimal(size, digits), unit: byteUnits[unit] ?? 'B' }
  }

  function share(value: number): string {
    const percentage = Math.abs(value) * 100
    if (percentage === 0) return percent('0')
    if (percentage < 0.1) return `< ${percent(decimal(0.1, 1))}`
    return percent(decimal(percentage, percentage >= 99.95 || Number.isInteger(percentage) ? 0 : 1))
  }

  return {
    integer: (value) => integers.format(value),
    compact: (value) => compacts.format(value),
    decimal,
    bytesParts,
    bytes(value) {
      const { figure, unit } = bytesParts(value)
      return `${figure} ${unit}`
    },
    mebibytes(value, digits = 2) {
      const mebibytes = value / mebibyte
      const least = 10 ** -digits
      if (value > 0 && mebibytes < least / 2) return `< ${decimal(least, digits)}`
      return decimal(mebibytes, digits)
    },
    duration(ms) {
      if (ms < second) return `${integers.format(Math.round(ms))} ms`
      if (ms < minute - 50) return `${decimal(ms / second, 1)} s`
      const whole = Math.round(ms / second) * second
      if (whole < hour) return `${Math.floor(whole / minute)} min ${two(Math.floor((whole % minute) / second))} s`
      const minutes = Math.floor(whole / minute)
      if (whole < 2 * dayMs) return `${Math.floor(minutes / 60)} h ${two(minutes % 60)} min`
      return `${integers.format(Math.floor(whole / dayMs))} d ${Math.floor((whole % dayMs) / hour)} h`
    },
    share,
    signedShare: (value) => `${value > 0 ? '+' : value < 0 ? '−' : ''}${share(value)}`,
    clock: (instant, shown = zone) => `${clockText(instant, shown)} ${abbreviation(instant, shown)}`,
    instant: (instant, shown = zone) =>
      `${joined(date(instant, shown), time(instant, shown))} ${abbreviation(instant, shown)}`,
    shortInstant: (instant, shown = zone) => joined(date(instant, shown), time(instant, shown)),
    fullInstant(instant, shown = zone) {
      const full = dateTime('full', shown, { ...dayMonth, year: 'numeric' }).format(instant)
      return `${joined(full, clockText(instant, shown))} ${abbreviation(instant, shown)}`
    },
    isoInstant: (instant) => new Date(instant).toISOString(),
    day: (day) => date(noonUtc(day), 'utc'),
    fullDay: (day) => dateTime('full', 'utc', { ...dayMonth, year: 'numeric' }).format(noonUtc(day)),
    relative(instant, now) {
      const past = now - instant
      if (Math.abs(past) < minute) return relatives.format(-Math.round(past / second), 'second')
      if (Math.abs(past) < hour) return relatives.format(-Math.round(past / minute), 'minute')
      if (Math.abs(past) < 2 * dayMs) return relatives.format(-Math.round(past / hour), 'hour')
      return relatives.format(-Math.round(past / dayMs), 'day')
    },
  }
}

const two = (value: number) => String(value).padStart(2, '0')

/** A day has no instant; for formatting alone it is given its UTC noon and read back in UTC. */
function noonUtc(day: CacheDay): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)), 12)
}
