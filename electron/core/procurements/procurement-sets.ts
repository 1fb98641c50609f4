import type {
  ProcurementDetail,
  ProcurementFacet,
  ProcurementPage,
  ProcurementQuery,
} from '../../../shared/contract/procurements.ts'
import type { ProcurementGroup } from '../../../shared/opportunity/same-procurement.ts'
import { AppError } from '../app-error.ts'
import type { ActiveConnection } from '../connection/active-connection.ts'
import type { System } from '../ports/system.ts'
import { datesDiffer, pricesDiffer } from './agreement.ts'
import { procurementDetail } from './procurement-detail.ts'
import { procurementRow, providersOf } from './procurement-row.ts'

/** What searches and comparisons found, held here so that the page asks for it a page at a time. */
export interface ProcurementSets {
  /** @returns the id by which it is asked for; the oldest set goes when another comes */
  hold(connectionId: string, procurements: readonly ProcurementGroup[]): string
  /** @throws AppError `not_found` where the set is no longer held, as with the others */
  page(query: ProcurementQuery, page: number): ProcurementPage
  open(set: string, index: number): ProcurementDetail
  /** Everything that fits the question, in the order of the pages. */
  all(query: ProcurementQuery): readonly ProcurementGroup[]
}

interface HeldSet {
  readonly id: string
  readonly connectionId: string
  readonly procurements: readonly HeldProcurement[]
}

interface HeldProcurement {
  readonly group: ProcurementGroup
  readonly index: number
  readonly providers: string
  readonly facets: ReadonlySet<ProcurementFacet>
}

/** One of each tab, and one more while the next is made. */
const mostSets = 3
const rowsPerPage = 200
const facets: readonly ProcurementFacet[] = ['all', 'shared', 'unique', 'price', 'date']

export function createProcurementSets(
  connection: () => ActiveConnection,
  system: Pick<System, 'randomHex'>,
): ProcurementSets {
  let sets: readonly HeldSet[] = []

  function heldSet(id: string): HeldSet {
    const found = sets.find((set) => set.id === id)
    // What another server holds says nothing of this one.
    if (found && found.connectionId === connection().connectionId) return found
    throw new AppError('not_found', 'this list of procurements is no longer held', { params: { what: id } })
  }

  function asked({ set, only }: ProcurementQuery): readonly HeldProcurement[] {
    const { procurements } = heldSet(set)
    const names = only && nameOf(only)
    return names === null ? procurements : procurements.filter(({ providers }) => providers === names)
  }

  return {
    hold(connectionId, procurements) {
      const id = system.randomHex(8)
      const sorted = [...procurements].sort(newestFirst)
      const held = { id, connectionId, procurements: sorted.map(heldProcurement) }
      sets = [held, ...sets.filter((set) => set.connectionId === connectionId)].slice(0, mostSets)
      return id
    },
    page(query, page) {
      const some = asked(query)
      const fitting = some.filter((one) => one.facets.has(query.facet))
      const rows = fitting.slice(page * rowsPerPage, (page + 1) * rowsPerPage)
      return {
        total: fitting.length,
        page,
        counts: countsOf(some),
        rows: rows.map(({ group, index }) => procurementRow(group, index)),
      }
    },
    open(set, index) {
      const found = heldSet(set).procurements[index]
      if (found) return procurementDetail(found.group, index)
      throw new AppError('not_found', 'the list holds no such procurement', { params: { what: String(index) } })
    },
    all: (query) => asked(query).flatMap(({ group, facets: own }) => (own.has(query.facet) ? [group] : [])),
  }
}

function heldProcurement(group: ProcurementGroup, index: number): HeldProcurement {
  const providers = providersOf(group)
  const own = new Set<ProcurementFacet>(['all', providers.length > 1 ? 'shared' : 'unique'])
  if (pricesDiffer(group)) own.add('price')
  if (datesDiffer(group)) own.add('date')
  return { group, index, providers: nameOf(providers), facets: own }
}

/** A set of providers by one name, whatever their order. */
const nameOf = (providers: readonly string[]) => [...new Set(providers)].sort().join(' ')

function countsOf(procurements: readonly HeldProcurement[]): ProcurementPage['counts'] {
  const count = (facet: ProcurementFacet) => procurements.filter(({ facets: own }) => own.has(facet)).length
  return Object.fromEntries(facets.map((facet) => [facet, count(facet)])) as ProcurementPage['counts'] // all of them
}

/** By the best source's publication; what says none comes last. */
function newestFirst(one: ProcurementGroup, other: ProcurementGroup): number {
  const [a, b] = [publishedAt(one), publishedAt(other)]
  if (a !== b) return a > b ? -1 : 1
  return one.canonical < other.canonical ? -1 : one.canonical > other.canonical ? 1 : 0
}

/** Written with a blank or a `T` between day and hour: brought to one form, the texts sort as the dates do. */
const publishedAt = ({ members }: ProcurementGroup) =>
  members
    .find(({ opportunity }) => opportunity.publication_date !== null)
    ?.opportunity.publication_date?.replace('T', ' ') ?? ''
