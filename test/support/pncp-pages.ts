import { providerFixture } from './provider-fixture.ts'
import type { Reply, SeenRequest } from './provider-server.ts'

const sample = (JSON.parse(providerFixture('pncp/publicacao-mod6-sp-p1.json')) as { data: Record<string, unknown>[] })
  .data[0]

/** A recorded PNCP record under a control number of its own. */
export const pncpRecord = (n: number, change: Readonly<Record<string, unknown>> = {}) => ({
  ...sample,
  numeroControlePNCP: `00394429000100-1-${String(n).padStart(6, '0')}/2026`,
  ...change,
})

/** `count` records from number `from` on. */
export const pncpRecords = (from: number, count: number) =>
  Array.from({ length: count }, (_, index) => pncpRecord(from + index))

export function pncpPage(data: readonly unknown[], counts: Readonly<Record<string, unknown>>): Reply {
  return { body: JSON.stringify({ data, ...counts }) }
}

/** A whole walk of full pages: 50 records each, counts that fit. */
export const pncpWalk =
  (pages: number, perPage = 50) =>
  ({ query }: SeenRequest): Reply => {
    const page = Number(query.get('pagina'))
    const counts = { totalRegistros: pages * perPage, totalPaginas: pages, paginasRestantes: pages - page }
    return pncpPage(page > pages ? [] : pncpRecords(page * 1_000, perPage), counts)
  }
