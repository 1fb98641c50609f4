import { z } from 'zod'
import type { SearchFilters } from '../../shared/keys/params-hash.ts'
import type { Provider } from '../core/ports/provider.ts'
import { legacyRecord } from './comprasnet-legacy-record.ts'
import { comprasnetRecord } from './comprasnet-record.ts'
import { createHttpFunnel, defaultLimits, type HttpLimits, type Query } from './http/http-funnel.ts'
import { EnvelopeCount } from './mapping/envelope-count.ts'
import { matchingPages } from './mapping/local-filter.ts'
import { mapPage, type RecordMapping } from './mapping/map-page.ts'
import { codesOf, modalities, searchedModalities } from './mapping/modality.ts'
import { readEnvelope } from './mapping/read-records.ts'
import { searchWindow, type Window } from './mapping/search-window.ts'
import { type PagedWalk, type PageRead, runWalks } from './walk-pages.ts'

const id = 'comprasnet'

/** The service's own maximum. */
const pageSize = 500

/** SIASG codes of the modalities that exist under Lei 14.133, in the order they are walked. */
const siasgNames: Readonly<Record<string, string>> = {
  5: 'Pregão',
  6: 'Dispensa',
  7: 'Inexigibilidade',
  3: 'Concorrência',
}
const everyModality = ['5', '6', '7', '3']

const Envelope = z.object({
  resultado: z.array(z.unknown()),
  totalRegistros: EnvelopeCount,
  paginasRestantes: EnvelopeCount,
})

/** The limit of requests is unpublished; a second stays clear of it. */
const leastGapMs = 1_000

/** Compras.gov.br, dados abertos: buyers on the federal platform, and SIASG's rows from before Lei 14.133. */
export function createComprasnet(limits: HttpLimits = defaultLimits): Provider {
  const funnel = createHttpFunnel({ provider: id, leastGapMs, keyHeader: null, retryStatuses: [], limits })
  return {
    id,
    label: 'Compras.gov.br',
    mark: { colour: '#896034', marker: 'square', line: 'long-dash' },
    defaultBaseUrl: 'https://dadosabertos.compras.gov.br',
    needsApiKey: false,
    leastGapMs,
    coverageDefaults: { modalities: everyModality, ufs: [] },
    open(setup) {
      const way = funnel.open(setup)
      const codes = codesOf('modalities', setup.coverage.modalities ?? everyModality, /^[3567]$/)
      const ufs = codesOf('ufs', setup.coverage.ufs ?? [], /^[A-Z]{2}$/)
      return {
        daily(window, request) {
          const walks = codes.flatMap((code) =>
            (ufs.length > 0 ? ufs : [null]).map((uf) => modalityWalk(window, code, uf)),
          )
          // Legacy rows carry no state: where the fetch is narrowed to some, they cannot be told apart and stay out.
          if (ufs.length === 0) walks.push(legacyWalk(window))
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
  const window = searchWindow(filters, now)
  const uf = filters.region_code?.toUpperCase() || null
  const asked = new Set(searchedModalities(filters.procurement_type))
  const codes = everyModality.filter((code) =>
    modalities.some((row) => row.siasg === Number(code) && asked.has(row.pncp)),
  )
  const walks = codes.map((code) => modalityWalk(window, code, uf))
  // Legacy rows name neither state nor city, so a search by one cannot match them.
  return uf === null && filters.municipality === null ? [...walks, legacyWalk(window)] : walks
}

function modalityWalk(window: Window, code: string, uf: string | null): PagedWalk {
  const area: Query = uf === null ? [] : [['unidadeOrgaoUfSigla', uf]]
  const name = `${code} ${siasgNames[code] ?? ''}`.trim()
  return {
    name: uf === null ? name : `${name}, ${uf}`,
    path: '/modulo-contratacoes/1_consultarContratacoes_PNCP_14133',
    query: (page) => [
      ...paging(page),
      ['dataPublicacaoPncpInicial', window.from],
      ['dataPublicacaoPncpFinal', window.to],
      ['codigoModalidade', code],
      ...area,
    ],
    pageSize,
    read: reader(comprasnetRecord),
  }
}

function legacyWalk(window: Window): PagedWalk {
  return {
    name: 'legado',
    path: '/modulo-legado/1_consultarLicitacao',
    query: (page) => [...paging(page), ['data_publicacao_inicial', window.from], ['data_publicacao_final', window.to]],
    pageSize,
    read: reader(legacyRecord),
  }
}

const paging = (page: number): Query => [
  ['pagina', `${page}`],
  ['tamanhoPagina', `${pageSize}`],
]

function reader<T>(mapping: RecordMapping<T>): (body: unknown) => PageRead {
  return (body) => {
    if (body === null) return mapPage([], mapping, { remaining: 0, total: null })
    const { resultado, paginasRestantes, totalRegistros } = readEnvelope(body, Envelope)
    return mapPage(resultado, mapping, { remaining: paginasRestantes, total: totalRegistros })
  }
}

function coverageNotes(codes: readonly string[], ufs: readonly string[]): string[] {
  const notes: string[] = []
  if (codes.length < everyModality.length) notes.push(`modalities ${codes.join(', ')} only`)
  if (ufs.length > 0) notes.push(`states ${ufs.join(', ')} only, without the legacy module`)
  return notes
}
