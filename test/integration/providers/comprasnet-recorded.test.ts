import { afterEach, describe, expect, test } from 'vitest'
import { createComprasnet } from '../../../electron/providers/comprasnet.ts'
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

const empty: Reply = { body: providerFixture('comprasnet/empty-200.json') }
const contractsPath = '/modulo-contratacoes/1_consultarContratacoes_PNCP_14133'
const legacyPath = '/modulo-legado/1_consultarLicitacao'

async function serve(answer: (request: SeenRequest, count: number) => Reply): Promise<string> {
  server = await startProviderServer(answer)
  return server.url
}

/** The records of a recording in an envelope whose counts fit them. */
function whole(file: string): string {
  const body = providerFixture(file)
  const count = (JSON.parse(body) as { resultado: unknown[] }).resultado.length
  return body
    .replace(/"totalRegistros":\s*\d+/, `"totalRegistros":${count}`)
    .replace(/"totalPaginas":\s*\d+/, '"totalPaginas":1')
    .replace(/"paginasRestantes":\s*\d+/, '"paginasRestantes":0')
}

const onlyContracts = (code: string, body: string) => (request: SeenRequest) =>
  request.path === contractsPath && request.query.get('codigoModalidade') === code ? { body } : empty

const onlyLegacy = (body: string) => (request: SeenRequest) => (request.path === legacyPath ? { body } : empty)

describe('Compras.gov.br, recorded answers', () => {
  test('walks each modality of the 14.133 module, then the legacy module, 500 a page', async () => {
    const url = await serve(() => empty)
    const walked = await walkProvider(createComprasnet(quickLimits), url)
    expect(walked.error).toBeNull()
    expect(walked.opportunities).toEqual([])
    expect(server?.seen.map((request) => request.url)).toEqual([
      ...['5', '6', '7', '3'].map(
        (code) =>
          `${contractsPath}?pagina=1&tamanhoPagina=500&dataPublicacaoPncpInicial=2026-09-15&dataPublicacaoPncpFinal=2026-09-22&codigoModalidade=${code}`,
      ),
      `${legacyPath}?pagina=1&tamanhoPagina=500&data_publicacao_inicial=2026-09-15&data_publicacao_final=2026-09-22`,
    ])
  })

  test('maps a record of the 14.133 module', async () => {
    const url = await serve(onlyContracts('5', whole('comprasnet/contratacoes-14133-pregao-mg-p1.json')))
    const { opportunities, error, pages } = await walkProvider(createComprasnet(quickLimits), url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(5)
    expect(pages.flatMap((page) => page.warnings)).toEqual([])
    expect(opportunities[0]).toMatchObject({
      external_id: '15404605000232026',
      title:
        'Aquisição de EQUIPAMENTOS DE PROTEÇÃO INDIVIDUAL E VESTIMENTAS HOSPITALARES conforme condições e exigências estabelecidas no Edital e seus anexos..',
      estimated_value: 173117.88,
      region_code: 'MG',
      municipality: 'OURO PRETO',
      publication_date: '2026-09-08 04:00:01',
      submission_deadline: '2026-09-18 10:00:00',
      procuring_entity_id: '23070659000110',
      provider_specific_data: {
        numeroControlePNCP: '23070659000110-1-000024/2026',
        idCompra: '15404605000232026',
        uasg: '154046',
        codigoIbge: '3146107',
        modalidadeId: 6,
        status: 'published',
        sourceUrl: 'https://pncp.gov.br/app/editais/23070659000110/2026/24',
        modulo: '14133',
      },
    })
  })

  test('a value of 0E-8 is unknown, never a price', async () => {
    const url = await serve(
      onlyContracts('5', whole('comprasnet/contratacoes-14133-pregao-mg-p1.json').replace('173117.88000000', '0E-8')),
    )
    const { opportunities } = await walkProvider(createComprasnet(quickLimits), url)
    expect(opportunities[0]?.estimated_value).toBeNull()
  })

  test('the recorded counts announce more than came: cut, not short', async () => {
    const body = providerFixture('comprasnet/contratacoes-14133-pregao-mg-p1.json')
    const url = await serve((request) => (request.query.get('pagina') === '1' ? { body } : empty))
    const walked = await walkProvider(createComprasnet(quickLimits), url)
    expect(walked.opportunities).toHaveLength(5)
    expect(walked.error?.code).toBe('provider_truncated')
  })

  test('a direct purchase, by-id envelope with no pages beside one record', async () => {
    const url = await serve(onlyContracts('6', providerFixture('comprasnet/contratacao-14133-by-id-dispensa.json')))
    const { opportunities, error } = await walkProvider(createComprasnet(quickLimits), url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(1)
    expect(opportunities[0]?.provider_specific_data?.modalidadeId).toBe(8)
  })

  test('an idCompra sent as a number keeps its 17 digits', async () => {
    const body = whole('comprasnet/contratacoes-14133-pregao-mg-p1.json').replace(
      '"15404605000232026"',
      '15404605000232027',
    )
    const url = await serve(onlyContracts('5', body))
    const { opportunities } = await walkProvider(createComprasnet(quickLimits), url)
    expect(opportunities[0]?.external_id).toBe('15404605000232027')
  })

  test('maps legacy rows, unit and number from the purchase id, without the two of Lei 14.133', async () => {
    const url = await serve(onlyLegacy(whole('comprasnet/legado-licitacao-pregao-2023-11-p1.json')))
    const { opportunities, error, pages } = await walkProvider(createComprasnet(quickLimits), url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(3)
    expect(pages.flatMap((page) => page.warnings)).toEqual([])
    expect(opportunities[0]).toMatchObject({
      external_id: '12063205000762023',
      estimated_value: null,
      region_code: null,
      procuring_entity_name: null,
      publication_date: '2023-11-01 00:00:00',
      submission_deadline: '2023-11-16 00:00:00',
      provider_specific_data: {
        idCompra: '12063205000762023',
        numeroControlePNCP: null,
        uasg: '120632',
        numeroCompra: '76',
        anoCompra: 2023,
        modalidadeId: 6,
        status: 'published',
        dataAberturaProposta: '2023-11-01 00:00:00',
        modulo: 'legado',
      },
    })
    expect(opportunities[1]?.estimated_value).toBe(45831.6)
  })

  test('one legacy row beside a page count of 0 is one row', async () => {
    const url = await serve(onlyLegacy(providerFixture('comprasnet/legado-licitacao-by-id.json')))
    const { opportunities, error } = await walkProvider(createComprasnet(quickLimits), url)
    expect(error).toBeNull()
    expect(opportunities.map((one) => one.external_id)).toEqual(['15200505000272023'])
  })

  test('legacy rows that repeat the 14.133 module are dropped, without being missed', async () => {
    const url = await serve((request) => {
      if (request.path === legacyPath) return { body: providerFixture('comprasnet/synthetic-cross-legado.json') }
      if (request.query.get('codigoModalidade') !== '5') return empty
      return { body: providerFixture('comprasnet/synthetic-cross-contratacoes-14133.json') }
    })
    const { opportunities, error } = await walkProvider(createComprasnet(quickLimits), url)
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(5)
    expect(opportunities.every((one) => one.provider_specific_data?.modulo === '14133')).toBe(true)
  })

  test('records of another endpoint of the service are not taken for these', async () => {
    const { resultado } = JSON.parse(providerFixture('comprasnet/legado-pregoes-doc-example.json')) as {
      resultado: unknown[]
    }
    const many = [resultado[0], resultado[0], resultado[0]]
    const url = await serve(onlyLegacy(JSON.stringify({ resultado: many, totalRegistros: 3, paginasRestantes: 0 })))
    const { error, signals } = await walkProvider(createComprasnet(quickLimits), url)
    expect(error?.code).toBe('provider_schema_changed')
    expect(error?.params).toMatchObject({ provider: 'comprasnet', page: 5, field: 'modalidade' })
    expect(signals.at(-1)).toMatchObject({ kind: 'attempt_failed', waitMs: 0 })
  })

  test.each([
    [
      'error-400-plain-text-body.txt',
      400,
      'text/plain',
      'provider_refused',
      'Informe um número de paginação no intervalo de 10 a 500',
    ],
    [
      'error-400-problem-json.json',
      400,
      'application/problem+json',
      'provider_refused',
      'tamanhoPagina: O tamanho da página deve ser no mínimo 10',
    ],
    ['synthetic-error-404.json', 404, 'application/json', 'provider_refused', 'Resource not found'],
  ])('%s is a refusal in the words of the service', async (file, status, type, code, words) => {
    const url = await serve(() => ({
      status,
      headers: { 'content-type': type },
      body: providerFixture(`comprasnet/${file}`),
    }))
    const { error } = await walkProvider(createComprasnet(quickLimits), url)
    expect(error?.code).toBe(code)
    expect(error?.params).toMatchObject({ status, reason: words })
    expect(server?.seen).toHaveLength(1)
  })

  test('a search narrows to state and modality at the service and by the rest here', async () => {
    const url = await serve(onlyContracts('5', whole('comprasnet/contratacoes-14133-pregao-mg-p1.json')))
    const filters = {
      region_code: 'MG',
      procurement_type: 'pregão',
      keywords: 'EQUIPAMENTOS proteção',
      publication_date_from: '2026-09-01',
      publication_date_to: '2026-09-30',
    }
    const { opportunities, error } = await walkProvider(createComprasnet(quickLimits), url, { filters })
    expect(error).toBeNull()
    expect(opportunities.map((one) => one.external_id)).toEqual(['15404605000232026'])
    expect(server?.seen.map((request) => request.query.get('unidadeOrgaoUfSigla'))).toEqual(['MG'])
  })

  test('a search for a modality nobody knows is refused, not empty', async () => {
    const url = await serve(() => empty)
    const { error } = await walkProvider(createComprasnet(quickLimits), url, { filters: { procurement_type: 'rifa' } })
    expect(error?.code).toBe('bad_input')
    expect(server?.seen).toHaveLength(0)
  })
})
