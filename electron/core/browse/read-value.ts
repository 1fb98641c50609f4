import type { EmbeddingFacts, OpportunityRow, OpportunityTable } from '../../../shared/contract/keys.ts'
import { readItems } from '../../../shared/keys/stored-payload.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { shownText } from './key-label.ts'

export interface ValueReading {
  readonly opportunities: OpportunityTable | null
  readonly embedding: EmbeddingFacts | null
  readonly cachedAt: string | null
}

const rowsShown = 200
const binCount = 24
const valuesShown = 4_096

/** Items judged between two pauses. */
const burst = 100

/**
 * What a valid JSON text holds, by its shape and never by its key's name: a list of opportunities (bare, under `data`, or
 * per provider under `data`), an embedding, the time it says it was stored.
 */
export async function readValue(text: string, pause: () => Promise<void>): Promise<ValueReading> {
  const value: unknown = JSON.parse(text)
  await pause()
  const field = (name: string) => (isRecord(value) && Object.hasOwn(value, name) ? value[name] : undefined)
  const cachedAt = [field('cached_at'), field('fetch_date')].find((stamp) => typeof stamp === 'string')
  return {
    opportunities: await tableOf(value, field('data'), field('provider'), pause),
    embedding: embeddingOf(Array.isArray(value) ? value : field('embedding'), field),
    cachedAt: typeof cachedAt === 'string' ? line(cachedAt, 40) : null,
  }
}

async function tableOf(
  value: unknown,
  data: unknown,
  provider: unknown,
  pause: () => Promise<void>,
): Promise<OpportunityTable | null> {
  const named = typeof provider === 'string' ? line(provider, 40) : null
  const lists: (readonly [string | null, readonly unknown[]])[] = Array.isArray(value)
    ? [[null, value]]
    : Array.isArray(data)
      ? [[named, data]]
      : isRecord(data) && Object.values(data).every(Array.isArray)
        ? Object.entries(data).map(([id, list]) => [line(id, 40), list as unknown[]] as const) // every value was looked at
        : []
  const rows: OpportunityRow[] = []
  let total = 0
  let invalid = 0
  for (const [id, list] of lists) {
    for (let at = 0; at < list.length; at += burst) {
      const read = readItems(list.slice(at, at + burst))
      total += read.items.length
      invalid += read.invalid
      for (const item of read.items) if (rows.length < rowsShown) rows.push(rowOf(id, item))
      // A list that begins with a hundred items of another kind is another kind of list.
      if (total === 0) break
      await pause()
    }
  }
  return total === 0 ? null : { rows, total, invalid }
}

function rowOf(provider: string | null, item: Opportunity): OpportunityRow {
  const place = [item.municipality, item.region_code].filter((part) => part !== null && part !== '').join(' / ')
  return {
    provider,
    externalId: line(item.external_id, 200),
    title: line(item.title, 400),
    entity: lineOrNull(item.procuring_entity_name, 200),
    place: place === '' ? null : line(place, 200),
    estimatedValue:
      item.estimated_value !== null && Number.isFinite(item.estimated_value) ? item.estimated_value : null,
    currency: line(item.currency_code, 8),
    publishedAt: lineOrNull(item.publication_date, 40),
    deadline: lineOrNull(item.submission_deadline, 40),
  }
}

function embeddingOf(list: unknown, field: (name: string) => unknown): EmbeddingFacts | null {
  if (!Array.isArray(list) || list.length < 8 || !list.every((item) => Number.isFinite(item))) return null
  const values = list as readonly number[] // every one was looked at
  let [min, max, sum, squares] = [Number.POSITIVE_INFINITY, Number.NEGATIVE_INFINITY, 0, 0]
  for (const value of values) {
    min = Math.min(min, value)
    max = Math.max(max, value)
    sum += value
    squares += value * value
  }
  const histogram = Array.from({ length: binCount }, () => 0)
  for (const value of values) {
    const bin = max === min ? 0 : Math.min(binCount - 1, Math.floor(((value - min) / (max - min)) * binCount))
    histogram[bin] = (histogram[bin] ?? 0) + 1
  }
  const said = field('dimensions')
  const [model, preview] = [field('model_name'), field('text_preview')]
  return {
    dimensions: values.length,
    saidDimensions: typeof said === 'number' ? said : null,
    model: typeof model === 'string' ? line(model, 200) : null,
    preview: typeof preview === 'string' ? line(preview, 400) : null,
    norm: Math.sqrt(squares),
    min,
    max,
    mean: sum / values.length,
    histogram,
    values: values.slice(0, valuesShown),
  }
}

const isRecord = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

/** One line of at most `most` signs. */
const line = (text: string, most: number) => shownText(text.replace(/\s+/g, ' ').slice(0, most)).slice(0, most)

const lineOrNull = (text: string | null, most: number) => (text === null || text === '' ? null : line(text, most))
