import { z } from 'zod'
import type { SearchFilters } from '../../shared/keys/params-hash.ts'
import type { CacheDay } from '../../shared/time/cache-day.ts'
import { AppError } from '../core/app-error.ts'
import type { Provider } from '../core/ports/provider.ts'
import { createHttpFunnel, defaultLimits, type HttpLimits, type Query } from './http/http-funnel.ts'
import { EnvelopeCount } from './mapping/envelope-count.ts'
import { matchingPages } from './mapping/local-filter.ts'
import { mapPage } from './mapping/map-page.ts'
import { codesOf, modalities, modalityWalk, searchedModalities } from './mapping/modality.ts'
import { readEnvelope } from './mapping/read-records.ts'
import { searchWindow, type Window } from './mapping/search-window.ts'
import { pncpRecord } from './pncp-record.ts'
import { type PagedWalk, type PageRead, runWalks } from './walk-pages.ts'

const id = 'pncp'

/** The service's own maximum; the 500 of its manual is answered with 400. */
const pageSize = 50

const Envelope = z.object({
  data: z.array(z.unknown()),
  totalRegistros: EnvelopeCount,
  paginasRestantes: EnvelopeCount,
})

/** The limit of requests is unpublished; two seconds stay clear of it. */
const leastGapMs = 2_000

/** Portal Nacional de Contratações Públicas, consulta API: every procurement under Lei 14.133. */
export function createPncp(limits: HttpLimits = defaultLimits): Provider {
  // 422 is now and then the answer to a valid request.
  const funnel = createHttpFunnel({ provider: id, leastGapMs, keyHeader: null, retryStatuses: [422], limits })
  const everyModality = modalities.map((row) => `${row.pncp}`)
  return {
    id,
    label: 'PNCP',
    mark: { colour: '#0691F4', marker: 'circle', line: 'solid' },
    defaultBaseUrl: 'https://pncp.gov.br/api/consulta',
    needsApiKey: false,
    leastGapMs,
    coverageDefaults: { modalities: everyModality, ufs: [] },
    open(setup) {
      const way = funnel.open(setup)
      const codes = codesOf('modalities', setup.coverage.modalities ?? everyModality, /^([1-9]|1[0-3])$/).map(Number)
      const ufs = codesOf('ufs', setup.coverage.ufs ?? [], /^[A-Z]{2}$/)
      return {
        daily(window, request) {
          const walks = publicationWalks(window, codes, ufs.length > 0 ? ufs : [null])
          return runWalks(way.walk(request), walks, request, coverageNotes(codes, ufs))
        },
        search(filters, request) {
          return matchingPages(runWalks(way.walk(request), searchWalks(filters, Date.now()), request, []), filters)
        },
      }
    },
  }
}

function searchWalks(filters: SearchFilters, now: number): PagedWalk[] {
  const codes = searchedModalities(filters.procurement_type)
  const uf = filters.region_code?.toUpperCase() || null
  const { submission_deadline_to: until, publication_date_from: from, publication_date_to: to } = filters
  if (until !== null && from === null && to === null) return codes.map((code) => openWalk(until, code, uf))
  return publicationWalks(searchWindow(filters, now), codes, [uf])
}

/** One walk per modality (the service takes one at a time) and state, over the publication dates. */
function publicationWalks(window: Window, codes: readonly number[], ufs: readonly (string | null)[]): PagedWalk[] {
  const dates: Query = [
    ['dataInicial', compactDay(window.from)],
    ['dataFinal', compactDay(window.to)],
  ]
  return codes.flatMap((code) => ufs.map((uf) => modalityPages('/v1/contratacoes/publicacao', dates, code, uf)))
}

/** Procurements that still take proposals, closing up to `until`. */
function openWalk(until: string, code: number, uf: string | null): PagedWalk {
  return modalityPages('/v1/contratacoes/proposta', [['dataFinal', compactDay(until)]], code, uf)
}

function modalityPages(path: string, dates: Query, code: number, uf: string | null): PagedWalk {
  const area: Query = uf === null ? [] : [['uf', uf]]
  return {
    name: uf === null ? modalityWalk(code) : `${modalityWalk(code)}, ${uf}`,
    path,
    query: (page) => [
      ...dates,
      ['codigoModalidadeContratacao', `${code}`],
      ...area,
      ['pagina', `${page}`],
      ['tamanhoPagina', `${pageSize}`],
    ],
    pageSize,
    read,
  }
}

/** Nothing found is 204 without a body. */
function read(body: unknown): PageRead {
  if (body === null) return mapPage([], pncpRecord, { remaining: 0, total: null })
  const { data, paginasRestantes, totalRegistros } = readEnvelope(body, Envelope)
  return mapPage(data, pncpRecord, { remaining: paginasRestantes, total: totalRegistros })
}

function compactDay(day: CacheDay | string): string {
  if (!/^\d{4}-\d{2}-\d{2}/.test(day)) {
    const params = { what: 'submission_deadline_to', reason: 'yyyy-mm-dd' }
    throw new AppError('bad_input', 'submission_deadline_to: no calendar day written yyyy-mm-dd', { params })
  }
  return day.slice(0, 10).replaceAll('-', '')
}

function coverageNotes(codes: readonly number[], ufs: readonly string[]): string[] {
  const notes: string[] = []
  if (codes.length < modalities.length) notes.push(`modalities ${codes.join(', ')} only`)
  if (ufs.length > 0) notes.push(`states ${ufs.join(', ')} only`)
  return notes
}
