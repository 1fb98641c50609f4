import type { Opportunity } from '../../../shared/opportunity/opportunity.ts'

/** What of `provider_specific_data` is compared, or says which procurement it is; other writers store whole records there. */
const kept: ReadonlySet<string> = new Set([
  'numeroControlePNCP',
  'idCompra',
  'linkSistemaOrigem',
  'uasg',
  'nomeUnidade',
  'numeroCompra',
  'anoCompra',
  'modalidadeId',
  'modalidadeNome',
  'status',
  'situacao',
  'dataAberturaProposta',
  'sourceUrl',
  'usuarioNome',
  'modulo',
])

/** Longer texts are cut, and end in an ellipsis. */
const mostText = 8_000

/** @returns the record with what is compared of it: hundreds of thousands are held at once */
export function slimOpportunity(opportunity: Opportunity): Opportunity {
  const { provider_specific_data: data, provider_metadata: _, ...fields } = opportunity
  const specific = data && Object.fromEntries(Object.entries(data).flatMap(([name, value]) => keptValue(name, value)))
  return {
    ...fields,
    title: cut(fields.title),
    description: fields.description === null ? null : cut(fields.description),
    provider_specific_data: specific,
  }
}

function keptValue(name: string, value: unknown): [string, string | number][] {
  if (!kept.has(name)) return []
  if (typeof value === 'string') return [[name, cut(value)]]
  return typeof value === 'number' ? [[name, value]] : []
}

const cut = (text: string) => (text.length > mostText ? `${text.slice(0, mostText - 1)}…` : text)
