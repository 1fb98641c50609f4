import type { ConfigChange, ConfigReport, ConfigResult, ConfigRow } from '../../shared/contract/server-config.ts'
import { AppError } from '../core/app-error.ts'
import { isSameValue } from '../core/server/configuration-value.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { table } from './text-table.ts'

export interface ConfigSetOptions {
  readonly dryRun?: boolean
  readonly confirm?: string
  readonly expect?: string
}

/** `pcc config check`: the settings that count beside their recommendation. A difference, or an unknown one, ends with 4. */
export async function runConfigCheck(context: CommandContext): Promise<ExitCode> {
  const core = await context.connected()
  const report = await core.configuration.report()
  context.print(reportDocument(report), reportLines(report.rows, context.language))
  if (report.silence) context.say(`${report.silence.command}: ${words[context.language].unknown}`)
  return report.rows.every(({ state }) => state === 'equal') ? exitCodes.done : exitCodes.partial
}

/**
 * `pcc config set <name> <value> (--dry-run | --confirm <name>) [--expect <value>]`. `--expect` refuses where the server
 * has another value than the caller saw.
 */
export async function runConfigSet(
  context: CommandContext,
  name: string,
  value: string,
  options: ConfigSetOptions,
): Promise<ExitCode> {
  const text = words[context.language]
  if (options.dryRun !== true && options.confirm !== name) {
    context.say(text.confirm(name))
    throw new AppError('not_confirmed', '--confirm does not name the parameter', { params: { namespace: name } })
  }
  const core = await context.connected()
  const change = await core.configuration.preview(name, value)
  const seen = options.expect
  const other = seen === undefined ? undefined : change.from.find((own) => !isSameValue(change.kind, own.value, seen))
  if (seen !== undefined && other) {
    const params = { name: change.name, seen, now: other.value }
    throw new AppError('config_changed', `${change.name} is ${other.value} on ${other.node}`, { params })
  }
  if (change.blocked && options.dryRun !== true) {
    const { code, message, params } = change.blocked
    throw new AppError(code, message, { params })
  }
  if (change.token === null || options.dryRun === true) {
    context.print(changeDocument(change, null), changeLines(change, text))
    return exitCodes.done
  }
  const result = await core.configuration.apply(change.token, change.name)
  context.print(changeDocument(change, result), resultLines(result, text))
  context.say(text.notPersisted)
  return result.ended === 'done' ? exitCodes.done : exitCodes.partial
}

/** `pcc config rewrite --confirm rewrite`: CONFIG REWRITE on every node. */
export async function runConfigRewrite(context: CommandContext, confirm: string | undefined): Promise<ExitCode> {
  if (confirm !== 'rewrite') {
    context.say(words[context.language].confirm('rewrite'))
    throw new AppError('not_confirmed', '--confirm rewrite is missing', { params: { namespace: 'rewrite' } })
  }
  const core = await context.connected()
  const report = await core.configuration.rewrite('CONFIG REWRITE')
  const files = report.file.state === 'known' ? report.file.paths : []
  context.print({ written: true, files }, [...files])
  return exitCodes.done
}

/** The published shape of `pcc config check --json`. */
function reportDocument({ at, rows, file, silence }: ConfigReport) {
  return {
    at: new Date(at).toISOString(),
    config_file: file.state === 'known' ? file.paths : file.state,
    unanswered: silence,
    parameters: rows.map(({ name, state, values, recommended, alternative, changeable, persisted }) => ({
      name,
      state,
      current: values,
      recommended,
      alternative,
      changeable,
      persisted,
    })),
  }
}

/** The published shape of `pcc config set --json`. @param result - null where nothing was attempted */
function changeDocument({ name, from, to, unchanged, risks }: ConfigChange, result: ConfigResult | null) {
  return {
    name,
    from,
    to,
    unchanged,
    risks: risks.map(({ id, bytes }) => ({ id, bytes })),
    ended: result?.ended ?? null,
    read_back: result?.nodes.map(({ node, now }) => ({ node, value: now })) ?? null,
    persisted: result ? false : null,
  }
}

type Words = (typeof words)['en' | 'pt-BR']

function reportLines(rows: readonly ConfigRow[], language: 'en' | 'pt-BR'): string[] {
  const text = words[language]
  return table(
    text.check,
    rows.map(({ name, state, values, recommended, alternative }) => [
      name,
      text[state],
      [...new Set(values.map(({ value }) => value || '""'))].join(' · ') || '–',
      alternative === null ? recommended : `${recommended} (${alternative})`,
    ]),
  )
}

function changeLines({ name, from, to, unchanged, risks }: ConfigChange, text: Words): string[] {
  const old = [...new Set(from.map(({ value }) => value || '""'))].join(' · ')
  return [
    unchanged ? `${name} ${to} ${text.unchanged}` : `${name}: ${old} -> ${to || '""'}`,
    ...risks.map(({ id, bytes }) => `${text.risk}: ${id.replaceAll('_', ' ')}${bytes === null ? '' : ` (${bytes} B)`}`),
  ]
}

const resultLines = ({ name, ended, nodes }: ConfigResult, text: Words): string[] => [
  ...table(
    [name, text.was, text.now],
    nodes.map(({ node, from, now }) => [node, from ?? '–', now ?? '–']),
  ),
  text.ended[ended],
]

const words = {
  en: {
    check: ['parameter', 'state', 'current', 'recommended'],
    equal: 'equal',
    differs: 'differs',
    unknown: 'unknown',
    unchanged: '(the server has it already)',
    risk: 'effect',
    was: 'was',
    now: 'read back',
    ended: {
      done: 'in force',
      partial: 'only a part of the nodes took it',
      unknown: 'whether it is in force is not known',
    },
    notPersisted: 'holds until the server restarts; pcc config rewrite writes it to the configuration file',
    confirm: (name: string) => `--dry-run shows the effect; --confirm ${name} does it`,
  },
  'pt-BR': {
    check: ['parâmetro', 'estado', 'atual', 'recomendado'],
    equal: 'igual',
    differs: 'difere',
    unknown: 'desconhecido',
    unchanged: '(o servidor já o tem)',
    risk: 'efeito',
    was: 'era',
    now: 'lido de volta',
    ended: { done: 'em vigor', partial: 'só uma parte dos nós aceitou', unknown: 'não se sabe se está em vigor' },
    notPersisted: 'vale até o servidor reiniciar; pcc config rewrite grava no arquivo de configuração',
    confirm: (name: string) => `--dry-run mostra o efeito; --confirm ${name} executa`,
  },
} as const
