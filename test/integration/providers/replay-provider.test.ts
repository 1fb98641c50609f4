import { fileURLToPath } from 'node:url'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type { Provider } from '../../../electron/core/ports/provider.ts'
import { createComprasnet } from '../../../electron/providers/comprasnet.ts'
import { createGovbr } from '../../../electron/providers/govbr.ts'
import { createPncp } from '../../../electron/providers/pncp.ts'
import { type ReplayProvider, startReplayProvider } from '../../../electron/sandbox/replay-provider.ts'
import { Opportunity } from '../../../shared/opportunity/opportunity.ts'
import { sameProcurements } from '../../../shared/opportunity/same-procurement.ts'
import { addDays, fetchWindow } from '../../../shared/time/cache-day.ts'
import { day, quickLimits, walkProvider } from '../../support/walk-provider.ts'

/** A Tuesday in the morning, São Paulo. */
const now = Date.UTC(2026, 8, 22, 12)
const today = day('2026-09-22')
const providers: readonly Provider[] = [
  createPncp(quickLimits),
  createComprasnet(quickLimits),
  createGovbr(quickLimits),
]

let replay: ReplayProvider
beforeAll(async () => {
  const recordingsFolder = fileURLToPath(new URL('../../../electron/sandbox/recordings', import.meta.url))
  replay = await startReplayProvider({ recordingsFolder, latencyMs: 0, clock: () => now })
})
afterAll(() => replay.close())

function walkDay(provider: Provider, of: typeof today) {
  const { from, to } = fetchWindow(of)
  return walkProvider(provider, replay.urls[provider.id] ?? '', { window: [from, to] })
}

describe.each(providers)('replayed $id', (provider) => {
  test('fills a week with whole, differing days of tens to hundreds of records within the window', async () => {
    const counts: number[] = []
    for (const back of [0, 1, 3, 6]) {
      const of = addDays(today, -back)
      const { opportunities, pages, error } = await walkDay(provider, of)
      expect(error).toBeNull()
      expect(pages.flatMap((page) => page.rejected)).toEqual([])
      expect(pages.slice(1).flatMap((page) => page.warnings)).toEqual([])
      for (const opportunity of opportunities) {
        expect(Opportunity.safeParse(opportunity).error).toBeUndefined()
        const published = opportunity.publication_date?.slice(0, 10) ?? ''
        expect(published >= fetchWindow(of).from && published <= of).toBe(true)
      }
      counts.push(opportunities.length)
    }
    expect(Math.min(...counts)).toBeGreaterThanOrEqual(20)
    expect(Math.max(...counts)).toBeLessThan(400)
    expect(new Set(counts).size).toBeGreaterThan(2)
  })

  test('answers the same twice', async () => {
    const [one, other] = [await walkDay(provider, today), await walkDay(provider, today)]
    expect(other.opportunities).toEqual(one.opportunities)
  })

  test('knows no path of another service', async () => {
    const answer = await fetch(`${replay.urls[provider.id]}/elsewhere`, { headers: { 'chave-api-dados': 'demo' } })
    expect(answer.status).toBe(404)
  })
})

describe('the replayed services together', () => {
  test('tell of one procurement in two and in three places, as the real ones do', async () => {
    const walks = await Promise.all(providers.map((provider) => walkDay(provider, today)))
    const records = walks.flatMap(({ opportunities }, index) =>
      opportunities.map((opportunity) => ({ provider: providers[index]?.id ?? '', opportunity })),
    )
    const spans = sameProcurements(records).map((group) => new Set(group.members.map((member) => member.provider)).size)
    expect(spans.filter((span) => span === 2).length).toBeGreaterThan(0)
    expect(spans.filter((span) => span === 3).length).toBeGreaterThan(0)
  })

  test('page as the services do', async () => {
    const pncp = `${replay.urls.pncp}/v1/contratacoes/publicacao?dataInicial=20260915&dataFinal=20260922&codigoModalidadeContratacao=6`
    const first = (await (await fetch(`${pncp}&pagina=1&tamanhoPagina=10`)).json()) as {
      data: unknown[]
      totalPaginas: number
    }
    expect(first.data).toHaveLength(10)
    expect(first.totalPaginas).toBeGreaterThan(2)
    expect((await fetch(`${pncp}&pagina=${first.totalPaginas + 1}&tamanhoPagina=10`)).status).toBe(204)
  })

  test.each([
    ['pncp/v1/contratacoes/publicacao?dataInicial=20260915&dataFinal=20260922', 400],
    [
      'pncp/v1/contratacoes/publicacao?dataInicial=20260915&dataFinal=20260922&codigoModalidadeContratacao=6&tamanhoPagina=51',
      400,
    ],
    ['pncp/v1/contratacoes/publicacao?dataInicial=20250915&dataFinal=20260922&codigoModalidadeContratacao=6', 422],
    ['comprasnet/modulo-legado/1_consultarLicitacao?data_publicacao_inicial=2026-09-15', 400],
    ['govbr/api-de-dados/licitacoes?codigoOrgao=26245&dataInicial=01/09/2026&dataFinal=30/09/2026&pagina=1', 403],
    ['unified/anything', 404],
  ])('%s is answered with %i', async (path, status) => {
    const root = new URL('..', `${replay.urls.pncp}/`).href
    expect((await fetch(root + path)).status).toBe(status)
  })
})
