import type { RemovalTarget } from '../contract/invalidation.ts'
import type { PolicyRepair } from '../contract/policy.ts'
import { repairOf } from './policy-repairs.ts'

/** What is done to the keys of a target: they go, unless a rule gives them their lifetime. */
export const actOf = (target: RemovalTarget): PolicyRepair =>
  target.scope === 'policy' ? repairOf[target.rule] : 'delete'
