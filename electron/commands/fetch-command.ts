import type { FetchLane, FetchRun, LaneHolder } from '../../shared/contract/fetch.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { AppError } from '../core/app-error.ts'
import { badUsage } from './arguments.ts'
import type { CommandContext } from './context.ts'
import { dayOption } from './day-option.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

export interface FetchOptions {
  readonly all?: boolean
  readonly day?: string
  readonly dryRun?: boolean
  readonly follow?: boolean
  readonly providerUrl?: readonly string[]
  readonly development?: boolean
}

/** `pcc fetch (<provider>... | --all) [--day yyyy-mm-dd] [--dry-run] [--follow] [--provider-url <id>=<url>]... [--development]` */
export async function runFetch(
  context: CommandContext,
  names: readonly string[],
  options: FetchOptions,
): Promise<ExitCode> {
  const core = await context.core({
    development: options.development === true,
    urlOverrides: parseOverrides(options.providerUrl ?? []),
  })
  const providers = chosen(names, options.all === true, core.providers.ids)
  const day = dayOption(options.day, await core.today())
  await context.connected()
  const { runId } = await core.fetches.start({
    providers,
    day,
    dryRun: options.dryRun === true,
    follow: options.follow === true,
  })
  const stop = () => core.fetches.cancel(runId, null)
  context.signal.addEventListener('abort', stop, { once: true })
  const run = await core.fetches.waitFor(runId)
  context.print(document(run), lines(run, context.language))
  // With --all a provider that the operator switched off is no gap; named, it is.
  return exitCodeOfRun(options.all === true ? run.lanes.filter(({ reason }) => reason !== 'disabled') : run.lanes)
}

/** The published shape of `pcc fetch --json`. */
function document(run: FetchRun) {
  return {
    day: run.day,
    zone: run.zone,
    dry_run: run.dryRun,
    providers: run.lanes.map((lane) => ({
      provider: lane.provider,
      status: lane.outcome,
      reason: lane.reason,
      coverage: lane.coverage,
      key: lane.key,
      aside: lane.aside,
      holder: lane.holder && holderDocument(lane.holder),
      opportunities: lane.outcome === 'failed' || lane.outcome === 'skipped' ? null : lane.items,
      pages: lane.pages.length,
      rejected: lane.rejected,
      bytes: lane.payloadBytes,
      warnings: lane.warnings,
      failure: lane.failure && { code: lane.failure.code, message: lane.failure.message },
    })),
  }
}

/** Who runs it instead, and what that console told last. */
const holderDocument = ({ by, since, run }: LaneHolder) => ({
  by,
  since: new Date(since).toISOString(),
  run: run && {
    run: run.runId,
    told_at: new Date(run.at).toISOString(),
    state: run.state,
    status: run.outcome,
    pages: run.pages,
    pages_total: run.pagesTotal,
    opportunities: run.items,
  },
})

const good: ReadonlySet<FetchLane['outcome']> = new Set(['stored', 'compared'])

/** Stored here, or by the console whose run was followed. */
const isGood = ({ outcome, reason, holder }: FetchLane) =>
  good.has(outcome) || (reason === 'followed' && holder?.run?.outcome === 'stored')

/** @param lanes - those that were to be fetched @returns 0: every one is stored; 4: some are; 1: none is. */
function exitCodeOfRun(lanes: readonly FetchLane[]): ExitCode {
  const stored = lanes.filter(isGood).length
  if (stored > 0 && stored === lanes.length) return exitCodes.done
  return stored > 0 ? exitCodes.partial : exitCodes.failed
}

function chosen(names: readonly string[], all: boolean, known: readonly string[]): string[] {
  if (all && names.length > 0) throw badUsage('pcc fetch', 'name providers or give --all, not both')
  if (all) return [...known]
  if (names.length === 0) throw badUsage('pcc fetch', `name a provider (${known.join(', ')}) or give --all`)
  for (const name of names) {
    if (known.includes(name)) continue
    const namespace = name.slice(0, 64)
    throw new AppError('unknown_namespace', `no provider ${namespace}`, { params: { namespace } })
  }
  return [...new Set(names)]
}

/** `--provider-url <id>=<url>`, as often as it was given. @throws AppError `bad_input` */
export function parseOverrides(pairs: readonly string[]): Record<string, string> {
  const overrides = Object.create(null) as Record<string, string> // without a prototype: any text may be a name
  for (const pair of pairs) {
    const cut = pair.indexOf('=')
    if (cut < 1) throw badUsage('--provider-url', `${pair.slice(0, 80)} is not <id>=<url>`)
    overrides[pair.slice(0, cut)] = pair.slice(cut + 1)
  }
  return overrides
}

function lines(run: FetchRun, language: 'pt-BR' | 'en'): string[] {
  const head =
    language === 'en'
      ? ['provider', 'outcome', 'items', 'pages', 'size']
      : ['provedor', 'resultado', 'itens', 'páginas', 'tamanho']
  const rows = run.lanes.map((lane) => [
    lane.provider,
    [outcomeWords[language][lane.outcome ?? 'interrupted'], lane.reason].filter(Boolean).join(', '),
    lane.outcome === 'failed' || lane.outcome === 'skipped' ? '–' : countText(lane.items, language),
    countText(lane.pages.length, language),
    bytesText(lane.payloadBytes, language),
  ])
  const failures = run.lanes.flatMap((lane) => {
    if (lane.failure === null) return []
    const { what, next } = failureWords(lane.failure, language)
    return [`${lane.provider}: ${what} ${next}`]
  })
  const holders = run.lanes.flatMap(({ provider, holder }) =>
    holder === null ? [] : [`${provider}: ${holderText(holder, language)}`],
  )
  const asides = run.lanes.flatMap(({ provider, aside }) =>
    aside === null ? [] : [`${provider}: ${asideWords[language]} pcc aside show ${provider} --day ${run.day}`],
  )
  return [...table(head, rows), ...holders, ...asides, ...failures]
}

function holderText({ by, since, run }: LaneHolder, language: 'pt-BR' | 'en'): string {
  const pt = language === 'pt-BR'
  const who = `${by}, ${pt ? 'desde' : 'since'} ${new Date(since).toISOString()}`
  if (run === null) return `${who}: ${pt ? 'não diz até onde chegou' : 'does not tell how far it is'}`
  const count = (value: number | null) => countText(value, language)
  const state = run.outcome === null ? '' : `, ${outcomeWords[language][run.outcome]}`
  return pt
    ? `${who}: ${count(run.pages)} de ${count(run.pagesTotal)} páginas, ${count(run.items)} itens${state}`
    : `${who}: ${count(run.pages)} of ${count(run.pagesTotal)} pages, ${count(run.items)} items${state}`
}

const asideWords = {
  en: 'what came waits 24 h for a decision:',
  'pt-BR': 'o que veio espera 24 h por uma decisão:',
} as const

const outcomeWords = {
  en: {
    stored: 'stored',
    kept_old: 'kept the old one',
    compared: 'compared',
    failed: 'failed',
    cancelled: 'cancelled',
    skipped: 'skipped',
    interrupted: 'interrupted',
  },
  'pt-BR': {
    stored: 'armazenada',
    kept_old: 'mantida a anterior',
    compared: 'comparada',
    failed: 'falhou',
    cancelled: 'cancelada',
    skipped: 'pulada',
    interrupted: 'interrompida',
  },
} as const
