import { expect, test } from 'vitest'
import { parseSearchFilters } from '../../../electron/core/unified/search-filters-text.ts'
import { filtersHash, searchFilters } from '../../../shared/keys/params-hash.ts'
import { cacheKeyVectors } from '../../fixtures/interop/cache-keys.ts'

const withCode: unknown = expect.objectContaining({ code: 'bad_input' })
const hashOf = (text: string) => filtersHash(searchFilters(parseSearchFilters(text)))

test('filters as Python would write them end in the hash that Python makes', () => {
  // An int where the field is a float gives Python another key; ours is always the float's.
  const vectors = cacheKeyVectors.filters_vectors.filter(({ id }) => id !== 'values-as-ints')
  expect(vectors.map(({ given_text: text }) => hashOf(text))).toEqual(vectors.map(({ hash8 }) => hash8))
  expect(hashOf('{}')).toBe('a23b8f70')
})

test('fields decide how their numbers are written, own filters keep theirs', () => {
  expect(hashOf('{"min_value": 10000}')).toBe(hashOf('{"min_value": 10000.0}'))
  const own = (number: string) => hashOf(`{"provider_specific_filters": {"pncp": {"x": ${number}}}}`)
  expect(own('1')).not.toBe(own('1.0'))
})

test.each([
  ['no JSON', '{'],
  ['a list', '[]'],
  ['a field nobody knows', '{"keyword": "a"}'],
  ['a field of every object', '{"constructor": "a"}'],
  ['a number where a text goes', '{"keywords": 1}'],
  ['a text where a number goes', '{"min_value": "1"}'],
  ['a value without end', '{"max_value": Infinity}'],
  ['half a page', '{"page": 1.5}'],
  ['no page', '{"page": null}'],
  ['a list of own filters', '{"provider_specific_filters": []}'],
])('%s is bad input', (_what, text) => {
  expect(() => parseSearchFilters(text)).toThrow(withCode as Error)
})
