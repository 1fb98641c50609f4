import type { Comparison } from '../../shared/contract/compare.ts'
import type { ProcurementGroup } from '../../shared/opportunity/same-procurement.ts'
import { type CacheDay, parseCacheDay } from '../../shared/time/cache-day.ts'
import { procurementDocument } from '../core/procurements/export-procurements.ts'
import { badUsage } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { csvLines } from './csv-lines.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { countText, table } from './text-table.ts'

export interface CompareOptions {
  readonly from: string
  readonly to: string
  readonly provider?: readonly string[]
  readonly csv?: boolean
}

/**
 * `pcc compare --from <day> --to <day> [--provider <id>]... [--csv]`. A day that stands in the cache and could not be
 * read ends with 4; one that is not there does not, unless none is: then nothing was compared, which ends with 1.
 */
export async function runCompare(context: CommandContext, options: CompareOptions): Promise<ExitCode> {
  const [from, to] = [dayOf('--from', options.from), dayOf('--to', options.to)]
  const core = await context.core()
  const providers = options.provider ? core.providers.known(options.provider) : core.providers.ids
  await context.connected()
  const comparison = await core.compare({ from, to, providers: [...providers] }, context.signal)
  const procurements = core.procurements.all({ set: comparison.set, facet: 'all', only: null })
  if (options.csv === true) {
    context.print(document(comparison, procurements), csvLines(procurements))
    for (const line of missingLines(comparison, context.language)) context.say(line)
  } else context.print(document(comparison, procurements), lines(comparison, context.language))
  if (comparison.procurements === null) return exitCodes.failed
  return comparison.days.some(({ state }) => unknownStates.has(state)) ? exitCodes.partial : exitCodes.done
}

/** Something stands there, and what it holds is not in the figures. */
const unknownStates: ReadonlySet<string> = new Set(['unreadable', 'no_permission', 'over_limit'])

/** The published shape of `pcc compare --json`. `groups` are the procurements that several records tell of. */
function document(comparison: Comparison, procurements: readonly ProcurementGroup[]) {
  return {
    from: comparison.from,
    to: comparison.to,
    procurements: comparison.procurements,
    price_differs: comparison.priceDiffers,
    date_differs: comparison.dateDiffers,
    providers: comparison.totals,
    overlaps: comparison.overlaps,
    days: comparison.days.map(({ fetchDate, ...day }) => ({ ...day, fetch_date: fetchDate })),
    published: comparison.byDay.map(({ day, counts }) => ({ day, counts })),
    undated: comparison.undated,
    groups: procurements.filter(({ members }) => members.length > 1).map(procurementDocument),
  }
}

function lines(comparison: Comparison, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const count = (value: number | null) => (value === null ? '–' : countText(value, language))
  return [
    ...table(
      text.head,
      comparison.totals.map(({ provider, procurements, shared, unique }) => [
        provider,
        count(procurements),
        count(shared),
        count(unique),
      ]),
    ),
    '',
    ...overlapLines(comparison, language),
    `${text.procurements}: ${count(comparison.procurements)}`,
    `${text.price}: ${count(comparison.priceDiffers)}`,
    `${text.date}: ${count(comparison.dateDiffers)}`,
    ...missingLines(comparison, language),
  ]
}

function overlapLines({ overlaps }: Comparison, language: 'pt-BR' | 'en'): string[] {
  if (overlaps.length === 0) return []
  const rows = overlaps.map(({ providers, procurements }) => [providers.join(' + '), countText(procurements, language)])
  return [...table(words[language].overlapHead, rows), '']
}

/** One line per provider and reason, so that no day is silently left out of the figures. */
function missingLines({ days }: Comparison, language: 'pt-BR' | 'en'): string[] {
  const missing = days.filter(({ state }) => state !== 'read')
  const kinds = new Map(missing.map((day) => [`${day.provider} ${day.state}`, day]))
  return [...kinds.values()].map(({ provider, state }) => {
    const own = missing.filter((day) => day.provider === provider && day.state === state)
    return `${provider}: ${words[language][state]}: ${own.map(({ day }) => day).join(', ')}`
  })
}

function dayOf(option: string, text: string): CacheDay {
  const day = parseCacheDay(text)
  if (day === null) throw badUsage(option, 'a calendar day written yyyy-mm-dd')
  return day
}

const words = {
  en: {
    head: ['provider', 'procurements', 'shared', 'unique'],
    overlapHead: ['told of by exactly', 'procurements'],
    procurements: 'procurements',
    price: 'of them with differing prices',
    date: 'of them with differing dates',
    read: 'read',
    not_cached: 'not cached',
    expired: 'expired',
    removed: 'removed before its time',
    unreadable: 'unreadable',
    no_permission: 'not permitted',
    over_limit: 'not read, too many records',
  },
  'pt-BR': {
    head: ['provedor', 'licitações', 'em comum', 'só dele'],
    overlapHead: ['em exatamente', 'licitações'],
    procurements: 'licitações',
    price: 'delas com valores diferentes',
    date: 'delas com datas diferentes',
    read: 'lido',
    not_cached: 'não está no cache',
    expired: 'expirou',
    removed: 'removido antes do prazo',
    unreadable: 'ilegível',
    no_permission: 'sem permissão',
    over_limit: 'não lido, registros demais',
  },
} as const
