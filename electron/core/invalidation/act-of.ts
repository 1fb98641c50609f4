import type { RemovalTarget } from '../../../shared/contract/invalidation.ts'
import type { PolicyRepair } from '../../../shared/contract/policy.ts'
import { repairOf } from '../policy/broken-rule.ts'

/** What is done to the keys of a target: they go, unless a rule gives them their lifetime. */
export const actOf = (target: RemovalTarget): PolicyRepair =>
  target.scope === 'policy' ? repairOf[target.rule] : 'delete'

/** An expiry that is saved takes its name and a few bytes, whatever the value weighs. */
const bytesPerExpiry = 96

/** @returns what a bundle of these keys takes; null where that is unknown */
export function bundleBytes(target: RemovalTarget, count: number, bytes: number | null): number | null {
  return actOf(target) === 'set_ttl' ? count * bytesPerExpiry : bytes
}
