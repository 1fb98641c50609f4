import { readFileSync } from 'node:fs'
import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { resolve as resolvePath } from 'node:path'
import { cacheDayOf } from '../../shared/time/cache-day.ts'

/** One list per provider, so that its pages follow one another. */
export const coverage = {
  pncp: { modalities: ['6'] },
  comprasnet: { modalities: ['5'], ufs: ['MG'] },
  govbr: { bodies: ['26245'] },
}

export interface PageServer {
  readonly urls: Readonly<Record<string, string>>
  /** Pages answered so far, by provider. */
  answered(): Readonly<Record<string, number>>
  sentBytes(): number
  close(): Promise<void>
}

/** A loopback service with as many pages as asked for: recorded records, each with an id of its own. */
export async function startPageServer(options: {
  readonly latencyMs: number
  readonly pagesPerProvider: number
}): Promise<PageServer> {
  const { latencyMs, pagesPerProvider } = options
  const answered: Record<string, number> = {}
  let sentBytes = 0
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://loopback')
    const provider = url.pathname.split('/')[1] ?? ''
    answered[provider] = (answered[provider] ?? 0) + 1
    const page = Number(url.searchParams.get('pagina') ?? 1)
    const body = JSON.stringify(bodyOf(provider, page, pagesPerProvider, url.searchParams))
    sentBytes += body.length
    setTimeout(() => {
      response.writeHead(200, { 'content-type': 'application/json; charset=utf-8' })
      response.end(body)
    }, latencyMs)
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  const { port } = server.address() as AddressInfo // a TCP server that listens has one
  return {
    urls: Object.fromEntries(Object.keys(coverage).map((id) => [id, `http://127.0.0.1:${port}/${id}`])),
    answered: () => answered,
    sentBytes: () => sentBytes,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections()
      }),
  }
}

const perPage = 50

/** The first record of a recording. The bench runs in the root of the checkout. */
function recorded(name: string): object {
  const text = readFileSync(resolvePath('electron', 'sandbox', 'recordings', `${name}.json`), 'utf8')
  const [first] = JSON.parse(text) as object[] // our own file
  return first ?? {}
}

const [publication, contract, portal] = [recorded('pncp'), recorded('comprasnet-contracts'), recorded('govbr')]

/** Fixed by the portal; a shorter page is its last. */
const perPortalPage = 15

function bodyOf(provider: string, page: number, pages: number, query: URLSearchParams): unknown {
  const day = cacheDayOf(Date.now())
  const records = (template: object, count: number, change: (id: number) => object) =>
    Array.from({ length: page > pages ? 0 : count }, (_, at) => ({
      ...template,
      ...change((page - 1) * count + at),
    }))
  const counts = { totalRegistros: pages * perPage, totalPaginas: pages, paginasRestantes: Math.max(0, pages - page) }
  const control = (id: number) => `46395000000139-1-${String(id).padStart(6, '0')}/2025`
  if (provider === 'pncp') {
    return { data: records(publication, perPage, (id) => ({ numeroControlePNCP: control(id) })), ...counts }
  }
  if (provider === 'comprasnet') {
    const change = (id: number) => ({
      numeroControlePNCP: control(id),
      idCompra: `15404605${String(id).padStart(9, '0')}`,
    })
    return { resultado: records(contract, perPage, change), ...counts }
  }
  // The portal is asked month by month of openings; all of ours lie in the first.
  const isFirstMonth = !startsLater(query.get('dataInicial') ?? '', day)
  return records(portal, isFirstMonth ? perPortalPage : 0, (id) => ({ id: 1_000_000 + id, dataPublicacao: day }))
}

/** @param brazilian - dd/mm/yyyy */
function startsLater(brazilian: string, day: string): boolean {
  return brazilian.split('/').reverse().join('-') > day
}
