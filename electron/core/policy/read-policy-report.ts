import type { PolicyFinding, PolicyProgress, PolicyReport, PolicyRule } from '../../../shared/contract/policy.ts'
import { placeOf } from '../../../shared/keys/cache-key.ts'
import { type FamilyName, otherFamily, unifiedNamespace } from '../../../shared/keys/key-families.ts'
import { repairOf } from '../../../shared/keys/policy-repairs.ts'
import { keyLabel } from '../browse/key-label.ts'
import { coverageObstacle } from '../invalidation/obstacles.ts'
import { createThrottle } from '../invalidation/throttle.ts'
import type { KeyspaceReader, ListedKey, WalkOptions } from '../ports/keyspace.ts'
import type { Clock } from '../ports/system.ts'
import { brokenRule, type Policy } from './broken-rule.ts'
import { createStrayCounts } from './stray-counts.ts'
import { createTwinFinder } from './twins.ts'

const samplesShown = 5

export interface PolicyRequest extends WalkOptions {
  /** Provider ids and `unified`. */
  readonly namespaces: readonly string[]
  readonly policy: Policy
  /** At most four a second. */
  readonly onProgress: (progress: PolicyProgress) => void
}

/**
 * Walks all keys once, by name, expiry and size, and says which break the policy. Nothing is changed.
 * @throws AppError `cancelled`, `no_permission`; `incomplete` where slots moved under the walk
 */
export async function readPolicyReport(
  reader: KeyspaceReader,
  clock: Clock,
  request: PolicyRequest,
): Promise<PolicyReport> {
  const { policy, signal, pace, onProgress } = request
  const namespaces = new Set(request.namespaces)
  const at = clock()
  const mayTell = createThrottle(clock)
  const before = await reader.coverage()
  const expectedKeys = await reader.size()
  const findings = new Map<string, PolicyFinding>()
  const twins = createTwinFinder()
  const strays = createStrayCounts()
  let walked = 0
  let found = 0

  function enter(rule: PolicyRule, namespace: string, family: string, listed: ListedKey): void {
    const id = `${namespace} ${family} ${rule}`
    const so = findings.get(id) ?? emptyFinding(rule, namespace, family)
    found += 1
    findings.set(id, {
      ...so,
      keys: so.keys + 1,
      bytes: so.bytes === null || listed.bytes === null ? null : so.bytes + listed.bytes,
      samples: so.samples.length < samplesShown ? [...so.samples, keyLabel(listed.key)] : so.samples,
    })
  }

  // The empty prefix: every key, whatever its name.
  for await (const step of reader.list({ prefixes: [''], tally: null }, { signal, pace })) {
    for (const listed of step.keys) {
      const place = placeOf(listed.key, namespaces)
      if (place === null || place.family === otherFamily) {
        strays.add(listed, place)
        continue
      }
      twins.offer(listed)
      const rule = brokenRule(listed, place, policy)
      if (rule !== null) enter(rule, place.namespace, place.family, listed)
    }
    walked += step.walked
    if (mayTell()) onProgress({ walked, expectedKeys, found })
  }
  signal.throwIfAborted()
  const { stale, undecided } = twins.read()
  for (const listed of stale) enter('stale_twin', unifiedNamespace, 'search_combined', listed)
  const { strays: shown, further } = strays.read()
  return {
    at,
    elapsedMs: clock() - at,
    walked,
    complete: coverageObstacle(before, await reader.coverage()) === null,
    findings: [...findings.values()].sort((a, b) => b.keys - a.keys),
    undecidedTwins: undecided,
    strays: shown,
    furtherStrays: further,
  }
}

function emptyFinding(rule: PolicyRule, namespace: string, family: string): PolicyFinding {
  // A rule is only ever broken by a key of a family of the table.
  return { rule, namespace, family: family as FamilyName, repair: repairOf[rule], keys: 0, bytes: 0, samples: [] }
}
