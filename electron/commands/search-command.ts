import { filtersJson } from '../../shared/keys/params-hash.ts'
import { toNative } from '../../shared/keys/python-json.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { procurementsOf } from '../../shared/opportunity/same-procurement.ts'
import type { Core } from '../core/core.ts'
import { type CombinedSearch, type ProviderAnswer, recordsOf } from '../core/unified/search-combined.ts'
import { parseSearchFilters } from '../core/unified/search-filters-text.ts'
import type { CommandContext } from './context.ts'
import { csvLines } from './csv-lines.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { parseOverrides } from './fetch-command.ts'
import { countText, table } from './text-table.ts'

export interface SearchOptions {
  readonly provider?: readonly string[]
  readonly refresh?: boolean
  readonly providerUrl?: readonly string[]
  readonly development?: boolean
  readonly csv?: boolean
}

/**
 * `pcc search <filters-json> [--provider <id>]... [--refresh] [--csv]`. A provider that failed ends with 4, all of them
 * with 1.
 */
export async function runSearch(
  context: CommandContext,
  filtersText: string,
  options: SearchOptions,
): Promise<ExitCode> {
  const filters = parseSearchFilters(filtersText)
  const core = await context.core({
    development: options.development === true,
    urlOverrides: parseOverrides(options.providerUrl ?? []),
  })
  const providers = await chosen(core, options.provider ?? [])
  await context.connected()
  const refresh = options.refresh === true
  const search = await core.search({ filters, providers, refresh, signal: context.signal })
  if (options.csv === true) context.print(document(search), csvLines(procurementsOf(recordsOf(search.answers))))
  else context.print(document(search), lines(search, context.language))
  sayTroubles(context, search)
  const failed = search.answers.filter((answer) => answer.failure !== null).length
  if (failed === 0) return exitCodes.done
  return failed === search.answers.length ? exitCodes.failed : exitCodes.partial
}

async function chosen(core: Core, names: readonly string[]): Promise<readonly string[]> {
  if (names.length > 0) return core.providers.known(names)
  const all = await core.providers.list()
  return all.filter(({ enabled }) => enabled).map(({ id }) => id)
}

const isUnified = ({ answers }: CombinedSearch) => answers.every(({ from }) => from === 'combined')

function sourceOf({ from, failure }: ProviderAnswer): 'cache' | 'live' | 'failed' {
  if (failure !== null) return 'failed'
  return from === 'provider' ? 'live' : 'cache'
}

/** The published shape of `pcc search --json`. What a provider that failed would have found is unknown, not nothing. */
function document(search: CombinedSearch) {
  const answered = search.answers.filter((answer) => answer.failure === null)
  return {
    filters: toNative(filtersJson(search.filters)),
    key: search.key,
    from: isUnified(search) ? 'unified' : 'assembled',
    providers: search.answers.map((answer) => ({
      provider: answer.provider,
      from: sourceOf(answer),
      opportunities: answer.failure === null ? answer.opportunities.length : null,
      rejected: answer.failure === null ? answer.rejected : null,
      failure: answer.failure && { code: answer.failure.code, message: answer.failure.message },
    })),
    total_results: answered.reduce((sum, { opportunities }) => sum + opportunities.length, 0),
    groups: search.groups.map(({ canonical, members }) => ({
      canonical,
      members: members.map(({ provider, opportunity }) => ({ provider, external_id: opportunity.external_id })),
    })),
    data: Object.fromEntries(answered.map(({ provider, opportunities }) => [provider, opportunities])),
  }
}

function lines(search: CombinedSearch, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const rows = search.answers.map((answer) => [
    answer.provider,
    text[sourceOf(answer)],
    answer.failure === null ? countText(answer.opportunities.length, language) : '–',
  ])
  const unreadable = search.answers
    .filter(({ rejected }) => rejected > 0)
    .map(({ provider, rejected }) => `${provider}: ${text.rejected}: ${countText(rejected, language)}`)
  return [
    ...table(text.head, rows),
    `${isUnified(search) ? text.unified : text.assembled}${search.key === null ? '' : `: ${search.key}`}`,
    `${text.groups}: ${countText(search.groups.length, language)}`,
    ...unreadable,
  ]
}

function sayTroubles(context: CommandContext, { answers, keptWider, storeFailure }: CombinedSearch): void {
  const text = words[context.language]
  for (const { provider, failure } of answers) {
    if (failure === null) continue
    const { what, next } = failureWords(failure, context.language)
    context.say(`${provider}: ${what} ${next} [${failure.code}]`)
  }
  if (keptWider) context.say(text.keptWider)
  if (storeFailure !== null) {
    context.say(`${text.notStored}: ${failureWords(storeFailure, context.language).what} [${storeFailure.code}]`)
  }
}

const words = {
  en: {
    head: ['provider', 'from', 'results'],
    cache: 'cache',
    live: 'the provider',
    failed: 'failed',
    unified: 'from the combined search',
    assembled: 'put together now',
    groups: 'procurements told of more than once',
    rejected: 'records that cannot be read',
    keptWider: 'not stored as the combined search: the one that stands holds more providers',
    notStored: 'not stored',
  },
  'pt-BR': {
    head: ['provedor', 'origem', 'resultados'],
    cache: 'cache',
    live: 'o provedor',
    failed: 'falhou',
    unified: 'da busca combinada',
    assembled: 'montada agora',
    groups: 'licitações contadas mais de uma vez',
    rejected: 'registros que não podem ser lidos',
    keptWider: 'não guardada como busca combinada: a que existe tem mais provedores',
    notStored: 'não guardada',
  },
} as const
