import { z } from 'zod'
import { addDays, type CacheDay } from '../../shared/time/cache-day.ts'
import type { Provider } from '../core/ports/provider.ts'
import { govbrRecord } from './govbr-record.ts'
import { createHttpFunnel, defaultLimits, type HttpLimits } from './http/http-funnel.ts'
import { matchingPages, withinDays } from './mapping/local-filter.ts'
import { mapPage } from './mapping/map-page.ts'
import { codesOf } from './mapping/modality.ts'
import { readEnvelope } from './mapping/read-records.ts'
import { searchWindow, slices, type Window } from './mapping/search-window.ts'
import { type PagedWalk, type PageRead, runWalks } from './walk-pages.ts'

const id = 'govbr'

/** Fixed by the service; a shorter page is the last one. */
const pageSize = 15

/** The service takes windows of at most a month: 28 days fit into every one. */
const sliceDays = 28

/**
 * How far behind the window openings are asked for. The service selects by opening, we by publication: in 1,058 records
 * nine of ten opened within 25 days of publication, the last after 357.
 */
const followDays = 90

/** Bodies asked for unless the settings name others: the service has no list over all of them. */
const wideBodies: Readonly<Record<string, string>> = {
  26236: 'UFF',
  26238: 'UFMG',
  26245: 'UFRJ',
  26246: 'UFSC',
  26439: 'IFSP',
  26443: 'EBSERH',
  26455: 'UFDPar',
  52111: 'Aeronáutica',
  52121: 'Exército',
}

/** The strictest documented limit is 90 requests a minute. */
const leastGapMs = 700

/** Portal da Transparência, API de dados: the federal executive, body by body. */
export function createGovbr(limits: HttpLimits = defaultLimits): Provider {
  const funnel = createHttpFunnel({ provider: id, leastGapMs, keyHeader: 'chave-api-dados', retryStatuses: [], limits })
  return {
    id,
    label: 'Portal da Transparência',
    mark: { colour: '#2B736D', marker: 'triangle', line: 'dotted' },
    defaultBaseUrl: 'https://api.portaldatransparencia.gov.br',
    needsApiKey: true,
    leastGapMs,
    coverageDefaults: { bodies: Object.keys(wideBodies) },
    open(setup) {
      const way = funnel.open(setup)
      const bodies = codesOf('bodies', setup.coverage.bodies ?? Object.keys(wideBodies), /^\d{5}$/)
      return {
        daily(window, request) {
          return runWalks(way.walk(request), bodyWalks(bodies, window), request, coverageNotes(bodies, window))
        },
        search(filters, request) {
          const walks = bodyWalks(bodies, searchWindow(filters, Date.now()))
          return matchingPages(runWalks(way.walk(request), walks, request, []), filters)
        },
      }
    },
  }
}

/** One walk per body and month of openings; only what was published in the window stays. */
function bodyWalks(bodies: readonly string[], window: Window): PagedWalk[] {
  const openings = slices({ from: window.from, to: lastOpening(window) }, sliceDays)
  return bodies.flatMap((body) => openings.map((slice) => bodyWalk(body, slice, window)))
}

function bodyWalk(body: string, openings: Window, published: Window): PagedWalk {
  const name = wideBodies[body]
  return {
    name: `${name === undefined ? body : `${body} ${name}`}, ${openings.from} – ${openings.to}`,
    path: '/api-de-dados/licitacoes',
    query: (page) => [
      ['codigoOrgao', body],
      ['dataInicial', brazilianDay(openings.from)],
      ['dataFinal', brazilianDay(openings.to)],
      ['pagina', `${page}`],
    ],
    pageSize,
    read: (answer) => publishedWithin(read(answer), published),
  }
}

/** A bare array; it carries no counts. */
function read(body: unknown): PageRead {
  return mapPage(body === null ? [] : readEnvelope(body, z.array(z.unknown())), govbrRecord, {
    remaining: null,
    total: null,
  })
}

function publishedWithin(page: PageRead, { from, to }: Window): PageRead {
  const opportunities = page.opportunities.filter(({ publication_date }) => withinDays(publication_date, from, to))
  const undated = page.opportunities.filter(({ publication_date }) => publication_date === null).length
  const warnings = undated === 0 ? [] : [`${undated} without a day of publication left out`]
  return { ...page, opportunities, warnings: [...page.warnings, ...warnings] }
}

const lastOpening = ({ to }: Window): CacheDay => addDays(to, followDays)

const brazilianDay = (day: CacheDay) => `${day.slice(8, 10)}/${day.slice(5, 7)}/${day.slice(0, 4)}`

function coverageNotes(bodies: readonly string[], window: Window): string[] {
  const listed = bodies.length > 20 ? `${bodies.slice(0, 20).join(', ')}…` : bodies.join(', ')
  return [`${bodies.length} bodies (${listed})`, `openings until ${lastOpening(window)}`]
}
