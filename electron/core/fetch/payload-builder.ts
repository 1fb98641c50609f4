import type { DailyEnds } from '../../../shared/contract/fetch.ts'
import { maxPayloadBytes } from '../../../shared/keys/daily-fetch-limits.ts'
import { dailyFetchHead, dailyFetchItem, dailyFetchTail } from '../../../shared/keys/daily-fetch-text.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { AppError } from '../app-error.ts'

const mebibyte = 1024 * 1024

/** Turns pages into the bytes to store as they come, so that a run never holds more than one page as objects. */
export class PayloadBuilder {
  private readonly provider: string
  private readonly maxBytes: number
  private readonly chunks: Uint8Array[] = []
  items = 0
  ends: DailyEnds = { first: null, last: null }
  /** Of the items alone; head and tail add some two hundred. */
  bytes = 0

  constructor(provider: string, maxBytes = maxPayloadBytes) {
    this.provider = provider
    this.maxBytes = maxBytes
  }

  /** @throws AppError `too_large` */
  add(opportunities: readonly Opportunity[]): void {
    if (opportunities.length === 0) return
    const text = opportunities.map((one, index) => dailyFetchItem(one, this.items + index === 0)).join('')
    this.items += opportunities.length
    const [first, last] = [opportunities[0], opportunities.at(-1)].map((one) => one?.external_id.slice(0, 300) ?? null)
    this.ends = { first: this.ends.first ?? first ?? null, last: last ?? null }
    this.bytes += text.length // the text is ASCII
    if (this.bytes > this.maxBytes) {
      const limit = `${Math.floor(this.maxBytes / mebibyte)} MiB`
      const params = { what: `${this.provider} daily_fetch`, limit }
      throw new AppError('too_large', `the daily fetch of ${this.provider} exceeds ${limit}`, { params })
    }
    this.chunks.push(new TextEncoder().encode(text))
  }

  /** @param fetchDate - local time without a zone @returns the payload in order, ready to be sent as one value */
  finish(fetchDate: string): readonly Uint8Array[] {
    const encoder = new TextEncoder()
    const head = dailyFetchHead({ provider: this.provider, fetchDate, total: this.items })
    return [encoder.encode(head), ...this.chunks, encoder.encode(dailyFetchTail())]
  }
}

/** @returns the bytes of a payload in pieces */
export function bytesOf(chunks: readonly Uint8Array[]): number {
  return chunks.reduce((sum, chunk) => sum + chunk.length, 0)
}
