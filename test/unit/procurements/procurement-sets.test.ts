import { describe, expect, test } from 'vitest'
import type { ActiveConnection } from '../../../electron/core/connection/active-connection.ts'
import { exportText, procurementDocument } from '../../../electron/core/procurements/export-procurements.ts'
import { createProcurementSets } from '../../../electron/core/procurements/procurement-sets.ts'
import { ProcurementDetail, ProcurementPage, type ProcurementQuery } from '../../../shared/contract/procurements.ts'
import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { procurementsOf } from '../../../shared/opportunity/same-procurement.ts'
import { opportunity } from '../../support/opportunity-sample.ts'

const control = '00394429000100-1-002331/2026'
const one = (provider: string, id: string, fields: Partial<Opportunity> = {}) => ({
  provider,
  opportunity: opportunity(id, fields),
})
const known = { provider_specific_data: { numeroControlePNCP: control, uasg: '120060', situacao: 'Publicado' } }
const records = [
  one('pncp', control, { ...known, estimated_value: 10, publication_date: '2026-09-20 10:00:00', title: 'São Paulo' }),
  one('comprasnet', '12006005000392026', {
    ...known,
    estimated_value: 12,
    publication_date: '2026-09-20',
    title: 'SAO  PAULO',
    submission_deadline: '2026-09-30 09:00:00',
  }),
  ...Array.from({ length: 250 }, (_, index) =>
    one('govbr', `g${index}`, { publication_date: `2026-08-${String((index % 28) + 1).padStart(2, '0')}T00:00:00` }),
  ),
  one('pncp', 'undated'),
]

function held() {
  let connectionId = 'c1'
  let made = 0
  const sets = createProcurementSets(() => ({ connectionId }) as ActiveConnection, {
    randomHex: () => String(++made),
  }) // only the id is asked for
  const set = sets.hold('c1', procurementsOf(records))
  const page = (query: Partial<ProcurementQuery> = {}, at = 0) =>
    ProcurementPage.parse(sets.page({ set, facet: 'all', only: null, ...query }, at))
  return {
    sets,
    set,
    page,
    leave: () => {
      connectionId = 'c2'
    },
  }
}

describe('a set of procurements', () => {
  test('is asked for two hundred at a time, newest publication first, undated last', () => {
    const { page } = held()
    expect([page().rows.length, page({}, 1).rows.length, page({}, 2).rows.length]).toEqual([200, 52, 0])
    expect(page()).toMatchObject({ total: 252, counts: { all: 252, shared: 1, unique: 251, price: 1, date: 0 } })
    expect(page().rows[0]).toMatchObject({ canonical: control, providers: ['pncp', 'comprasnet'], priceDiffers: true })
    expect(page({}, 1).rows.at(-1)).toMatchObject({ canonical: 'undated', publishedAt: null })
  })

  test('is narrowed by facet, and to those of exactly some providers, in any order', () => {
    const { page } = held()
    expect(page({ facet: 'shared' }).rows.map(({ canonical }) => canonical)).toEqual([control])
    expect(page({ facet: 'price' }).total).toBe(1)
    expect(page({ facet: 'date' }).total).toBe(0)
    expect(page({ only: ['comprasnet', 'pncp'] })).toMatchObject({ total: 1, counts: { all: 1, unique: 0 } })
    expect(page({ only: ['pncp'] }).rows.map(({ canonical }) => canonical)).toEqual(['undated'])
  })

  test('lays one procurement side by side, field by field', () => {
    const { sets, set } = held()
    const detail = ProcurementDetail.parse(sets.open(set, 0))
    expect(detail.members.map(({ provider }) => provider)).toEqual(['pncp', 'comprasnet'])
    const agreements = Object.fromEntries(detail.fields.map(({ name, agreement }) => [name, agreement]))
    expect(agreements).toMatchObject({
      title: 'spelling',
      estimated_value: 'differs',
      publication_date: 'same',
      submission_deadline: 'partial',
      unit_code: 'same',
      description: 'unsaid',
    })
  })

  test('of another connection is no longer told, and of four the oldest is let go', () => {
    const { sets, page } = held()
    for (let turn = 0; turn < 2; turn++) sets.hold('c1', [])
    expect(page().total).toBe(252)
    sets.hold('c1', [])
    expect(() => page()).toThrow(expect.objectContaining({ code: 'not_found' }))
    const again = held()
    again.leave()
    expect(() => again.sets.open(again.set, 0)).toThrow(expect.objectContaining({ code: 'not_found' }))
  })
})

describe('S24: what is exported', () => {
  test('as JSON comes back exactly', () => {
    const odd = one('pncp', 'odd', {
      title: 'a\u2028\ud800 "😀"',
      provider_specific_data: { __proto__x: 1e21, b: -0.5 },
    })
    const procurements = procurementsOf([...records, odd])
    expect(JSON.parse([...exportText(procurements, 'json')].join(''))).toEqual(procurements.map(procurementDocument))
    expect(JSON.parse([...exportText([], 'json')].join(''))).toEqual([])
  })

  test('as CSV has a mark for spreadsheets, a head, and one line per record', () => {
    const text = [...exportText(procurementsOf(records), 'csv')].join('')
    expect(text.startsWith('\uFEFF"procurement","providers",')).toBe(true)
    expect(text.split('\r\n')).toHaveLength(records.length + 2)
  })
})
