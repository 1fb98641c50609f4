import type { DailyEnds } from '../../shared/contract/fetch.ts'
import type { AsideCommit, FetchAside } from '../../shared/contract/fetch-aside.ts'
import { AppError } from '../core/app-error.ts'
import type { CommandContext } from './context.ts'
import { dayOption } from './day-option.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

export interface AsideOptions {
  readonly day?: string
  readonly confirm?: string
}

/** `pcc aside list`: results that were not stored and wait 24 h for a decision, newest first. */
export async function runAsideList(context: CommandContext): Promise<ExitCode> {
  const asides = await (await context.connected()).asides.list()
  const text = words[context.language]
  const rows = asides.map((aside) => [
    aside.provider,
    aside.day,
    text[aside.reason],
    countText(aside.items, context.language),
    countText(aside.live?.items ?? null, context.language),
    new Date(aside.expiresAt).toISOString(),
  ])
  context.print({ asides: asides.map(asideDocument) }, asides.length === 0 ? [text.none] : table(text.list, rows))
  return exitCodes.done
}

/** `pcc aside show <provider> [--day]`: the result beside what a commit would replace. Its items: `pcc show <key>`. */
export async function runAsideShow(
  context: CommandContext,
  provider: string,
  options: AsideOptions,
): Promise<ExitCode> {
  const { aside } = await find(context, provider, options)
  context.print(asideDocument(aside), comparison(aside, context.language))
  return exitCodes.done
}

/**
 * `pcc aside commit <provider> --confirm <provider> [--day]`: stores the result in place of what stands, which an undo
 * bundle keeps. Without `--confirm` it shows both and ends with 3.
 */
export async function runAsideCommit(
  context: CommandContext,
  provider: string,
  options: AsideOptions,
): Promise<ExitCode> {
  const { core, aside } = await find(context, provider, options)
  if (options.confirm === undefined) {
    context.print(asideDocument(aside), comparison(aside, context.language))
    context.say(`pcc: ${words[context.language].unconfirmed} --confirm ${provider}`)
    return exitCodes.refused
  }
  const done = await core.asides.commit(refOf(aside), options.confirm)
  context.print(commitDocument(done), [
    `${done.key}: ${countText(done.items, context.language)}`,
    ...(done.bundle === null ? [] : [`${words[context.language].undo} pcc undo ${done.bundle}`]),
  ])
  return exitCodes.done
}

/** `pcc aside discard <provider> --confirm <provider> [--day]`: removes the result for good. */
export async function runAsideDiscard(
  context: CommandContext,
  provider: string,
  options: AsideOptions,
): Promise<ExitCode> {
  const { core, aside } = await find(context, provider, options)
  if (options.confirm !== provider) {
    context.say(`pcc: ${words[context.language].unconfirmed} --confirm ${provider}`)
    return exitCodes.refused
  }
  await core.asides.discard(refOf(aside))
  context.print({ discarded: aside.key }, [`${words[context.language].discarded} ${aside.key}`])
  return exitCodes.done
}

async function find(context: CommandContext, provider: string, options: AsideOptions) {
  const core = await context.connected()
  const day = dayOption(options.day, await core.today())
  const aside = (await core.asides.list()).find((each) => each.provider === provider && each.day === day)
  if (aside) return { core, aside }
  const what = `${provider.slice(0, 64)} ${day}`
  throw new AppError('not_found', `nothing is set aside for ${what}`, { params: { what } })
}

const refOf = ({ provider, day, digest }: FetchAside) => ({ provider, day, digest })

/** The published shape of a result set aside. */
function asideDocument(aside: FetchAside) {
  const { live } = aside
  return {
    provider: aside.provider,
    day: aside.day,
    key: aside.key,
    reason: aside.reason,
    by: aside.by,
    run: aside.runId,
    items: aside.items,
    bytes: aside.bytes,
    first_id: aside.ends.first,
    last_id: aside.ends.last,
    digest: aside.digest,
    at: new Date(aside.at).toISOString(),
    expires_at: new Date(aside.expiresAt).toISOString(),
    live: live && {
      items: live.items,
      bytes: live.bytes,
      first_id: live.ends.first,
      last_id: live.ends.last,
      expires_at: live.expiresAt === null ? null : new Date(live.expiresAt).toISOString(),
    },
  }
}

/** The published shape of `pcc aside commit --json`. */
function commitDocument({ provider, day, key, items, bytes, bundle, undoUntil }: AsideCommit) {
  const undo = { bundle, undo_until: undoUntil === null ? null : new Date(undoUntil).toISOString() }
  return { provider, day, key, items, bytes, ...undo }
}

function comparison({ live, items, bytes, ends }: FetchAside, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const none: DailyEnds = { first: null, last: null }
  const shown = (id: string | null) => id ?? '–'
  return table(text.compare, [
    [text.items, countText(live?.items ?? null, language), countText(items, language)],
    [text.size, bytesText(live?.bytes ?? null, language), bytesText(bytes, language)],
    [text.first, shown((live?.ends ?? none).first), shown(ends.first)],
    [text.last, shown((live?.ends ?? none).last), shown(ends.last)],
  ])
}

const words = {
  en: {
    none: 'nothing is set aside',
    list: ['provider', 'day', 'why', 'items', 'stored', 'until (UTC)'],
    compare: ['', 'stored', 'set aside'],
    items: 'items',
    size: 'size',
    first: 'first id',
    last: 'last id',
    empty: 'empty',
    shrunk: 'less than half',
    incomplete: 'incomplete',
    unconfirmed: 'nothing was done; to do it:',
    undo: 'to put the former value back:',
    discarded: 'discarded',
  },
  'pt-BR': {
    none: 'nada está separado',
    list: ['provedor', 'dia', 'motivo', 'itens', 'guardado', 'até (UTC)'],
    compare: ['', 'guardado', 'separado'],
    items: 'itens',
    size: 'tamanho',
    first: 'primeiro id',
    last: 'último id',
    empty: 'vazia',
    shrunk: 'menos da metade',
    incomplete: 'incompleta',
    unconfirmed: 'nada foi feito; para fazer:',
    undo: 'para devolver o valor anterior:',
    discarded: 'descartado',
  },
} as const
