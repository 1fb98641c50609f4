import { afterEach, describe, expect, test } from 'vitest'
import { createPncp } from '../../../electron/providers/pncp.ts'
import { providerFixture } from '../../support/provider-fixture.ts'
import {
  type ProviderServer,
  type Reply,
  type SeenRequest,
  startProviderServer,
} from '../../support/provider-server.ts'
import { quickLimits, walkProvider } from '../../support/walk-provider.ts'

let server: ProviderServer | null = null
afterEach(() => server?.close())

const nothing: Reply = { status: 204, headers: { 'content-type': 'application/json' } }

async function serve(answer: (request: SeenRequest, count: number) => Reply): Promise<string> {
  server = await startProviderServer(answer)
  return server.url
}

/** Answers one modality with recorded pages, everything else with "nothing found". */
const onlyModality = (code: string, pages: readonly string[]) => (request: SeenRequest) => {
  if (request.query.get('codigoModalidadeContratacao') !== code) return nothing
  const text = pages[Number(request.query.get('pagina')) - 1]
  return text === undefined ? nothing : { body: text }
}

const envelope = (records: readonly unknown[]) =>
  JSON.stringify({
    data: records,
    totalRegistros: records.length,
    totalPaginas: 1,
    numeroPagina: 1,
    paginasRestantes: 0,
  })

describe('PNCP, recorded answers', () => {
  test('walks every modality in turn, 50 a page, and reads all pages of one', async () => {
    const files = [1, 2, 3].map((n) => providerFixture(`pncp/assembled-publicacao-mod6-sao-paulo-capital-p${n}.json`))
    const url = await serve(onlyModality('6', files))
    const walked = await walkProvider(createPncp(quickLimits), url)

    expect(walked.error).toBeNull()
    expect(walked.opportunities).toHaveLength(30)
    expect(new Set(walked.opportunities.map((one) => one.external_id)).size).toBe(30)
    expect(server?.seen.map((request) => request.query.get('codigoModalidadeContratacao')).join()).toBe(
      '1,2,3,4,5,6,6,6,7,8,9,10,11,12,13',
    )
    const first = server?.seen[0]
    expect(first?.url).toBe(
      '/v1/contratacoes/publicacao?dataInicial=20260915&dataFinal=20260922&codigoModalidadeContratacao=1&pagina=1&tamanhoPagina=50',
    )
    expect(first?.headers).not.toHaveProperty('chave-api-dados')
    expect(walked.signals.filter((told) => told.kind === 'answered').map((told) => told.page)).toEqual(
      Array.from({ length: 15 }, (_, index) => index + 1),
    )
    expect(walked.signals.findLast((told) => told.kind === 'total')).toEqual({ kind: 'total', pages: 15 })
  })

  test('maps a record as the cache holds it', async () => {
    const url = await serve(onlyModality('6', [providerFixture('pncp/publicacao-mod6-sp-p1.json')]))
    const walked = await walkProvider(createPncp(quickLimits), url)

    expect(walked.opportunities[0]).toEqual({
      external_id: '00394429000100-1-002331/2026',
      title: 'Aquisição de Insumos de Hidráulica para a FAYS',
      description: null,
      estimated_value: 331204.42,
      currency_code: 'BRL',
      country_code: 'BR',
      region_code: 'SP',
      municipality: 'Pirassununga',
      publication_date: '2026-09-15 04:00:06',
      submission_deadline: '2026-09-28 09:00:00',
      procuring_entity_id: '00394429000100',
      procuring_entity_name: 'COMANDO DA AERONAUTICA',
      provider_specific_data: {
        numeroControlePNCP: '00394429000100-1-002331/2026',
        idCompra: '12006005000392026',
        uasg: '120060',
        nomeUnidade: 'ACADEMIA DA FORCA AEREA',
        numeroCompra: '39',
        anoCompra: 2026,
        codigoIbge: '3539301',
        modalidadeId: 6,
        modalidadeNome: 'Pregão - Eletrônico',
        status: 'published',
        situacao: 'Divulgada no PNCP',
        dataAberturaProposta: '2026-09-15 08:00:00',
        sourceUrl: 'https://pncp.gov.br/app/editais/00394429000100/2026/2331',
        usuarioNome: 'Compras.gov.br',
        modulo: null,
      },
    })
  })

  test('fewer records than announced end the walk as cut, never as a short list', async () => {
    const url = await serve(onlyModality('6', [providerFixture('pncp/publicacao-mod6-sp-p1.json')]))
    const walked = await walkProvider(createPncp(quickLimits), url)
    expect(walked.opportunities).toHaveLength(3)
    expect(walked.error?.code).toBe('provider_truncated')
    expect(walked.error?.message).toContain('1697 records announced, 1694 of them never came')
  })

  test('direct purchases may have no dates for proposals', async () => {
    const url = await serve(onlyModality('8', [providerFixture('pncp/publicacao-mod8-sp-p1.json')]))
    const { opportunities } = await walkProvider(createPncp(quickLimits), url)
    expect(opportunities.map((one) => one.submission_deadline)).toEqual([null, '2026-09-25 08:00:00', null])
    expect(opportunities.map((one) => one.provider_specific_data?.modalidadeId)).toEqual([8, 8, 8])
  })

  test('a search by deadline asks for what still takes proposals', async () => {
    const url = await serve(onlyModality('6', [providerFixture('pncp/proposta-mod6-sp-p1.json')]))
    const filters = { submission_deadline_to: '2026-12-31', procurement_type: '6', region_code: 'SP' }
    const walked = await walkProvider(createPncp(quickLimits), url, { filters })
    expect(walked.error).toBeNull()
    expect(walked.opportunities).toHaveLength(2)
    expect(server?.seen[0]?.url).toBe(
      '/v1/contratacoes/proposta?dataFinal=20261231&codigoModalidadeContratacao=6&uf=SP&pagina=1&tamanhoPagina=50',
    )
  })

  test('states revoked and suspended procurements, and takes no junk for a link', async () => {
    const records = JSON.parse(providerFixture('pncp/records-mod6-belo-horizonte.json')) as unknown[]
    const url = await serve(onlyModality('6', [envelope(records)]))
    const { opportunities, error } = await walkProvider(createPncp(quickLimits), url)
    expect(error).toBeNull()
    const statuses = opportunities.map((one) => one.provider_specific_data?.status)
    expect(new Set(statuses)).toEqual(new Set(['published', 'revoked', 'suspended']))
    for (const { provider_specific_data: data } of opportunities) {
      expect(data?.idCompra ?? '00000000000000000').toMatch(/^\d{17}$/)
    }
  })

  test('reads a record without a link, and one with fields nobody documented, which only warn', async () => {
    const cross = JSON.parse(providerFixture('pncp/synthetic-cross-publicacao.json')) as { data: unknown[] }
    const detail = JSON.parse(providerFixture('pncp/contratacao-detalhe-44935278000126-2025-343.json')) as unknown
    const url = await serve(onlyModality('6', [envelope([...cross.data, detail])]))
    const { opportunities, pages, error } = await walkProvider(createPncp(quickLimits), url)
    expect(error).toBeNull()
    expect(opportunities.map((one) => one.external_id)).toEqual([
      '33663683000116-1-004321/2024',
      '44935278000126-1-000343/2025',
    ])
    expect(opportunities[0]?.provider_specific_data?.idCompra).toBeNull()
    expect(pages.flatMap((page) => page.warnings).join()).toContain('fields nobody documented: orcamentoSigilosoCodigo')
  })

  test('nothing found is 204, which is no failure', async () => {
    const url = await serve(() => nothing)
    const walked = await walkProvider(createPncp(quickLimits), url)
    expect(walked.error).toBeNull()
    expect(walked.opportunities).toEqual([])
  })

  const errors: readonly (readonly [file: string, status: number, type: string, code: string, attempts: number])[] = [
    ['error-400-missing-modalidade.json', 400, 'application/json', 'provider_refused', 1],
    ['error-400-page-size-min.json', 400, 'application/json', 'provider_refused', 1],
    ['error-422-window-365.json', 422, 'application/json', 'provider_refused', 5],
    ['error-422-date-order.json', 422, 'application/json', 'provider_refused', 5],
    ['error-429-html-truncated.html', 429, 'text/html', 'provider_throttled', 5],
    ['error-500-json-truncated.txt', 500, 'application/json', 'provider_failed', 5],
    ['error-500-plain-text-body.txt', 500, 'application/json', 'provider_failed', 5],
  ]
  test.each(errors)('%s with %i is %s → %s after %i attempts', async (file, status, type, code, attempts) => {
    const body = providerFixture(`pncp/${file}`)
    const url = await serve(() => ({ status, headers: { 'content-type': type }, body }))
    const walked = await walkProvider(createPncp(quickLimits), url)
    expect(walked.error?.code).toBe(code)
    expect(walked.error?.params).toMatchObject({ provider: 'pncp', page: 1, status })
    expect(walked.opportunities).toEqual([])
    expect(server?.seen).toHaveLength(attempts)
    const failed = walked.signals.filter((told) => told.kind === 'attempt_failed')
    expect(failed).toHaveLength(attempts)
    expect(failed.at(-1)).toMatchObject({ waitMs: 0, bodySample: body })
  })

  test('a 422 for a valid request passes when it is repeated', async () => {
    const url = await serve((_, count) =>
      count === 1 ? { status: 422, body: providerFixture('pncp/error-422-date-order.json') } : nothing,
    )
    const walked = await walkProvider(createPncp(quickLimits), url)
    expect(walked.error).toBeNull()
    expect(walked.signals).toContainEqual({ kind: 'answered', page: 1, attempts: 2 })
  })

  test('the plain text of a broken database behind status 200 is no answer', async () => {
    const url = await serve(() => ({ body: providerFixture('pncp/error-500-plain-text-body.txt') }))
    expect((await walkProvider(createPncp(quickLimits), url)).error?.code).toBe('provider_not_json')
  })

  test('the settings narrow the walk to modalities and states, and the run says so', async () => {
    const url = await serve(() => nothing)
    const setup = { coverage: { modalities: ['6', '8'], ufs: ['SP', 'MG'] } }
    const { pages } = await walkProvider(createPncp(quickLimits), url, { setup })
    expect(server?.seen.map(({ query }) => `${query.get('codigoModalidadeContratacao')} ${query.get('uf')}`)).toEqual([
      '6 SP',
      '6 MG',
      '8 SP',
      '8 MG',
    ])
    expect(pages[0]?.warnings).toEqual(['modalities 6, 8 only', 'states SP, MG only'])
  })
})
