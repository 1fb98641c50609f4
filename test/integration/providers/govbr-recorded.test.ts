import { afterEach, describe, expect, test } from 'vitest'
import { createGovbr } from '../../../electron/providers/govbr.ts'
import { sameProcurements } from '../../../shared/opportunity/same-procurement.ts'
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

const empty: Reply = { body: providerFixture('govbr/licitacoes-empty.json') }
const oneBody = { coverage: { bodies: ['26245'] } }

async function serve(answer: (request: SeenRequest, count: number) => Reply): Promise<string> {
  server = await startProviderServer(answer)
  return server.url
}

/** Answers the first window of openings with these pages. */
const firstWindow = (from: string, pages: readonly string[]) => (request: SeenRequest) => {
  if (request.query.get('dataInicial') !== from) return empty
  const body = pages[Number(request.query.get('pagina')) - 1]
  return body === undefined ? empty : { body }
}

describe('Portal da Transparência, recorded answers', () => {
  test('asks body by body and month by month for openings after the window, with its key and bare slashes', async () => {
    const url = await serve(() => empty)
    const setup = { coverage: { bodies: ['26245', '52111'] } }
    const { error, pages } = await walkProvider(createGovbr(quickLimits), url, { setup })
    expect(error).toBeNull()
    const firstBody = [
      ['15/09/2026', '12/10/2026'],
      ['13/10/2026', '09/11/2026'],
      ['10/11/2026', '07/12/2026'],
      ['08/12/2026', '21/12/2026'],
    ].map(([from, to]) => `/api-de-dados/licitacoes?codigoOrgao=26245&dataInicial=${from}&dataFinal=${to}&pagina=1`)
    expect(server?.seen.map((request) => request.url)).toEqual([
      ...firstBody,
      ...firstBody.map((line) => line.replace('26245', '52111')),
    ])
    expect(server?.seen.every((request) => request.headers['chave-api-dados'] === 'key-of-a-test')).toBe(true)
    expect(pages[0]?.warnings).toEqual(['2 bodies (26245, 52111)', 'openings until 2026-12-21'])
  })

  test('reads bare arrays of 15 to their end and keeps what was published in the window', async () => {
    const files = [1, 2].map((n) => providerFixture(`govbr/licitacoes-26245-2024-01-p${n}.json`))
    const url = await serve(firstWindow('27/12/2023', files))
    const window = ['2023-12-27', '2024-01-03'] as const
    const { opportunities, error, pages } = await walkProvider(createGovbr(quickLimits), url, {
      window,
      setup: oneBody,
    })
    expect(error).toBeNull()
    // Two pages of the first month, the second of them short; one page for each of the three other months.
    expect(pages).toHaveLength(5)
    const published = (
      JSON.parse(`[${files.map((file) => file.trim().slice(1, -1)).join()}]`) as {
        id: number
        dataPublicacao: string
      }[]
    )
      .filter((record) => record.dataPublicacao >= window[0] && record.dataPublicacao <= window[1])
      .map((record) => `${record.id}`)
    expect(published.length).toBeGreaterThan(5)
    expect(opportunities.map((one) => one.external_id)).toEqual(published)
    expect(opportunities[0]).toMatchObject({
      external_id: '1071084400',
      title: expect.stringMatching(/^P1 - Serviço de Imunologia/) as string,
      description: null,
      estimated_value: 75480,
      region_code: 'RJ',
      publication_date: '2023-12-28 00:00:00',
      submission_deadline: '2024-01-23 00:00:00',
      procuring_entity_name: 'Universidade Federal do Rio de Janeiro',
      provider_specific_data: {
        idCompra: '15315205001372023',
        numeroControlePNCP: null,
        uasg: '153152',
        numeroCompra: '137',
        anoCompra: 2023,
        modalidadeId: 6,
        sourceUrl: 'https://portaldatransparencia.gov.br/licitacoes/1071084400',
      },
    })
  })

  test('says what was left out for want of a day of publication, and knows every status', async () => {
    const url = await serve(firstWindow('01/11/2023', [providerFixture('govbr/records-edge-cases-2024.json')]))
    const window = ['2023-11-01', '2024-04-30'] as const
    const { opportunities, error, pages } = await walkProvider(createGovbr(quickLimits), url, {
      window,
      setup: oneBody,
    })
    expect(error).toBeNull()
    expect(opportunities).toHaveLength(9)
    expect(pages[0]?.warnings).toContain('2 without a day of publication left out')
    const status = (id: string) => opportunities.find((one) => one.external_id === id)?.provider_specific_data?.status
    expect(status('1071072880')).toBe('revoked')
    expect(status('1081246921')).toBe('suspended')
    expect(status('1080645859')).toBe('annulled')
    expect(status('1097659097')).toBe('not_yet_public')
    expect(status('1079855496')).toBe('published')
    expect(opportunities.find((one) => one.external_id === '1085822731')?.estimated_value).toBe(1350888.99)
  })

  test('reads the shape of 2019: other dates, objects for status and modality, a state that is not swapped', async () => {
    const records = ['267291791', '278614622'].map((id) => providerFixture(`govbr/licitacao-2019-by-id-${id}.json`))
    const url = await serve(firstWindow('01/10/2019', [`[${records.join()}]`]))
    const window = ['2019-10-01', '2019-12-31'] as const
    const { opportunities, error } = await walkProvider(createGovbr(quickLimits), url, { window, setup: oneBody })
    expect(error).toBeNull()
    expect(opportunities.find((one) => one.external_id === '267291791')).toMatchObject({
      region_code: 'SC',
      estimated_value: 100878,
      publication_date: '2019-11-29 00:00:00',
      submission_deadline: '2019-12-11 00:00:00',
      procuring_entity_id: null,
      provider_specific_data: {
        idCompra: '15023205003272019',
        modalidadeNome: 'Pregão - Registro de Preço',
        status: 'awarded',
      },
    })
  })

  test('the purchase id it builds meets that of the other providers', async () => {
    const url = await serve(firstWindow('15/09/2026', [providerFixture('govbr/synthetic-cross-licitacoes.json')]))
    const { opportunities } = await walkProvider(createGovbr(quickLimits), url, { setup: oneBody })
    expect(opportunities.map((one) => one.provider_specific_data?.idCompra)).toEqual([
      '12006005000392026',
      '16051805002532026',
      '12006006000392026',
    ])
    expect(sameProcurements(opportunities.map((opportunity) => ({ provider: 'govbr', opportunity })))).toEqual([])
  })

  test.each([
    ['synthetic-error-400-period.json', 400, 'application/json', 'provider_refused', 1],
    ['synthetic-error-401.json', 401, 'application/json', 'provider_key_rejected', 1],
    ['synthetic-error-403-cloudfront.html', 403, 'text/html', 'provider_key_rejected', 1],
    ['synthetic-error-405-waf.html', 405, 'text/html', 'provider_refused', 1],
    ['synthetic-error-429.json', 429, 'application/json', 'provider_throttled', 5],
  ])('%s with %i is %s → %s', async (file, status, type, code, attempts) => {
    const url = await serve(() => ({
      status,
      headers: { 'content-type': type },
      body: providerFixture(`govbr/${file}`),
    }))
    const { error, opportunities } = await walkProvider(createGovbr(quickLimits), url, { setup: oneBody })
    expect(error?.code).toBe(code)
    expect(error?.params).toMatchObject({ provider: 'govbr', status })
    expect(opportunities).toEqual([])
    expect(server?.seen).toHaveLength(attempts)
  })

  test('without a key nobody is asked', async () => {
    const url = await serve(() => empty)
    const { error } = await walkProvider(createGovbr(quickLimits), url, { setup: { apiKey: null } })
    expect(error?.code).toBe('provider_key_missing')
    expect(server?.seen).toHaveLength(0)
  })

  test('the key stands in no message and no sample, even if the service repeats it', async () => {
    const url = await serve(() => ({ status: 401, body: '{"message":"key key-of-a-test is unknown"}' }))
    const { error, signals } = await walkProvider(createGovbr(quickLimits), url, { setup: oneBody })
    const told = JSON.stringify([error?.message, error?.params, signals])
    expect(told).toContain('•••')
    expect(told).not.toContain('key-of-a-test')
  })
})
