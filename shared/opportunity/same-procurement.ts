import type { Opportunity } from './opportunity.ts'

/** An opportunity and the provider it came from. */
export interface SourcedOpportunity {
  readonly provider: string
  readonly opportunity: Opportunity
}

/** One procurement as providers tell of it: one of them, several, or one several times. */
export interface ProcurementGroup {
  /** What the group is called: the control number, else the purchase id, of its best source that has one; else its id. */
  readonly canonical: string
  /** The best source first. */
  readonly members: readonly SourcedOpportunity[]
}

/**
 * Which records are one procurement. Records that share the control number (K1) or the purchase id (K2) are, and that
 * joins groups; unit, number, year and modality (K3) join only what K1 and K2 cannot compare. The outcome does not
 * depend on the order of the records.
 * Source: `numeroControlePNCP` and `idCompra` as PNCP and Compras.gov.br document them.
 * @returns every procurement, those that a single record tells of among them
 */
export function procurementsOf(records: readonly SourcedOpportunity[]): ProcurementGroup[] {
  const keys = records.map(({ opportunity }) => procurementKeys(opportunity))
  const sets = new DisjointSets(records.length)
  for (const name of ['controlNumber', 'purchaseId'] as const) {
    for (const indexes of bucketsOf(keys, name).values()) sets.joinAll(indexes)
  }
  joinByUnit(keys, sets)
  return [...sets.groups().values()].map((indexes) => groupOf(indexes.flatMap((index) => records[index] ?? [])))
}

/** @returns the procurements that several records tell of; records that stand alone are left out */
export function sameProcurements(records: readonly SourcedOpportunity[]): ProcurementGroup[] {
  return procurementsOf(records).filter(({ members }) => members.length > 1)
}

interface ProcurementKeys {
  /** K1, `numeroControlePNCP`. */
  readonly controlNumber: string | null
  /** K2, `idCompra`: UASG (6), SIASG modality (2), number (5), year (4). */
  readonly purchaseId: string | null
  /** K3, only of legacy rows and of PNCP rows that came from the federal platform. */
  readonly unitNumber: string | null
}

/** @returns the keys by which a record can be recognised; null where it does not say. Reads other writers' records too. */
function procurementKeys({ external_id: id, provider_specific_data: data }: Opportunity): ProcurementKeys {
  const text = (name: string): string | null => {
    const value = data && Object.hasOwn(data, name) ? data[name] : null
    return typeof value === 'string' && value !== '' ? value : null
  }
  const controlNumber = text('numeroControlePNCP') ?? (/^\d{14}-\d-\d{6}\/\d{4}$/.test(id) ? id : null)
  const linked = /[?&]compra=(\d{17})(?!\d)/.exec(text('linkSistemaOrigem') ?? '')?.[1]
  const purchaseId = text('idCompra') ?? linked ?? (/^\d{17}$/.test(id) ? id : null)
  const isLegacy = text('modulo') === 'legado'
  return { controlNumber, purchaseId, unitNumber: isLegacy ? unitOfPurchase(purchaseId) : unitOfPncp(text, data) }
}

function unitOfPurchase(purchaseId: string | null): string | null {
  const parts = /^(\d{6})(\d{2})(\d{5})(\d{4})$/.exec(purchaseId ?? '')
  return parts ? unitKey(parts[1] ?? '', parts[3] ?? '', Number(parts[4]), `siasg ${Number(parts[2])}`) : null
}

function unitOfPncp(text: (name: string) => string | null, data: Opportunity['provider_specific_data']): string | null {
  const unit = text('uasg') ?? ''
  const number = text('numeroCompra') ?? ''
  const { anoCompra: year, modalidadeId: modality } = data ?? {}
  if (text('usuarioNome') !== 'Compras.gov.br' || !/^\d{6}$/.test(unit) || !/^\d{1,9}$/.test(number)) return null
  if (typeof year !== 'number' || typeof modality !== 'number') return null
  return unitKey(unit, number, year, modalityFamily(modality))
}

const unitKey = (unit: string, number: string, year: number, family: string) =>
  `${unit}/${Number(number)}/${year}/${family}`

/** PNCP codes that are one modality of the older SIASG system; the others have no counterpart there. */
const siasgModality: Readonly<Record<number, number>> = { 4: 3, 5: 3, 6: 5, 7: 5, 8: 6, 9: 7 }

function modalityFamily(pncpCode: number): string {
  const siasg = siasgModality[pncpCode]
  return siasg === undefined ? `pncp ${pncpCode}` : `siasg ${siasg}`
}

function bucketsOf(keys: readonly ProcurementKeys[], name: keyof ProcurementKeys): Map<string, number[]> {
  const buckets = new Map<string, number[]>()
  keys.forEach((key, index) => {
    const value = key[name]
    if (value === null) return
    const bucket = buckets.get(value)
    if (bucket) bucket.push(index)
    else buckets.set(value, [index])
  })
  return buckets
}

/**
 * Joins the groups that share a K3 where K1 and K2 have nothing to compare: at most one of them carries a K1 and at most
 * one a K2. Where several do, they are known to differ, nothing says which of them a third belongs to, and none is joined.
 */
function joinByUnit(keys: readonly ProcurementKeys[], sets: DisjointSets): void {
  const held = new Map([...sets.groups()].map(([root, indexes]) => [root, heldBy(indexes.map((index) => keys[index]))]))
  const buckets = [...bucketsOf(keys, 'unitNumber')].sort(([a], [b]) => compare(a, b))
  for (const [, indexes] of buckets) {
    const roots = [...new Set(indexes.map((index) => sets.rootOf(index)))]
    const facts = roots.map((root) => held.get(root) ?? { control: false, purchase: false })
    const control = facts.filter((fact) => fact.control).length
    const purchase = facts.filter((fact) => fact.purchase).length
    if (roots.length < 2 || control > 1 || purchase > 1) continue
    sets.joinAll(roots)
    held.set(Math.min(...roots), { control: control > 0, purchase: purchase > 0 })
  }
}

function heldBy(keys: readonly (ProcurementKeys | undefined)[]): {
  readonly control: boolean
  readonly purchase: boolean
} {
  const has = (name: keyof ProcurementKeys) => keys.some((key) => key !== undefined && key[name] !== null)
  return { control: has('controlNumber'), purchase: has('purchaseId') }
}

/** Best source first. A provider we know nothing of comes last, by its name. */
const sources = ['pncp', 'comprasnet', 'comprasnet legado', 'govbr']

function rankOf({ provider, opportunity }: SourcedOpportunity): number {
  const isLegacy = opportunity.provider_specific_data?.modulo === 'legado'
  const rank = sources.indexOf(isLegacy ? `${provider} legado` : provider)
  return rank === -1 ? sources.length : rank
}

function groupOf(records: readonly SourcedOpportunity[]): ProcurementGroup {
  const members = [...records].sort(
    (a, b) =>
      rankOf(a) - rankOf(b) ||
      compare(a.provider, b.provider) ||
      compare(a.opportunity.external_id, b.opportunity.external_id),
  )
  const keys = members.map(({ opportunity }) => procurementKeys(opportunity))
  const first = (name: 'controlNumber' | 'purchaseId' | 'unitNumber') => keys.find((key) => key[name] !== null)?.[name]
  const named = first('controlNumber') ?? first('purchaseId') ?? first('unitNumber')
  return { canonical: named ?? members[0]?.opportunity.external_id ?? '', members }
}

const compare = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0)

/** Union-find with path halving; the smaller index is the root, so the outcome is the same in any order of joins. */
class DisjointSets {
  readonly #parents: number[]

  constructor(size: number) {
    this.#parents = Array.from({ length: size }, (_, index) => index)
  }

  rootOf(index: number): number {
    let at = index
    for (;;) {
      const parent = this.#parents[at] ?? at
      if (parent === at) return at
      const grandparent = this.#parents[parent] ?? parent
      this.#parents[at] = grandparent
      at = grandparent
    }
  }

  joinAll(indexes: readonly number[]): void {
    const roots = indexes.map((index) => this.rootOf(index))
    const root = Math.min(...roots)
    for (const other of roots) this.#parents[other] = root
  }

  /** Root to members, both ascending. */
  groups(): Map<number, number[]> {
    const groups = new Map<number, number[]>()
    this.#parents.forEach((_, index) => {
      const root = this.rootOf(index)
      const group = groups.get(root)
      if (group) group.push(index)
      else groups.set(root, [index])
    })
    return groups
  }
}
