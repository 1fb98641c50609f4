import { z } from 'zod'
import type { Provider } from '../../electron/core/ports/provider.ts'
import { createHttpFunnel, defaultLimits } from '../../electron/providers/http/http-funnel.ts'
import { mapPage, opportunityOf, type RecordMapping } from '../../electron/providers/mapping/map-page.ts'
import { readEnvelope } from '../../electron/providers/mapping/read-records.ts'
import { searchWindow, type Window } from '../../electron/providers/mapping/search-window.ts'
import { type PagedWalk, runWalks } from '../../electron/providers/walk-pages.ts'

// What somebody who adds a provider writes: this file, as it stands, is copied into `electron/providers/` by a test.

const Notice = z.object({
  id: z.string().min(1),
  objeto: z.string(),
  publicado: z.string(),
  pncp: z.string().nullable(),
})
type Notice = z.infer<typeof Notice>

const mapping: RecordMapping<Notice> = {
  schema: Notice,
  idOf: (record) => record.id,
  documented: new Set(Object.keys(Notice.shape)),
  map: (record, dates) =>
    opportunityOf(
      {
        external_id: record.id,
        title: record.objeto,
        description: null,
        estimated_value: null,
        region_code: null,
        municipality: null,
        publication_date: dates.read('publicado', record.publicado),
        submission_deadline: null,
        procuring_entity_id: null,
        procuring_entity_name: null,
      },
      {
        numeroControlePNCP: record.pncp,
        idCompra: null,
        uasg: null,
        nomeUnidade: null,
        numeroCompra: null,
        anoCompra: null,
        codigoIbge: null,
        modalidadeId: null,
        modalidadeNome: null,
        status: null,
        situacao: null,
        dataAberturaProposta: null,
        sourceUrl: null,
        usuarioNome: null,
        modulo: null,
      },
    ),
}

const Envelope = z.object({ editais: z.array(z.unknown()), total: z.number() })

const notices = (window: Window): PagedWalk => ({
  name: 'editais',
  path: '/v1/editais',
  query: (page) => [
    ['de', window.from],
    ['ate', window.to],
    ['pagina', `${page}`],
  ],
  pageSize: 2,
  read(body) {
    const { editais, total } = readEnvelope(body, Envelope)
    return mapPage(editais, mapping, { remaining: null, total })
  },
})

export function createBourse(): Provider {
  const funnel = createHttpFunnel({
    provider: 'bolsa',
    leastGapMs: 0,
    keyHeader: null,
    retryStatuses: [],
    limits: defaultLimits,
  })
  return {
    id: 'bolsa',
    label: 'Bolsa de Licitações',
    mark: { colour: '#7A5195', marker: 'diamond', line: 'dash-dot' },
    defaultBaseUrl: 'https://bolsa.example',
    needsApiKey: false,
    leastGapMs: 0,
    coverageDefaults: { platforms: [] },
    open(setup) {
      const way = funnel.open(setup)
      return {
        daily: (window, request) => runWalks(way.walk(request), [notices(window)], request, []),
        search: (filters, request) =>
          runWalks(way.walk(request), [notices(searchWindow(filters, Date.now()))], request, []),
      }
    },
  }
}
