import { addDays, type CacheDay, daysBetween, parseCacheDay } from '../../../shared/time/cache-day.ts'

/** A recorded answer's record: our own files, whose fields the replay of each service knows. */
export type Recorded = Readonly<Record<string, unknown>>

/** How many of a hundred recorded procurements appear on a day: few on weekends, as in the services' own figures. */
const shareOfWeekday = [4, 46, 55, 60, 52, 38, 8] as const

/**
 * Whether a recorded procurement appears among those published on `day`. The same procurement appears in every service
 * on the same days, and the same days always look the same.
 * @param identity - what the services call it in common
 */
export function appearsOn(identity: string, day: CacheDay): boolean {
  const weekday = new Date(`${day}T00:00:00Z`).getUTCDay()
  return hashOf(`${identity} ${day}`) % 100 < (shareOfWeekday[weekday] ?? 0)
}

/** @returns a recorded text or number as text; anything else is no identity and no code */
export function textOf(value: unknown): string {
  return typeof value === 'string' || typeof value === 'number' ? `${value}` : ''
}

/** FNV-1a with a final mix: spread, not secrecy. @returns 32 bits */
export function hashOf(text: string): number {
  let hash = 0x811c9dc5
  for (let i = 0; i < text.length; i++) hash = Math.imul(hash ^ text.charCodeAt(i), 0x01000193)
  hash = Math.imul(hash ^ (hash >>> 16), 0x85ebca6b)
  return (hash ^ (hash >>> 13)) >>> 0
}

/** @returns the days of `from` to `to`, both among them */
export function daysOf(from: CacheDay, to: CacheDay): CacheDay[] {
  return Array.from({ length: Math.max(0, daysBetween(from, to) + 1) }, (_, index) => addDays(from, index))
}

/** @returns the calendar day a text begins with, or null */
export function dayIn(text: unknown): CacheDay | null {
  return typeof text === 'string' ? parseCacheDay(text.slice(0, 10)) : null
}

/** @returns the date moved by whole days, its hour kept; what is no date stays as it is */
export function movedDate(text: unknown, days: number): unknown {
  const day = dayIn(text)
  return day === null || days === 0 ? text : `${addDays(day, days)}${String(text).slice(10)}`
}

/** @returns the record with every date of the named fields moved */
export function movedRecord(record: Recorded, fields: readonly string[], days: number): Recorded {
  const moved: Record<string, unknown> = { ...record }
  for (const field of fields) moved[field] = movedDate(record[field], days)
  return moved
}

/** A new number for a purchase id (UASG 6, modality 2, number 5, year 4) on the day it appears. */
export function movedPurchase(purchase: string, day: CacheDay): string {
  const number = Number(purchase.slice(8, 13))
  const hash = hashOf(`${purchase} number ${day}`)
  // Since 2024 many buyers count from 90001 under Lei 14.133; both ranges stay what they are.
  const next = number > 90_000 ? 90_001 + (hash % 9_998) : 1 + (hash % 89_999)
  return `${purchase.slice(0, 8)}${String(next).padStart(5, '0')}${day.slice(0, 4)}`
}

/** A new sequence for a control number (`cnpj-1-sequence/year`) on the day it appears. */
export function movedControl(control: string, day: CacheDay): string {
  const sequence = 1 + (hashOf(`${control} control ${day}`) % 999_998)
  return `${control.slice(0, 17)}${String(sequence).padStart(6, '0')}/${day.slice(0, 4)}`
}
