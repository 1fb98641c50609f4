import { type PolicyFinding, type PolicyReport, PolicyRule } from '../../shared/contract/policy.ts'
import { failureWords } from '../../shared/messages/failure-words.ts'
import { AppError } from '../core/app-error.ts'
import { noting } from '../core/invalidation/refusals.ts'
import type { Repair } from '../core/policy/clean-up.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

export interface CleanOptions {
  readonly apply?: boolean
  readonly namespace?: readonly string[]
  readonly rule?: readonly string[]
}

/**
 * `pcc clean [--dry-run | --apply] [--namespace <name>]... [--rule <rule>]...`. A part of the nodes, or keys that could
 * not be repaired, end with 4.
 */
export async function runClean(context: CommandContext, options: CleanOptions): Promise<ExitCode> {
  const core = await context.connected()
  if (options.apply !== true) {
    const report = await core.policyReport(context.signal, () => undefined)
    context.print(cleanDocument(report, []), reportLines(report, context.language))
    return report.complete ? exitCodes.done : exitCodes.partial
  }
  const namespaces = options.namespace ?? null
  for (const name of namespaces ?? []) await core.invalidation.vet({ scope: 'whole', namespace: name })
  const rules = options.rule?.map(ruleNamed) ?? null
  const { name, target } = core.connections.current()
  await noting(core.refusals, 'clean.apply', namespaces?.join() ?? 'all', async () => {
    if (target.readOnly)
      throw new AppError('read_only', 'this connection is read-only', { params: { connection: name } })
  })
  const { report, repairs } = await core.cleanUp({ namespaces, rules, signal: context.signal })
  context.print(cleanDocument(report, repairs), [
    ...reportLines(report, context.language),
    ...repairLines(repairs, context.language),
  ])
  for (const { result } of repairs) {
    if (!result?.failure) continue
    const { what, next } = failureWords(result.failure, context.language)
    context.say(`pcc: ${what} ${next} [${result.failure.code}]`)
  }
  const isOpen = ({ result }: Repair) => result !== null && result.failed + result.notAttempted > 0
  return report.complete && !repairs.some(isOpen) ? exitCodes.done : exitCodes.partial
}

function ruleNamed(name: string): PolicyRule {
  const rule = PolicyRule.safeParse(name)
  if (rule.success) return rule.data
  const reason = `one of ${PolicyRule.options.join(', ')}`
  throw new AppError('bad_input', `--rule ${name.slice(0, 40)}: ${reason}`, { params: { what: '--rule', reason } })
}

/** The published shape of `pcc clean --json`. */
function cleanDocument(report: PolicyReport, repairs: readonly Repair[]) {
  return {
    at: new Date(report.at).toISOString(),
    complete: report.complete,
    walked: report.walked,
    elapsed_ms: Math.round(report.elapsedMs),
    findings: report.findings.map(({ rule, namespace, family, repair, keys, bytes, samples }) => ({
      rule,
      namespace,
      family,
      repair,
      keys,
      bytes,
      samples: samples.map(({ label }) => label),
    })),
    undecided_twins: report.undecidedTwins,
    strays: report.strays.map(({ prefix, namespace, keys, bytes, noTtl }) => ({
      prefix,
      namespace,
      keys,
      bytes,
      no_ttl: noTtl,
    })),
    further_strays: report.furtherStrays,
    repairs: repairs.map(({ namespace, rule, result }) => ({
      namespace,
      rule,
      previewed: result?.previewed ?? 0,
      repaired: result?.deleted ?? 0,
      changed: result?.changed ?? 0,
      gone: result?.gone ?? 0,
      failed: result?.failed ?? 0,
      not_attempted: result?.notAttempted ?? 0,
      bundle: result?.bundle ?? null,
      failure: result?.failure?.code ?? null,
    })),
  }
}

function reportLines(report: PolicyReport, language: 'pt-BR' | 'en'): string[] {
  const text = words[language]
  const finding = ({ rule, namespace, family, repair, keys, bytes }: PolicyFinding) => [
    `${namespace}:${family}  ${text.rules[rule]}`,
    countText(keys, language),
    bytesText(bytes, language),
    text.repairs[repair],
  ]
  const found = report.findings.length === 0 ? [text.clean] : table(text.findingHead, report.findings.map(finding))
  const strays = report.strays.map(({ prefix, keys, bytes, noTtl }) => [
    prefix,
    countText(keys, language),
    bytesText(bytes, language),
    countText(noTtl, language),
  ])
  return [
    ...found,
    ...(report.undecidedTwins > 0 ? [`${countText(report.undecidedTwins, language)} ${text.undecided}`] : []),
    ...(strays.length > 0 ? ['', ...table(text.strayHead, strays)] : []),
    ...(report.furtherStrays > 0 ? [`${countText(report.furtherStrays, language)} ${text.further}`] : []),
  ]
}

function repairLines(repairs: readonly Repair[], language: 'pt-BR' | 'en'): string[] {
  if (repairs.length === 0) return []
  const text = words[language]
  const rows = repairs.map(({ namespace, rule, result }) => [
    `${namespace}  ${text.rules[rule]}`,
    countText(result?.deleted ?? 0, language),
    countText((result?.changed ?? 0) + (result?.gone ?? 0), language),
    countText((result?.failed ?? 0) + (result?.notAttempted ?? 0), language),
    result?.bundle ?? '–',
  ])
  return ['', ...table(text.repairHead, rows)]
}

const words = {
  en: {
    findingHead: ['family, rule', 'keys', 'memory', 'repair'],
    repairHead: ['repaired', 'keys', 'changed meanwhile', 'left', 'undo bundle'],
    strayHead: ['of no known family (never touched)', 'keys', 'memory', 'without TTL'],
    clean: 'every key of a known family keeps its policy',
    undecided: 'pairs of plain and :gz keys whose age cannot be told from their expiry',
    further: 'more keys of no known family, under further prefixes',
    rules: {
      no_ttl: 'no TTL',
      ttl_too_long: 'TTL longer than its family may have',
      expired_day: 'day past its lifetime',
      stale_twin: 'stale form of a plain and :gz pair',
    },
    repairs: { set_ttl: 'set the TTL', delete: 'remove' },
  },
  'pt-BR': {
    findingHead: ['família, regra', 'chaves', 'memória', 'reparo'],
    repairHead: ['reparado', 'chaves', 'mudaram antes', 'restam', 'pacote de desfazer'],
    strayHead: ['de nenhuma família conhecida (nunca tocadas)', 'chaves', 'memória', 'sem TTL'],
    clean: 'toda chave de família conhecida cumpre a sua política',
    undecided: 'pares de chaves simples e :gz cuja idade a expiração não revela',
    further: 'outras chaves de nenhuma família conhecida, sob outros prefixos',
    rules: {
      no_ttl: 'sem TTL',
      ttl_too_long: 'TTL maior que o da família',
      expired_day: 'dia além da sua vida',
      stale_twin: 'forma desatualizada de um par simples e :gz',
    },
    repairs: { set_ttl: 'definir o TTL', delete: 'remover' },
  },
} as const satisfies Record<'en' | 'pt-BR', { readonly rules: Record<PolicyRule, string> } & Record<string, unknown>>
