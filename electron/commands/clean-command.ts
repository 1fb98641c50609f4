import type { PolicyFinding, PolicyReport, PolicyRule } from '../../shared/contract/policy.ts'
import type { CommandContext } from './context.ts'
import { type ExitCode, exitCodes } from './exit-codes.ts'
import { bytesText, countText, table } from './text-table.ts'

/** `pcc clean --dry-run`. A part of the nodes ends with 4. */
export async function runClean(context: CommandContext): Promise<ExitCode> {
  const core = await context.connected()
  const report = await core.policyReport(context.signal, () => undefined)
  context.print(cleanDocument(report), cleanLines(report, context.language))
  return report.complete ? exitCodes.done : exitCodes.partial
}

/** The published shape of `pcc clean --json`. */
function cleanDocument(report: PolicyReport) {
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
  }
}

function cleanLines(report: PolicyReport, language: 'pt-BR' | 'en'): string[] {
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

const words = {
  en: {
    findingHead: ['family, rule', 'keys', 'memory', 'repair'],
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
