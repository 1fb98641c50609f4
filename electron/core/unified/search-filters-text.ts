import { type SearchFilters, searchFilters } from '../../../shared/keys/params-hash.ts'
import { type PyJson, parseLossless } from '../../../shared/keys/python-json.ts'
import { PyNumber } from '../../../shared/keys/python-number.ts'
import { AppError } from '../app-error.ts'
import { specificFilters } from './unified-cache.ts'

const wholeFields: ReadonlySet<string> = new Set(['page', 'page_size'])
const valueFields: ReadonlySet<string> = new Set(['min_value', 'max_value'])
const names: ReadonlySet<string> = new Set(Object.keys(searchFilters()))

/**
 * Reads the filters of a search as the Python programs write them: a JSON object of their dataclass' fields.
 * @throws AppError `bad_input` for what is no such object; a field nobody knows would be hashed by none of the others
 */
export function parseSearchFilters(text: string): Partial<SearchFilters> {
  const filters = parse(text)
  if (!(filters instanceof Map)) throw bad('<filters-json>', 'a JSON object')
  const given = [...(filters as ReadonlyMap<string, PyJson>)] // a Map is the only object there is
  return Object.fromEntries(
    given.map(([name, value]) => [
      name,
      name === 'provider_specific_filters' ? own(filters, value) : plain(name, value),
    ]),
  )
}

function plain(name: string, value: PyJson): string | number | null {
  if (!names.has(name)) throw bad(name.slice(0, 64), `one of ${[...names].join(', ')}`)
  if (wholeFields.has(name)) {
    if (value instanceof PyNumber && value.kind === 'int') return Number(value.text)
    throw bad(name, 'a whole number')
  }
  if (value === null) return null
  if (!valueFields.has(name)) {
    if (typeof value === 'string') return value
    throw bad(name, 'a text or null')
  }
  const number = value instanceof PyNumber ? Number(value.text) : Number.NaN
  if (Number.isFinite(number)) return number
  throw bad(name, 'a number or null')
}

function own(filters: PyJson, value: PyJson) {
  if (value === null || value instanceof Map) return specificFilters(filters)
  throw bad('provider_specific_filters', 'an object or null')
}

function parse(text: string): PyJson {
  try {
    return parseLossless(text)
  } catch (error) {
    throw bad('<filters-json>', error instanceof Error ? error.message : String(error))
  }
}

const bad = (what: string, reason: string) =>
  new AppError('bad_input', `${what}: ${reason}`, { params: { what, reason } })
