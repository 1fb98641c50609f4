import type { PolicyRepair, PolicyRule } from '../contract/policy.ts'

/** How each rule of the policies is made good. */
export const repairOf: Readonly<Record<PolicyRule, PolicyRepair>> = {
  no_ttl: 'set_ttl',
  ttl_too_long: 'set_ttl',
  expired_day: 'delete',
  stale_twin: 'delete',
}
