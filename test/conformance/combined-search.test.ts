import { createHash } from 'node:crypto'
import { expect, test } from 'vitest'
import { combinedText } from '../../electron/core/unified/combined-text.ts'
import { cacheKey } from '../../shared/keys/cache-key.ts'
import { filtersHash, searchFilters } from '../../shared/keys/params-hash.ts'
import type { Opportunity } from '../../shared/opportunity/opportunity.ts'
import { cacheKeyVectors, type UnifiedVector } from '../fixtures/interop/cache-keys.ts'

/** The vectors' values: floats as numbers, dates and decimals as the text `default=str` makes of them. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain)
  if (typeof value !== 'object' || value === null) return value
  const { $float, $datetime, $date, $decimal } = value as Record<string, unknown>
  if (typeof $float === 'string') return Number($float)
  if (typeof $datetime === 'string') return $datetime.replace('T', ' ')
  if (typeof $date === 'string' || typeof $decimal === 'string') return $date ?? $decimal
  return Object.fromEntries(Object.entries(value).map(([name, item]) => [name, plain(item)]))
}

function dataOf({ data_tagged: data, recipe }: UnifiedVector): Map<string, Opportunity[]> {
  const entries: [string, unknown[]][] = Object.entries(data ?? {}).map(([provider, items]) => [
    provider,
    items.map(plain),
  ])
  if (recipe) {
    const title = recipe.pad_char.repeat(recipe.pad_count) + recipe.fill_char.repeat(recipe.fill_count)
    entries.push([recipe.provider, [{ external_id: recipe.external_id, title }]])
  }
  return new Map(entries) as Map<string, Opportunity[]> // the vectors leave fields out; what is there is written as it is
}

test.each(cacheKeyVectors.unified_vectors)('$id: the text, its length and its key are those of Python', (vector) => {
  const filters = searchFilters(vector.given_tagged)
  const text = combinedText(filters, dataOf(vector), vector.cached_at, 86_400)
  expect(text.length).toBe(vector.serialized_length)
  // The long ones are given by their digest alone.
  expect(text).toBe(vector.serialized ?? text)
  expect(createHash('md5').update(text, 'utf8').digest('hex')).toBe(vector.serialized_md5)
  const packed = text.length > 1_048_576
  expect(packed).toBe(vector.compressed)
  expect(cacheKey('unified', 'search_combined', filtersHash(filters)) + (packed ? ':gz' : '')).toBe(vector.key)
})
