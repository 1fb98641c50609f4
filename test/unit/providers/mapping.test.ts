import { describe, expect, test } from 'vitest'
import { matchesFilters } from '../../../electron/providers/mapping/local-filter.ts'
import { modalitiesOfType, pncpOfSiasg, siasgOfName } from '../../../electron/providers/mapping/modality.ts'
import { searchWindow, slices } from '../../../electron/providers/mapping/search-window.ts'
import { statusOfWords } from '../../../electron/providers/mapping/status.ts'
import { DateReader } from '../../../electron/providers/mapping/stored-date.ts'
import { searchFilters } from '../../../shared/keys/params-hash.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { day } from '../../support/walk-provider.ts'

describe('dates', () => {
  test.each([
    ['2026-09-15T04:00:06', '2026-09-15 04:00:06'],
    ['2026-09-15', '2026-09-15 00:00:00'],
    ['2026-09-15T04:00:06.123+00:00', '2026-09-15 04:00:06'],
    ['11/12/2019', '2019-12-11 00:00:00'],
    ['1900-01-01', null],
    ['', null],
    [null, null],
  ])('%j is stored as %j', (text, stored) => {
    const dates = new DateReader()
    expect(dates.read('x', text)).toBe(stored)
    expect(dates.warnings()).toEqual([])
  })

  test.each(['00/00/0000', '2026-02-30', '9999-12-31', 'amanhã', '2026-09-15T25:00:00'])(
    '%s is no date and said so',
    (text) => {
      const dates = new DateReader()
      expect(dates.read('dataAbertura', text)).toBeNull()
      expect(dates.warnings()).toEqual([`dataAbertura: 1 not understood as a date (${text})`])
    },
  )
})

describe('modalities', () => {
  test.each([
    ['Pregão - Registro de Preço', 5],
    ['Dispensa de Licitação', 6],
    ['Inexigibilidade de Licitação', 7],
    ['Concorrência', 3],
    ['Concorrência Internacional', 4],
    ['Tomada de Preços', 2],
    ['Convite', 1],
    ['Concurso', 20],
    ['Leilão', null],
  ])('%s has the code %j in purchase ids', (name, code) => expect(siasgOfName(name)).toBe(code))

  test('8 is Dispensa, not Pregão', () => {
    expect(pncpOfSiasg(6)).toBe(8)
    expect(pncpOfSiasg(5)).toBe(6)
    expect(pncpOfSiasg(1)).toBeNull()
    expect(pncpOfSiasg(null)).toBeNull()
    expect(modalitiesOfType('8')).toEqual([8])
    expect(modalitiesOfType('pregao')).toEqual([6, 7])
  })
})

test.each([
  ['Publicado', 'published'],
  ['Evento de Adiamento Publicado', 'published'],
  ['Evento de Revogação Publicado', 'revoked'],
  ['Evento de Anulação Publicado', 'annulled'],
  ['Evento de Suspensão Publicado', 'suspended'],
  ['Evento de Resultado de Julgamento Publicado', 'awarded'],
  ['A Publicar', 'not_yet_public'],
  ['Evento de Suspensão a Divulgar', 'not_yet_public'],
])('%s means %s', (words, status) => expect(statusOfWords(words)).toBe(status))

describe('search windows', () => {
  const now = Date.UTC(2026, 8, 22, 2) // the evening of the 21st in São Paulo

  test('without dates it is the window of a daily fetch, in São Paulo days', () => {
    expect(searchWindow(searchFilters(), now)).toEqual({ from: '2026-09-14', to: '2026-09-21' })
  })

  test.each([
    [{ publication_date_from: '2026-02-30' }, 'no calendar day'],
    [{ publication_date_from: '2026-09-22', publication_date_to: '2026-09-01' }, 'lies behind'],
    [{ publication_date_from: '2025-09-22', publication_date_to: '2026-09-22' }, 'more than 365 days'],
  ])('%j is refused', (filters, words) => {
    expect(() => searchWindow(searchFilters(filters), now)).toThrow(words)
  })

  test('slices cover every day once', () => {
    expect(slices({ from: day('2024-01-31'), to: day('2024-03-01') }, 28)).toEqual([
      { from: '2024-01-31', to: '2024-02-27' },
      { from: '2024-02-28', to: '2024-03-01' },
    ])
  })
})

describe('filters no service applies', () => {
  const opportunity: Opportunity = {
    external_id: '1',
    title: 'Aquisição de gêneros alimentícios',
    description: 'para merenda escolar',
    estimated_value: 10_000,
    currency_code: 'BRL',
    country_code: 'BR',
    region_code: 'SP',
    municipality: 'São Paulo',
    publication_date: '2026-09-15 04:00:06',
    submission_deadline: null,
    procuring_entity_id: null,
    procuring_entity_name: null,
    provider_specific_data: { modalidadeId: 6, status: 'published' },
  }
  const matches = (filters: Parameters<typeof searchFilters>[0]) => matchesFilters(opportunity, searchFilters(filters))

  test.each([
    {},
    { keywords: 'MERENDA aquisicao' },
    { municipality: 'SAO PAULO' },
    { min_value: 10_000, max_value: 10_000 },
    { publication_date_from: '2026-09-15', publication_date_to: '2026-09-15' },
    { procurement_type: 'pregão' },
    { status: 'published', country_code: 'br', currency_code: 'BRL' },
  ])('%j matches', (filters) => expect(matches(filters)).toBe(true))

  test.each([
    { keywords: 'merenda hospitalar' },
    { municipality: 'Campinas' },
    { region_code: 'RJ' },
    { min_value: 10_000.01 },
    { submission_deadline_to: '2026-12-31' },
    { publication_date_from: '2026-09-16' },
    { procurement_type: '8' },
    { status: 'revoked' },
  ])('%j does not match', (filters) => expect(matches(filters)).toBe(false))
})
