import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { type SourcedOpportunity, sameProcurements } from '../../../shared/opportunity/same-procurement.ts'
import { opportunity } from '../../support/opportunity-sample.ts'

function record(
  provider: string,
  external_id: string,
  specific: Readonly<Record<string, unknown>> = {},
): SourcedOpportunity {
  return { provider, opportunity: opportunity(external_id, { provider_specific_data: specific }) }
}

/** A PNCP row: its control number is its id, the purchase id is there where the row links to the federal platform. */
const pncp = (control: string, uasg: string, numeroCompra: string, idCompra: string | null, modalidadeId = 6) =>
  record('pncp', control, {
    numeroControlePNCP: control,
    idCompra,
    uasg,
    numeroCompra,
    anoCompra: Number(control.slice(-4)),
    modalidadeId,
    usuarioNome: 'Compras.gov.br',
  })
const comprasnet = (idCompra: string, control: string) =>
  record('comprasnet', idCompra, { numeroControlePNCP: control, idCompra, modulo: '14133' })
const legacy = (idCompra: string) => record('comprasnet', idCompra, { idCompra, modulo: 'legado' })
const govbr = (id: string, idCompra: string | null) => record('govbr', id, { idCompra })

const name = ({ provider, opportunity }: SourcedOpportunity) =>
  `${provider}${opportunity.provider_specific_data?.modulo === 'legado' ? '-legado' : ''}:${opportunity.external_id}`

const namesOf = (records: readonly SourcedOpportunity[]) =>
  sameProcurements(records).map((group) => group.members.map(name))
const sorted = (groups: readonly (readonly string[])[]) =>
  groups.map((group) => [...group].sort()).sort((a, b) => ((a[0] ?? '') < (b[0] ?? '') ? -1 : 1))

const faa = '00394429000100-1-002331/2026'
const mpt = '26989715000102-1-001430/2026'
const bavt = '00394452000103-1-019941/2026'
const bridge = '33663683000116-1-004321/2024'
const nearMiss = '00394429000100-1-002399/2026'

// The recorded rows, as their adapters map them.
const recorded = [
  pncp(faa, '120060', '39', '12006005000392026'),
  pncp(mpt, '200096', '33', '20009605000332026'),
  pncp(bavt, '160518', '253', '16051805002532026'),
  pncp(bridge, '153150', '90001', null),
  comprasnet('12006005000392026', faa),
  comprasnet('20009605000332026', mpt),
  comprasnet('16051805002532026', bavt),
  comprasnet('12006006000392026', nearMiss),
  comprasnet('15315005900012024', bridge),
  legacy('12006005000392026'),
  govbr('1300000001', '12006005000392026'),
  govbr('1300000002', '16051805002532026'),
  govbr('1300000003', '12006006000392026'),
  govbr('1088987244', '15668005000092023'),
  govbr('1071072880', '15315005900012024'),
  govbr('1081246921', '15315205001142023'),
  govbr('1079855496', '15314905000052023'),
  govbr('1085071811', '15314905000072023'),
]

interface ExpectedGroup {
  readonly group: string
  readonly members: readonly string[]
}
const expected = JSON.parse(
  readFileSync(new URL('../../fixtures/interop/expected-duplicate-groups.json', import.meta.url), 'utf8'),
) as readonly ExpectedGroup[] // the file is ours

test('the recorded rows fall into the expected groups', () => {
  expect(sorted(namesOf(recorded))).toEqual(sorted(expected.map((group) => group.members)))
})

test('the order of the records changes nothing', () => {
  const groups = sorted(namesOf(recorded))
  const shuffles = fc.sample(fc.shuffledSubarray(recorded, { minLength: recorded.length }), { numRuns: 200, seed: 1 })
  for (const shuffled of shuffles) expect(sorted(namesOf(shuffled))).toEqual(groups)
})

test('without the record that has both keys, a row without a link and a row without a control number stay apart', () => {
  const withoutBridge = recorded.filter((entry) => entry.opportunity.external_id !== '15315005900012024')
  expect(namesOf(withoutBridge).flat()).not.toContain('govbr:1071072880')
})

describe('members and name of a group', () => {
  test('the best source stands first: PNCP, Compras.gov.br, its legacy rows, then the others', () => {
    const found = namesOf([...recorded].reverse()).find((group) => group.includes(`pncp:${faa}`))
    expect(found).toEqual([
      `pncp:${faa}`,
      'comprasnet:12006005000392026',
      'comprasnet-legado:12006005000392026',
      'govbr:1300000001',
    ])
  })

  test('a provider nobody ranked comes last', () => {
    const found = namesOf([
      record('licitanet', 'x', { numeroControlePNCP: faa }),
      govbr('1', '12006005000392026'),
      comprasnet('12006005000392026', faa),
    ])
    expect(found).toEqual([['comprasnet:12006005000392026', 'govbr:1', 'licitanet:x']])
  })

  test('the control number names it, else the purchase id', () => {
    const canonicals = sameProcurements([
      govbr('1', '12006005000392026'),
      comprasnet('12006005000392026', faa),
      govbr('2', '15314905000052023'),
      legacy('15314905000052023'),
    ]).map((group) => group.canonical)
    expect(canonicals).toEqual([faa, '15314905000052023'])
  })
})

describe('unit, number, year and modality (K3)', () => {
  test('join a PNCP row without a link and a legacy row', () => {
    expect(namesOf([pncp(faa, '120060', '39', null), legacy('12006005000392026')])).toEqual([
      [`pncp:${faa}`, 'comprasnet-legado:12006005000392026'],
    ])
  })

  test.each([
    ['another modality', pncp(faa, '120060', '39', null, 8)],
    ['another unit', pncp(faa, '120061', '39', null)],
    ['another number', pncp(faa, '120060', '40', null)],
    ['another year', pncp('00394429000100-1-002331/2025', '120060', '39', null)],
    ['a link to another purchase', pncp(faa, '120060', '39', '12006005000402026')],
    ['a number that is not digits only', pncp(faa, '120060', '39/2026', null)],
    ['a unit code that is no UASG', pncp(faa, '1', '39', null)],
  ])('do not join over %s', (_what, row) => {
    expect(namesOf([row, legacy('12006005000392026')])).toEqual([])
  })

  test('do not join a row of another platform', () => {
    const row = record('pncp', faa, {
      uasg: '120060',
      numeroCompra: '39',
      anoCompra: 2026,
      modalidadeId: 6,
      usuarioNome: 'BLL Compras',
    })
    expect(namesOf([row, legacy('12006005000392026')])).toEqual([])
  })

  test('never join two control numbers, nor choose between them', () => {
    const rows = [pncp(faa, '120060', '39', null), pncp(nearMiss, '120060', '39', null), legacy('12006005000392026')]
    expect(namesOf(rows)).toEqual([])
  })

  test('take both electronic and face-to-face Pregão for one modality', () => {
    expect(namesOf([pncp(faa, '120060', '39', null, 7), legacy('12006005000392026')])).toHaveLength(1)
  })
})

describe('records of other writers', () => {
  test('are recognised by their ids and by the link of a raw PNCP record', () => {
    const link =
      'https://cnetmobile.estaleiro.serpro.gov.br/comprasnet-web/public/landing?destino=acompanhamento-compra&compra=98600105903212025'
    const rows = [
      record('pncp', faa, { linkSistemaOrigem: link }),
      record('comprasnet', '98600105903212025'),
      record('govbr', '7', { numeroControlePNCP: faa }),
    ]
    expect(namesOf(rows)).toEqual([[`pncp:${faa}`, 'comprasnet:98600105903212025', 'govbr:7']])
  })

  test('values of another type, junk links and empty texts join nothing', () => {
    const junk = { numeroControlePNCP: '', idCompra: 12006005000392026, linkSistemaOrigem: 'string', uasg: 120060 }
    expect(
      namesOf([
        record('govbr', '1', junk),
        record('govbr', '2', junk),
        record('x', '3', { linkSistemaOrigem: '?compra=123456789012345678' }),
      ]),
    ).toEqual([])
  })
})
