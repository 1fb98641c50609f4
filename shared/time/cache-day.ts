declare const brand: unique symbol

/**
 * A calendar day `yyyy-mm-dd` in the cache's zone, as it stands in `{provider}:daily_fetch:{day}`. Not an instant:
 * a Date made from this text is UTC midnight, which is the evening before in São Paulo.
 */
export type CacheDay = string & { readonly [brand]: 'CacheDay' }

/** The zone the writers of the cache live in. Days are counted there unless the setting `dayZone` says otherwise. */
export const cacheZone = 'America/Sao_Paulo'

const dayMs = 86_400_000

/** @returns whether `text` names a zone of the zone database, e.g. `Europe/Lisbon`; a bare offset is none */
export function isZone(text: string): boolean {
  if (!/^[A-Za-z][A-Za-z0-9_+/-]{0,63}$/.test(text)) return false
  try {
    new Intl.DateTimeFormat('en', { timeZone: text }).format(0)
    return true
  } catch {
    return false // RangeError: no such zone
  }
}

/** @returns the day, or null if `text` is not a real calendar day written yyyy-mm-dd */
export function parseCacheDay(text: string): CacheDay | null {
  const match = /^(\d{4})-(\d{2})-(\d{2})$/.exec(text)
  if (!match) return null
  const [year, month, day] = match.slice(1).map(Number) as [number, number, number]
  return fromUtc(Date.UTC(year, month - 1, day)) === text ? (text as CacheDay) : null
}

/** @param instantMs - milliseconds since 1970 UTC @returns the calendar day of that instant in `zone` */
export function cacheDayOf(instantMs: number, zone: string = cacheZone): CacheDay {
  const parts = zoneParts(instantMs, zone)
  return fromUtc(Date.UTC(parts.year, parts.month - 1, parts.day))
}

/** @returns the day `count` days after `day` (before it when negative) */
export function addDays(day: CacheDay, count: number): CacheDay {
  return fromUtc(utcOf(day) + count * dayMs)
}

/** @returns whole days from `from` to `to`; negative when `to` lies before */
export function daysBetween(from: CacheDay, to: CacheDay): number {
  return Math.round((utcOf(to) - utcOf(from)) / dayMs)
}

/** @returns `count` days ending with `last`, oldest first */
export function lastDays(last: CacheDay, count: number): CacheDay[] {
  return Array.from({ length: count }, (_, index) => addDays(last, index - count + 1))
}

/** The window a daily fetch asks for: the day and the seven before it. Source: the seed's daily fetch script. */
export function fetchWindow(day: CacheDay): { readonly from: CacheDay; readonly to: CacheDay } {
  return { from: addDays(day, -7), to: day }
}

/**
 * The first instant of a day in `zone`. A day need not begin at 00:00: 2018-11-04 began at 01:00 in São Paulo.
 * @returns milliseconds since 1970 UTC
 */
export function startOfDay(day: CacheDay, zone: string = cacheZone): number {
  // Zones lie within 14 hours of UTC and shift by at most a few hours: search for the border by bisection.
  let before = utcOf(day) - 16 * 3_600_000
  let after = utcOf(day) + 16 * 3_600_000
  while (after - before > 1) {
    const middle = Math.floor((before + after) / 2)
    if (cacheDayOf(middle, zone) < day) before = middle
    else after = middle
  }
  return after
}

/**
 * Local time without a zone as the Python writers store it: `2026-11-23T06:00:12.345000`.
 * @param instantMs - milliseconds since 1970 UTC
 */
export function localIsoText(instantMs: number, zone: string = cacheZone): string {
  const p = zoneParts(instantMs, zone)
  const two = (value: number) => String(value).padStart(2, '0')
  const ms = ((instantMs % 1000) + 1000) % 1000
  const fraction = ms === 0 ? '' : `.${String(ms).padStart(3, '0')}000`
  return `${p.year}-${two(p.month)}-${two(p.day)}T${two(p.hour)}:${two(p.minute)}:${two(p.second)}${fraction}`
}

function utcOf(day: CacheDay): number {
  return Date.UTC(Number(day.slice(0, 4)), Number(day.slice(5, 7)) - 1, Number(day.slice(8, 10)))
}

function fromUtc(utcMs: number): CacheDay {
  return new Date(utcMs).toISOString().slice(0, 10) as CacheDay
}

const formatters = new Map<string, Intl.DateTimeFormat>()

function zoneParts(instantMs: number, zone: string) {
  let formatter = formatters.get(zone)
  if (!formatter) {
    formatter = new Intl.DateTimeFormat('en-CA', {
      timeZone: zone,
      calendar: 'iso8601',
      numberingSystem: 'latn',
      hourCycle: 'h23',
      year: 'numeric',
      month: '2-digit',
      day: '2-digit',
      hour: '2-digit',
      minute: '2-digit',
      second: '2-digit',
    })
    formatters.set(zone, formatter)
  }
  const parts: Record<string, number> = {}
  for (const part of formatter.formatToParts(instantMs)) parts[part.type] = Number(part.value)
  const of = (type: string) => parts[type] ?? 0
  return {
    year: of('year'),
    month: of('month'),
    day: of('day'),
    hour: of('hour'),
    minute: of('minute'),
    second: of('second'),
  }
}
