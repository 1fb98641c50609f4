import { dailyFetchKey } from '../../../shared/keys/cache-key.ts'
import { readItems, readStored } from '../../../shared/keys/stored-payload.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import type { CacheDay } from '../../../shared/time/cache-day.ts'
import { AppError } from '../app-error.ts'
import type { KeyspaceReader } from '../ports/keyspace.ts'
import { createDailySplitter } from './daily-splitter.ts'

export interface DailyContent {
  readonly state: 'read'
  /** As stored: local time without a zone. */
  readonly fetchDate: string
  /** All of the value's items, also those that were not wanted. */
  readonly items: number
  /** Items that are no opportunity. */
  readonly invalid: number
  readonly opportunities: readonly Opportunity[]
}

/** `changed`: it was replaced while it was read, and nothing of it counts. */
export type DailyRead = DailyContent | { readonly state: 'absent' | 'unreadable' | 'no_permission' | 'changed' }

/** Bytes that are asked for, parsed and let go at a time. */
const pieceBytes = 1_048_576

/** Bytes that tell one value from the next: `fetch_date` has microseconds. */
const headBytes = 512

export interface DailyReading {
  readonly reader: Pick<KeyspaceReader, 'probe' | 'readRange'>
  readonly signal: AbortSignal
  /** Takes what is wanted of an item; null drops it. */
  readonly take: (opportunity: Opportunity) => Opportunity | null
}

/**
 * Reads a cached day piece by piece, never as a whole.
 * @throws AppError where the server cannot be read, or the signal's reason
 */
export async function readDaily(reading: DailyReading, provider: string, day: CacheDay): Promise<DailyRead> {
  const key = encoder.encode(dailyFetchKey(provider, day))
  const [probe] = await reading.reader.probe([key])
  if (probe?.state !== 'present') return { state: probe?.state ?? 'absent' }
  if (probe.type !== 'string') return { state: 'unreadable' }
  try {
    return await readPieces(reading, key)
  } catch (error) {
    if (error instanceof AppError && error.code === 'no_permission') return { state: 'no_permission' }
    throw error
  }
}

async function readPieces({ reader, signal, take }: DailyReading, key: Uint8Array): Promise<DailyRead> {
  const head = await reader.readRange(key, 0, headBytes)
  if (head === null) return { state: 'absent' }
  const splitter = createDailySplitter()
  const decoder = new TextDecoder()
  const opportunities: Opportunity[] = []
  let items = 0
  let invalid = 0
  let readable = true
  for (let offset = 0; readable; offset += pieceBytes) {
    signal.throwIfAborted()
    const piece = await reader.readRange(key, offset, pieceBytes)
    if (piece === null || piece.length === 0) break
    const texts = splitter.push(decoder.decode(piece, { stream: true }))
    // Items are read by the reader of searches, which are lists of the same items.
    const list = readStored('search_v2', `[${texts.join(',')}]`)
    readable = list !== null
    const found = readItems(list ?? [])
    items += texts.length
    invalid += found.invalid
    for (const opportunity of found.items) {
      const taken = take(opportunity)
      if (taken !== null) opportunities.push(taken)
    }
    if (piece.length < pieceBytes) break
  }
  splitter.push(decoder.decode())
  if (!isSame(head, await reader.readRange(key, 0, headBytes))) return { state: 'changed' }
  const envelope = splitter.envelope()
  const value = readable && envelope !== null ? readStored('daily_fetch', envelope) : null
  if (value === null) return { state: 'unreadable' }
  return { state: 'read', fetchDate: value.fetch_date.slice(0, 40), items, invalid, opportunities }
}

function isSame(one: Uint8Array, other: Uint8Array | null): boolean {
  return other !== null && one.length === other.length && one.every((byte, index) => byte === other[index])
}

const encoder = new TextEncoder()
