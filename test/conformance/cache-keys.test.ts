import { describe, expect, test } from 'vitest'
import { cacheKey } from '../../shared/keys/cache-key.ts'
import { filtersHash, filtersJson, hash8, type SearchFilters, searchFilters } from '../../shared/keys/params-hash.ts'
import { dumpsDefault, dumpsSorted, fromNative, type PyJson, parseLossless } from '../../shared/keys/python-json.ts'
import { pyFloat } from '../../shared/keys/python-number.ts'
import { cacheKeyVectors as vectors } from '../fixtures/interop/cache-keys.ts'

// The vectors were computed by CPython: what we make of the same parameters must match to the byte.

/** Turns `{"$float": "1.0"}` and `{"$int": "…"}` of the vectors into marked native values. */
function untag(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(untag)
  if (typeof value !== 'object' || value === null) return value
  const { $float: float, $int: int } = value as Record<string, unknown>
  if (typeof float === 'string')
    return pyFloat(Number(float.replace(/nan/i, 'NaN').replace(/^(-?)inf.*/i, '$1Infinity')))
  if (typeof int === 'string') return BigInt(int)
  return new Map(Object.entries(value).map(([name, item]) => [name, untag(item)]))
}

/** A vector's fields laid over the defaults, as Python's dataclass would hold them. */
function overDefaults(given: PyJson): PyJson {
  if (!(given instanceof Map)) throw new TypeError('an object expected')
  return new Map([...filtersJson(searchFilters()), ...(given as ReadonlyMap<string, PyJson>)])
}

describe.each(vectors.key_vectors)('$id', (vector) => {
  test('the lossless source text gives the same text, hash and key', () => {
    const params = parseLossless(vector.params_text)
    expect(dumpsSorted(params)).toBe(vector.dumps)
    expect(dumpsDefault(params)).toBe(vector.params_text)
    expect(hash8(params)).toBe(vector.hash8)
    expect(cacheKey(vector.provider, vector.operation, hash8(params))).toBe(vector.key)
  })

  test('marked native values give the same text', () => {
    expect(dumpsSorted(fromNative(untag(vector.params_tagged)))).toBe(vector.dumps)
  })
})

test.each(vectors.key_vectors.filter((vector) => vector.js_native))('$id: plain native values are enough', (vector) => {
  expect(dumpsSorted(fromNative(JSON.parse(vector.params_text)))).toBe(vector.dumps)
})

describe.each(vectors.filters_vectors)('filters: $id', (vector) => {
  test('the fields given, over the defaults, give the same text and hash', () => {
    const filters = overDefaults(parseLossless(vector.given_text))
    expect([...(filters as ReadonlyMap<string, PyJson>).keys()]).toEqual(vector.dict_order)
    expect(dumpsSorted(filters)).toBe(vector.dumps)
    expect(hash8(filters)).toBe(vector.hash8)
  })
})

// An int where the field is a float gives Python another key; ours is always the float's.
test.each(vectors.filters_vectors.filter((vector) => vector.id !== 'values-as-ints'))(
  'filters: $id, typed',
  (vector) => {
    const given = JSON.parse(vector.given_text) as Partial<SearchFilters> // names of the dataclass
    expect(filtersHash(searchFilters(given))).toBe(vector.hash8)
  },
)

test('whole amounts are hashed as floats', () => {
  const [asFloats, asInts] = ['values', 'values-as-ints'].map((id) =>
    vectors.filters_vectors.find((vector) => vector.id === id),
  )
  const hash = filtersHash(searchFilters({ min_value: 10_000, max_value: 250_000.5 }))
  expect(hash).toBe(asFloats?.hash8)
  expect(hash).not.toBe(asInts?.hash8)
})
