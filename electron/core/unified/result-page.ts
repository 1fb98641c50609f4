import type { SearchFilters } from '../../../shared/keys/params-hash.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { AppError } from '../app-error.ts'

/** Fields a result list can be ordered by. */
const sortFields = ['publication_date', 'submission_deadline', 'estimated_value', 'title', 'external_id'] as const
type SortField = (typeof sortFields)[number]

/** How many results must be known before the page can be cut: all of them where they are to be sorted. */
export function neededResults(filters: SearchFilters): number {
  return sortFieldOf(filters) === null ? filters.page * filters.page_size : Number.POSITIVE_INFINITY
}

/** @returns the page of the result list that the filters ask for; records without the sorted field come last */
export function resultPage(results: readonly Opportunity[], filters: SearchFilters): Opportunity[] {
  const field = sortFieldOf(filters)
  const ordered = field === null ? results : [...results].sort(by(field, filters.sort_order === 'desc' ? -1 : 1))
  return ordered.slice((filters.page - 1) * filters.page_size, filters.page * filters.page_size)
}

/** @throws AppError `bad_input` for a page, size or order that means nothing */
export function checkPaging(filters: SearchFilters): void {
  for (const name of ['page', 'page_size'] as const) {
    if (!Number.isSafeInteger(filters[name]) || filters[name] < 1) throw badFilter(name, 'a whole number from 1')
  }
  const { sort_by: by, sort_order: order } = filters
  if (by !== null && sortFieldOf(filters) === null) throw badFilter('sort_by', sortFields.join(', '))
  if (order !== null && order !== 'asc' && order !== 'desc') throw badFilter('sort_order', 'asc, desc')
}

const sortFieldOf = (filters: SearchFilters): SortField | null =>
  sortFields.find((field) => field === filters.sort_by) ?? null

const badFilter = (what: string, reason: string) =>
  new AppError('bad_input', `${what}: ${reason}`, { params: { what, reason } })

const by = (field: SortField, direction: 1 | -1) => (a: Opportunity, b: Opportunity) => {
  const [left, right] = [a[field], b[field]]
  if (left === null || right === null) return Number(left === null) - Number(right === null)
  return left === right ? 0 : left < right ? -direction : direction
}
