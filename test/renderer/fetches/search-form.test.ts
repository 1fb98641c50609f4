import { describe, expect, test } from 'vitest'
import { parseSearchFilters } from '../../../electron/core/unified/search-filters-text.ts'
import { emptyForm, filtersText, formFaults } from '../../../renderer/features/fetches/search/search-form.ts'
import { filtersHash, searchFilters } from '../../../shared/keys/params-hash.ts'

const hashOf = (change: Partial<typeof emptyForm>) =>
  filtersHash(searchFilters(parseSearchFilters(filtersText({ ...emptyForm, ...change }))))

describe('the form of a search', () => {
  test.each([
    [{}, 'a23b8f70'],
    [{ keywords: 'merenda escolar' }, '5f7cb7cc'],
    [{ publication_date_from: '2026-09-15', publication_date_to: '2026-09-22' }, '5937390c'],
    [{ min_value: '10000', max_value: '250000.5' }, '78f7a799'],
    [{ min_value: '10000,00', max_value: '250000,50' }, '78f7a799'],
  ])('%j asks for the key that the Python programs make of it', (change, hash) => {
    expect(hashOf(change)).toBe(hash)
  })

  test('has a field for each of the 18 filters', () => {
    expect(Object.keys(emptyForm)).toEqual(Object.keys(searchFilters()))
  })

  test("the providers' own filters stand as they were typed: 1 and 1.0 are two keys", () => {
    const own = (number: string) => hashOf({ provider_specific_filters: `{"pncp": {"x": ${number}}}` })
    expect(own('1')).not.toBe(own('1.0'))
  })

  test('says what is wrong with each field, and a page is never left out', () => {
    const form = {
      ...emptyForm,
      publication_date_from: '2026-02-30',
      min_value: '1e3',
      page: '',
      page_size: '0',
      provider_specific_filters: '[1]',
    }
    expect([...formFaults(form)]).toEqual([
      ['min_value', 'value'],
      ['publication_date_from', 'day'],
      ['page', 'whole'],
      ['page_size', 'whole'],
      ['provider_specific_filters', 'json'],
    ])
    expect(formFaults(emptyForm).size).toBe(0)
  })
})
