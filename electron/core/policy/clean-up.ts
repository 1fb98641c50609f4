import type { InvalidationResult } from '../../../shared/contract/invalidation.ts'
import type { PolicyFinding, PolicyReport, PolicyRule } from '../../../shared/contract/policy.ts'
import type { InvalidationService } from '../invalidation/invalidation-service.ts'

export interface CleanUpDeps {
  readonly invalidation: Pick<InvalidationService, 'preview' | 'run'>
  readonly report: (signal: AbortSignal) => Promise<PolicyReport>
}

export interface CleanUpRequest {
  /** Only these namespaces; null: all. */
  readonly namespaces: readonly string[] | null
  /** Only these rules; null: all. */
  readonly rules: readonly PolicyRule[] | null
  readonly signal: AbortSignal
}

/** One repair: its finding, and what became of it; null where the preview found nothing any more. */
export interface Repair {
  readonly namespace: string
  readonly rule: PolicyRule
  readonly result: InvalidationResult | null
}

/**
 * Repairs what the report finds, rule by rule, each through the ordinary preview, bundle and journal. Keys of no known
 * family are never touched: they break no rule. A failure ends it; what was done until then is told.
 * @throws AppError where a preview or a run could not be begun
 */
export async function cleanUp(
  { invalidation, report }: CleanUpDeps,
  request: CleanUpRequest,
): Promise<{ readonly report: PolicyReport; readonly repairs: readonly Repair[] }> {
  const { signal } = request
  const found = await report(signal)
  const repairs: Repair[] = []
  for (const { namespace, rule } of distinct(found.findings.filter((finding) => isWanted(finding, request)))) {
    signal.throwIfAborted()
    const preview = await invalidation.preview({ scope: 'policy', namespace, rule }, signal, () => undefined)
    const result =
      preview.token === null
        ? null
        : await invalidation.run(
            { token: preview.token, confirmation: namespace, noUndo: false },
            () => undefined,
            signal,
          )
    repairs.push({ namespace, rule, result })
    if (result?.failure) break
  }
  return { report: found, repairs }
}

const isWanted = ({ namespace, rule }: PolicyFinding, { namespaces, rules }: CleanUpRequest) =>
  (namespaces === null || namespaces.includes(namespace)) && (rules === null || rules.includes(rule))

/** A rule is repaired once for a namespace, in all its families together. */
function distinct(findings: readonly PolicyFinding[]): readonly PolicyFinding[] {
  const byName = new Map(findings.map((finding) => [`${finding.namespace} ${finding.rule}`, finding]))
  return [...byName.values()]
}
